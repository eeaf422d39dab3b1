"""A decision between tools: what each is worth and why, and what would change the winner."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial
from typing import Any

from msgspec import Struct

from vcompare.comparison.cards import short_labels
from vcompare.comparison.criteria import Criterion
from vcompare.decisions import (
    Decisive,
    Flip,
    Interval,
    Scores,
    Shift,
    Standing,
    certain,
    decisive,
    dominated,
    flips,
    scored,
    smallest_shift,
    standings,
)
from vcompare.errors import UnreadableFileError
from vcompare.fields.kinds import Choice, Date, Flag


class DecisionResult(Struct, frozen=True, dict=True):
    """What tools are worth in a decision; `name` is None where it is none of the catalog's.

    `cards` are those of the tools, in the order of the rows of `scores`. `total` is how many tools the
    catalog has, and `problems` are those that could not be read.
    """

    name: str | None
    label: str
    criteria: Sequence[Criterion]
    cards: Sequence[Any]
    scores: Scores
    total: int = 0
    problems: Sequence[UnreadableFileError] = ()
    remarks: Sequence[str] = ()

    @cached_property
    def standings(self) -> list[Standing]:
        """The tools by rank."""
        return standings(self.scores) if self.cards else []

    @cached_property
    def certain(self) -> int | None:
        """The tool that wins whatever the unknowns are."""
        return certain(self.scores) if self.cards else None

    @cached_property
    def flips(self) -> list[Flip]:
        """The weights at which another tool comes first."""
        return flips(self.scores) if self.cards else []

    @cached_property
    def smallest_shift(self) -> Shift | None:
        """The smallest share of weight that has to move to change the winner."""
        return smallest_shift(self.scores) if self.cards else None

    @cached_property
    def dominated(self) -> dict[int, list[int]]:
        """Those of the first rank that another of them beats by every criterion."""
        first = [one.row for one in self.standings if one.rank == 1]
        return dominated(self.scores, first)

    @cached_property
    def decisive(self) -> list[Decisive]:
        """The unknowns each of which could change the winner."""
        return list(decisive(self.scores)) if self.cards else []

    @cached_property
    def labels(self) -> Sequence[str]:
        """What sentences call the tools."""
        return short_labels(self.cards)

    @property
    def shares(self) -> list[Fraction]:
        """What each criterion weighs, as a share of all weight."""
        total = sum(one.weight for one in self.criteria)
        return [one.weight / total for one in self.criteria]

    def parts(self, row: int) -> Mapping[str, Interval]:
        """Return what each criterion adds to the worth of a tool, by key."""
        low, high = self.scores.low[row], self.scores.high[row]
        return {
            criterion.key: Interval(self._part(weight * least), self._part(weight * most))
            for criterion, weight, least, most in zip(
                self.criteria, self.scores.weights, low, high, strict=True
            )
        }

    @cached_property
    def _part(self) -> Callable[[int], Fraction]:
        """What makes a share of the whole of a number; many tools have the same."""
        return cache(partial(_share, self.scores.whole))


def _share(whole: int, part: int) -> Fraction:
    return Fraction(part, whole)


def decided(
    name: str | None, label: str, criteria: Sequence[Criterion], cards: Sequence[Any], **more: Any
) -> DecisionResult:
    """Return what tools are worth by these criteria."""
    scores = scored([card.slug for card in cards], [one.values(cards) for one in criteria])
    return DecisionResult(name, label, criteria, cards, scores, **more)


def at_score(criterion: Criterion, score: Fraction) -> Any:
    """Return the value that scores so much by a criterion, None where no value does exactly.

    A number is a fraction; a day, a flag or a choice is the first that scores at least as much.
    """
    number = criterion.worst + score * (criterion.best - criterion.worst)
    kind = criterion.field.kind
    if not isinstance(kind, Date | Flag | Choice):
        return number
    rises = criterion.best > criterion.worst
    whole = -(-number // 1) if rises else number // 1
    if isinstance(kind, Date):
        return date.fromordinal(int(whole))
    return bool(whole) if isinstance(kind, Flag) else kind.choices[int(whole)]
