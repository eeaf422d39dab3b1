"""Reviewers' predictions: what is open, due or overdue, and how good those were that are settled."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, get_args

from msgspec import Struct

from vcompare.comparison.calibration import ENOUGH, Calibration, calibration, exactly
from vcompare.comparison.cards import StatedPrediction, stated
from vcompare.errors import VcompareError
from vcompare.model import Outcome, Panelist, Record

Status = Literal["overdue", "due", "open", "settled"]
STATUSES: tuple[Status, ...] = get_args(Status)


class PredictionEntry(Struct, frozen=True):
    """A prediction of a reviewer about a tool, and how far it has come.

    It is `due` on its day, `overdue` after it, and `open` before it or if it has none.
    """

    slug: str
    name: str
    reviewer: str
    reviewer_name: str
    prediction: StatedPrediction
    status: Status

    @property
    def outcome(self) -> Outcome | None:
        """How it turned out, None while it is not settled."""
        return self.prediction.outcome

    @property
    def counts(self) -> bool:
        """Whether a score counts it: it has a probability, and is true or false."""
        return self.status == "settled" and self.prediction.probability is not None and not self.is_void

    @property
    def is_void(self) -> bool:
        """Whether it can no longer be said to be true or false."""
        return self.outcome is not None and self.outcome.outcome == "void"


class ReviewerScore(Struct, frozen=True):
    """How good a reviewer's predictions were, and how many there are that say nothing about it (yet).

    `calibration` is None where none counts. `rank` is 1 for the lowest Brier score of those reviewers who
    have enough of them; equal scores share a rank.
    """

    reviewer: str
    name: str
    calibration: Calibration | None
    rank: int | None
    unsettled: int
    overdue: int
    void: int
    without_probability: int


class PredictionList(Struct, frozen=True):
    """Predictions as of a day: those that were asked for, the earliest due first, or the scores of reviewers.

    `total` counts all predictions, and `problems` has an error for each tool that cannot be read.
    """

    today: datetime.date
    entries: tuple[PredictionEntry, ...]
    scores: tuple[ReviewerScore, ...] = ()
    total: int = 0
    problems: Sequence[VcompareError] = ()

    def count(self, status: Status) -> int:
        """Return how many entries have this status."""
        return sum(entry.status == status for entry in self.entries)


def entries(record: Record, panel: Mapping[str, Panelist], today: datetime.date) -> Iterator[PredictionEntry]:
    """Yield the predictions about a tool, in the order of the panel."""
    for reviewer in record.reviews:
        name = panel[reviewer].name
        for one in stated(record, reviewer):
            yield PredictionEntry(record.slug, record.tool.name, reviewer, name, one, _status(one, today))


def _status(of: StatedPrediction, today: datetime.date) -> Status:
    if of.outcome is not None:
        return "settled"
    if of.due is None or today < of.due:
        return "open"
    return "due" if today == of.due else "overdue"


def by_day(of: Iterable[PredictionEntry]) -> tuple[PredictionEntry, ...]:
    """Sort predictions: those that are not settled by the day on which they are due, then the settled ones.

    Those without a day come last of either.
    """
    return tuple(sorted(of, key=_day))


def _day(of: PredictionEntry) -> tuple[bool, datetime.date]:
    day = of.outcome.settled if of.outcome else of.prediction.due
    return of.outcome is not None, day or datetime.date.max


def scores(of: Iterable[PredictionEntry]) -> tuple[ReviewerScore, ...]:
    """Return the scores of all who made predictions, by rank, and then those who have none, as they come."""
    by_reviewer = dict[str, list[PredictionEntry]]()
    for entry in of:
        by_reviewer.setdefault(entry.reviewer, []).append(entry)
    found = {reviewer: _calibrated(made) for reviewer, made in by_reviewer.items()}
    briers = [one.brier for one in found.values() if one and one.n >= ENOUGH]
    ranked = [_score(by_reviewer[reviewer], one, briers) for reviewer, one in found.items()]
    return tuple(sorted(ranked, key=lambda one: (one.rank is None, one.rank)))


def _calibrated(of: Iterable[PredictionEntry]) -> Calibration | None:
    return calibration(
        (exactly(entry.prediction.probability or 0), bool(entry.outcome and entry.outcome.outcome))
        for entry in of
        if entry.counts
    )


def _score(
    of: Sequence[PredictionEntry], counted: Calibration | None, briers: Sequence[Fraction]
) -> ReviewerScore:
    settled = [entry for entry in of if entry.status == "settled"]
    is_ranked = counted is not None and counted.n >= ENOUGH
    return ReviewerScore(
        of[0].reviewer,
        of[0].reviewer_name,
        counted,
        1 + sum(brier < counted.brier for brier in briers) if counted and is_ranked else None,
        unsettled=len(of) - len(settled),
        overdue=sum(entry.status == "overdue" for entry in of),
        void=sum(entry.is_void for entry in settled),
        without_probability=sum(
            entry.prediction.probability is None and not entry.is_void for entry in settled
        ),
    )
