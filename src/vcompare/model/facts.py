"""Facts that a catalog declares itself, with what they rest on."""

import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from msgspec import Struct

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Line, Sentence, Slug, Url


class Source(TomlTable, frozen=True):
    """A page that facts rest on, read on some day."""

    url: Url
    checked: datetime.date | None = None
    title: Sentence | None = None


class Nothing(Enum):
    """What is known to be none: no limit, no license. It is not unknown, and not zero."""

    NONE = "none"


NONE = Nothing.NONE


class Bounds(Struct, frozen=True):
    """The limits of a value that is not known exactly, both inclusive; None is no limit."""

    at_least: Any = None
    at_most: Any = None


class Period(Struct, frozen=True, order=True):
    """A month or, without `month`, a year: a date that is known no better."""

    year: int
    month: int | None = None

    @property
    def first(self) -> datetime.date:
        """The first day."""
        return datetime.date(self.year, self.month or 1, 1)

    @property
    def last(self) -> datetime.date:
        """The last day."""
        from calendar import monthrange

        month = self.month or 12
        return datetime.date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Return it as it is written: `2025-03`, or `2025`."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"


class Origin(Struct, frozen=True):
    """Where an imported value is from: a source of the catalog, and the day on which it was seen there."""

    source: Slug
    seen: datetime.date


class Disagreement(Struct, frozen=True):
    """A field on which two layers of a tool disagree: the `value` that counts, and what another source has.

    `seller` is the slug of the offer whose it is, "" for the tool's own. `origin` is where the value that
    counts was imported from, None where people wrote it, and `by` where the other was. `apart` says how far
    the other is from it, "" where that has no measure.
    """

    field: str
    seller: str
    value: Any
    other: Any
    origin: Origin | None
    by: Origin
    apart: str = ""


class SpecTable(TomlTable, frozen=True):
    """A fact as a file has it, unless it has the bare value: `value`, or `none`, or bounds, and the evidence.

    `source` names one of the tool's sources, or is an address itself; `quote` has the words of that page.
    """

    value: Any = None
    none: bool = False
    at_least: Any = None
    at_most: Any = None
    source: Line | None = None
    checked: datetime.date | None = None
    quote: Line | None = None
    note: Line | None = None


class Fact(Struct, frozen=True, dict=True):
    """A fact: `value`, or `none`, or bounds, and what it rests on: `source` is an address.

    `origin` is None where people wrote it.
    """

    value: Any = None
    none: bool = False
    at_least: Any = None
    at_most: Any = None
    source: str | None = None
    checked: datetime.date | None = None
    quote: str | None = None
    note: str | None = None
    origin: Origin | None = None

    @cached_property
    def content(self) -> Any:
        """What is known: a value, `Bounds`, or `NONE`."""
        if self.none:
            return NONE
        if self.at_least is None and self.at_most is None:
            return self.value
        return Bounds(self.at_least, self.at_most)
