"""Tools side by side: a row for each field, which value is better, where the panel splits."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from vcompare.comparison.cards import Card, card
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Date
from vcompare.model import Panelist, Record
from vcompare.text.days import utc_today


class Row(Struct, frozen=True):
    """One field across the tools. `best` is the index of the better value, None where none is better."""

    field: Field
    values: tuple[Any, ...]
    best: int | None = None

    @property
    def differs(self) -> bool:
        """Whether the tools disagree in this field; an unknown value differs from a known one.

        Running text is there to be read and not to be compared.
        """
        return self.field.kind.style != "prose" and any(value != self.values[0] for value in self.values)


class Difference(Struct, frozen=True):
    """A row whose values differ, as in the JSON of `show`."""

    field: str
    values: tuple[Any, ...]
    best: int | None


class Gap(Struct, frozen=True):
    """One reviewer's scores of the tools. `leader` is the index of the highest, by `lead` points."""

    name: str
    scores: tuple[int | None, ...]
    leader: int | None
    lead: int | None


class Comparison(Struct, frozen=True):
    """Tools side by side, in the order asked for, as they are `today`.

    `panel` names the reviewers, in the order of the panel.
    """

    tools: tuple[Card, ...]
    panel: Mapping[str, str]
    rows: tuple[Row, ...]
    fields: Registry = BUILTIN
    today: datetime.date = msgspec.field(default_factory=utc_today)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The rows that differ."""
        return tuple(Difference(row.field.path, row.values, row.best) for row in self.rows if row.differs)

    @property
    def workloads(self) -> tuple[str, ...]:
        """The names of the workloads whose costs are shown."""
        costs = (field.path for field in self.fields.group("cost") if field.is_cost)
        return tuple(path.removeprefix("cost.") for path in costs)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The names of the decisions in which the tools are shown to be worth something."""
        worths = (field.path for field in self.fields.shown if field.path.startswith("worth."))
        return tuple(path.removeprefix("worth.") for path in worths)

    @property
    def newest(self) -> datetime.date | None:
        """The newest day that is known of these tools: when something was read, written, counted or added.

        What may lie in the future does not count. None where nothing has a date.
        """
        kinds = (row for row in self.rows if isinstance(row.field.kind, Date) and not row.field.kind.planned)
        counted = (tool.tally.counted for tool in self.tools if tool.tally)
        read = (day for tool in self.tools for day in _read(tool))
        days = [day for row in kinds for day in row.values] + [*counted, *read]
        return max((day for day in days if day), default=None)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The scores of each reviewer who has given one."""
        rows = (row for row in self.rows if row.field.reviewer and not row.field.part_of)
        return tuple(_gap(row) for row in rows if any(score is not None for score in row.values))


def _read(card: Card) -> Iterator[datetime.date | None]:
    """Yield when facts and prices of a tool were read, or seen where they were imported from."""
    tool = card.tool
    prices = [each for each in (tool.pricing, *tool.offers.values()) if each]
    tables = (tool.specs, *(offer.specs for offer in tool.offers.values()))
    specs = (fact for table in tables for fact in table.values())
    for each in (*specs, *(rate for one in prices for rate in one.rates.values())):
        yield each.origin.seen if each.origin else each.checked
    yield from (each.checked for each in prices)
    yield from (origin.seen for origin in card.origins.values())


def compare(records: Iterable[Record], panel: Mapping[str, Panelist]) -> Comparison:
    """Compare tools, in the order given, as the panel (a catalog's `settings.panel`) sees them."""
    names = {reviewer: panelist.name for reviewer, panelist in panel.items()}
    return side_by_side([card(record, panel) for record in records], names, BUILTIN.with_panel(names))


def side_by_side(cards: Iterable[Card], panel: Mapping[str, str], fields: Registry) -> Comparison:
    """Compare tools whose cards are there already; `fields` has those of the panel."""
    return from_columns([column(card, fields) for card in cards], panel, fields)


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What tools side by side are called, in order, wherever there are two or more."""


class ToolColumn(NamedTuple):
    """A tool with the values of all fields that are shown, and with what is compared of each."""

    card: Card
    values: Sequence[Any]
    ranks: Sequence["_Rank | None"]


class _Rank(NamedTuple):
    """What tools are compared by, the higher the better: the least and the most it is, and who it is from."""

    low: Any
    high: Any
    giver: Any


def column(card: Card, fields: Registry) -> ToolColumn:
    """Look up a tool's values, which many comparisons can share."""
    return ToolColumn(
        card, *zip(*((field.of(card), _rank(field, card)) for field in fields.shown), strict=True)
    )


def _rank(field: Field, card: Card) -> _Rank | None:
    """Return what is compared of a field, None where it is unknown or neither way is better."""
    span = field.span(card) if field.better else None
    if span is None:
        return None
    low, high = (field.kind.worth(end) for end in span)
    return _Rank(*((-high, -low) if field.better == "lower" else (low, high)), field.giver(card))


def from_columns(columns: Sequence[ToolColumn], panel: Mapping[str, str], fields: Registry) -> Comparison:
    """Compare tools whose values are there already."""
    rows = []
    for number, field in enumerate(fields.shown):
        values = tuple(column.values[number] for column in columns)
        rows.append(Row(field, values, _best([column.ranks[number] for column in columns])))
    return Comparison(tuple(column.card for column in columns), panel, tuple(rows), fields)


def _best(ranks: Sequence[_Rank | None]) -> int | None:
    """Return the index of the one best value, None where it is not certain that one is better.

    It takes two that are known, from the same people where it matters from whom they are.
    """
    known = {index: rank for index, rank in enumerate(ranks) if rank is not None}
    if len(known) < 2 or len({rank.giver for rank in known.values()}) > 1:  # noqa: PLR2004
        return None
    leader = max(known, key=lambda index: known[index].low)
    reached = any(rank.high >= known[leader].low for index, rank in known.items() if index != leader)
    return None if reached else leader


def _gap(row: Row) -> Gap:
    known = sorted((score for score in row.values if score is not None), reverse=True)
    lead = None if row.best is None else known[0] - known[1]
    return Gap(row.field.row, row.values, row.best, lead)
