"""A field: one thing that can be known of a tool."""

from functools import cached_property
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec import Struct

from vcompare.fields.kinds import Kind, Text

Group = Literal["name", "glance", "about", "scorecard", "file"]
"""Where a field is shown: in the head of a column, in a section of `show`, or nowhere, as it is about the
file."""

Importance = Literal[
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
    "review",
    "votes",
    "facts",
    "title",
]
IMPORTANCE: tuple[Importance, ...] = get_args(Importance)
"""What a change can be about, most important first."""

_COMPUTED = {"slug", "panel", "community"}
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
    A `wanted` field may be unknown, but a person who adds a tool must give it.
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
    wanted: bool = False
    asks: str = ""
    option: str = ""
    metavar: str = ""
    reviewer: str = ""
    alias: str = ""
    descends: bool = False
    value_at: str = ""
    """Where the value is, if the path leads to a table of which it is the chief part."""
    ordered_by: str = ""
    """Where a card has what tools are ordered by, if that is not the value itself."""
    given_by: str = ""
    """Where a card names who the value is from, if values from different people cannot be compared."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(self.path.split("."))

    @property
    def row(self) -> str:
        """The label of its row."""
        return self.short or self.label

    @cached_property
    def stored(self) -> bool:
        """Whether a tool's own file holds it."""
        return not self.reviewer and self.keys[0] not in _COMPUTED

    def of(self, card: Any) -> Any:
        """Return the value that a tool's card has, None where it is unknown."""
        value = card.opinion(self.reviewer) if self.reviewer else card.tool if self.stored else card
        for key in self._steps:
            if value is None:
                return None
            value = value.get(key) if isinstance(value, dict) else getattr(value, key)
        return value

    @cached_property
    def _steps(self) -> tuple[str, ...]:
        """The keys from what holds the value down to it."""
        return self.keys[-1:] if self.reviewer else tuple((self.value_at or self.path).split("."))

    def order(self, card: Any) -> Any:
        """Return what a tool is ordered by, ascending, None where the value is unknown."""
        value = self.of(card)
        if value is None:
            return None
        return attrgetter(self.ordered_by)(card) if self.ordered_by else self.kind.order(value)

    def giver(self, card: Any) -> Any:
        """Return who a tool's value is from, None where that does not matter."""
        return attrgetter(self.given_by)(card) if self.given_by else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What people may call it in place of its path: its alias, and every end of the path."""
        ends = (".".join(self.keys[start:]) for start in range(1, len(self.keys)))
        return tuple(filter(None, (self.alias, *ends)))
