"""A field: one thing that can be known of a tool."""

from collections.abc import Callable, Collection
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec import Struct

from vcompare.fields.kinds import Kind, Operator, Text, Trend
from vcompare.model import NONE, Bounds

Group = str
"""Where a field is shown: in the head of a column (`name`), in a section of `show` (`glance`, `about`,
`scorecard`, `prices`, or one with the title that the catalog gives it), in a `list` only, or nowhere, as it
is about the `file`."""

Importance = Literal[
    "decision",
    "verdict",
    "panel",
    "added",
    "removed",
    "retired",
    "returned",
    "renamed",
    "score",
    "ship_percent",
    "entry",
    "pricing",
    "cost",
    "review",
    "votes",
    "specs",
    "facts",
    "declaration",
    "title",
]
IMPORTANCE: tuple[Importance, ...] = get_args(Importance)
"""What a change can be about, most important first."""

_COMPUTED = {"slug", "panel", "community", "disagreements"}
"""Where a path begins that leads to something no file holds."""


class Field(Struct, frozen=True, dict=True):
    """One thing that can be known of a tool, stored in its files or computed from them.

    `path` is where the value is in a tool's file or, for what is computed, in its JSON. `label` names the
    field in a sentence and `short` in a row; without it, `label` does both. `part_of` is the path of the
    field in whose row this one is shown. `better` says which way is better, None where better has no
    meaning. `search` is how much a hit in it weighs, 0 where it is not searched. `change` is how important
    a change is, None where none is reported, as another field says it.

    `absent` is what a row says where there is no value; with `optional`, the row is left out where no tool
    has one. `asks` tells a person what to fill in; a `rare` field is asked for only where it has a value.
    `option` is the option of `add`, made from the path unless given, and `metavar` what help calls its value.

    `reviewer` is the slug of the panelist whose opinion the field is a part of. `alias` is a short name in
    place of the path, and a list that `descends` has the highest first unless it is asked for otherwise.
    """

    path: str
    label: str
    group: Group
    kind: Kind = Text()
    short: str = ""
    part_of: str = ""
    better: Literal["higher", "lower"] | None = None
    search: float = 0.0
    change: Importance | None = "facts"
    absent: str = "unknown"
    optional: bool = False
    rare: bool = False
    asks: str = ""
    option: str = ""
    metavar: str = ""
    reviewer: str = ""
    alias: str = ""
    descends: bool = False
    categories: tuple[str, ...] = ()
    """The categories of the tools that it applies to; none are all."""
    may_be_none: bool = False
    """Whether it can be known that there is none, which is something else than not knowing it."""
    value_at: str = ""
    """Where the value is, if the path leads to a table of which it is the chief part."""
    ordered_by: str = ""
    """Where a card has what tools are ordered by, if that is not the value itself."""
    counted_if: str = ""
    """Where a card has None if there was nothing to count; filters and tables then take 0 for unknown."""
    given_by: str = ""
    """Where a card names who the value is from, if values from different people cannot be compared."""
    meter: str = ""
    """The key of the meter, if it is the rate of one that the catalog declares."""
    compute: Callable[[Any], Any] | None = None
    """What makes the value from a card, if the path alone does not lead to it."""
    needs: tuple[str, ...] = ()
    """The keys of a tool that the value is computed from, if no file holds it."""
    uses: tuple["Field", ...] = ()
    """The fields that the value is computed from, if it is computed from those of others."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(self.path.split("."))

    @cached_property
    def spec(self) -> str:
        """The key of the spec, if the catalog declares it."""
        return self.path.partition("specs.")[2]

    @property
    def needs_reviews(self) -> bool:
        """Whether the value is that of single reviewers, or computed from theirs."""
        return any(field.reviewer for field in self.leaves)

    @cached_property
    def leaves(self) -> tuple["Field", ...]:
        """The fields that have what the value is computed from: itself, or those that it uses."""
        return tuple(leaf for field in self.uses for leaf in field.leaves) or (self,)

    @property
    def is_cost(self) -> bool:
        """Whether it is what a workload costs."""
        return self.keys[0] == "cost"

    @property
    def row(self) -> str:
        """The label of its row."""
        return self.short or self.label

    @cached_property
    def stored(self) -> bool:
        """Whether a tool's own file holds it."""
        return not (self.reviewer or self.needs or self.uses) and self.keys[0] not in _COMPUTED

    def applies_to(self, categories: Collection[str]) -> bool:
        """Say whether it is a field of tools in one of these categories."""
        return not self.categories or not set(self.categories).isdisjoint(categories)

    def of(self, card: Any) -> Any:
        """Return the value that a tool's card has, None where it is unknown."""
        if self.compute:
            return self.compute(card)
        value = card.opinion(self.reviewer) if self.reviewer else card.tool if self.stored else card
        for key in self._steps:
            if value is None:
                return None
            value = value.get(key) if isinstance(value, dict) else getattr(value, key)
        return value

    def known(self, card: Any) -> Any:
        """Return the value for filters and tables, None where it is unknown or nothing was there to count."""
        if self.counted_if and attrgetter(self.counted_if)(card) is None:
            return None
        return self.of(card)

    @cached_property
    def _steps(self) -> tuple[str, ...]:
        """The keys from what holds the value down to it."""
        return self.keys[-1:] if self.reviewer else tuple((self.value_at or self.path).split("."))

    def order(self, card: Any) -> Any:
        """Return what a tool is ordered by, ascending, None where the value is unknown."""
        value = self.known(card)
        if value is None:
            return None
        if value is NONE:
            return ()
        if isinstance(value, Bounds):
            return self.kind.span(value)[value.at_least is None]
        return attrgetter(self.ordered_by)(card) if self.ordered_by else self.kind.order(value)

    def span(self, card: Any) -> tuple[Any, Any] | None:
        """Return the lowest and the highest that a tool's value can be, None where nothing is known of it."""
        value = self.of(card)
        if value is None or value is NONE:
            return None
        if self.ordered_by:
            order = attrgetter(self.ordered_by)(card)
            return order, order
        return self.kind.span(value)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether a known value passes a filter; for one with bounds, whether all of it does."""
        if value is NONE or operand is NONE:
            return operator == "=" if value is operand else operator == "!="
        return self.kind.passes(value, operator, operand)

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether a value went up or down, None where that has no meaning or is not certain."""
        return self.kind.trend(before, after) if _are_values(before, after) else None

    def remark(self, before: Any, after: Any) -> str:
        """Say what a change means or by how much it is, nothing where there is nothing to say."""
        return self.kind.remark(before, after) if _are_values(before, after) else ""

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether what two sources have can both be so: `none` is the same only as `none`."""
        return self.kind.agree(one, other) if _are_values(one, other) else one is other

    def distance(self, one: Any, other: Any) -> str:
        """Say how far what another source has is from one, "" where that has no measure."""
        return self.kind.distance(one, other) if _are_values(one, other) else ""

    def shown(self, value: Any) -> str:
        """Return a known value as a table shows it: `at least 200k`, `≤ 64k`, `60–90`."""
        return _worded(value, self.kind, self.kind.short, self.kind.at_least, "≤ {}")

    def brief(self, value: Any, *, exact: bool = False) -> str:
        """Return a known value as a narrow column shows it: `≥ 200k`."""
        return _worded(value, self.kind, self.kind.long if exact else self.kind.short, "≥ {}", "≤ {}")

    def exact(self, value: Any) -> str:
        """Return a known value exactly, with its unit: `60,000–90,000 tokens`."""
        return _worded(value, self.kind, self.kind.long, self.kind.at_least, self.kind.at_most)

    def giver(self, card: Any) -> Any:
        """Return who a tool's value is from, None where that does not matter."""
        return attrgetter(self.given_by)(card) if self.given_by else self.kind.giver(self.of(card))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What people may call it in place of its path: its alias, and every end of the path."""
        ends = (".".join(self.keys[start:]) for start in range(1, len(self.keys)))
        return tuple(filter(None, (self.alias, *ends)))


def _are_values(*both: Any) -> bool:
    return all(value is not None and value is not NONE for value in both)


def _worded(value: Any, kind: Kind, word: Callable[[Any], str], least: str, most: str) -> str:
    """Word a value; `least` and `most` say that it is only known to be at least or at most so much."""
    if value is NONE:
        return "none"
    if not isinstance(value, Bounds):
        return word(value)
    if value.at_most is None:
        return least.format(word(value.at_least))
    if value.at_least is None:
        return most.format(word(value.at_most))
    low, high = word(value.at_least), word(value.at_most)
    if low == high and not kind.rounds_ranges:
        low, high = kind.long(value.at_least), kind.long(value.at_most)
    return low if low == high else kind.between(low, high)
