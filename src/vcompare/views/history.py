"""A tool over time: small lines of scores and rates, and what every commit changed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from vcompare.fields import Registry
from vcompare.history.changes import Change
from vcompare.history.tool_history import History, ToolState
from vcompare.text import money
from vcompare.text.words import plural
from vcompare.views.blocks import (
    Block,
    Cell,
    ChangeGroup,
    ChangeList,
    ChangeRow,
    Column,
    Heading,
    Passage,
    Table,
    unknown,
    words,
)
from vcompare.views.changes import row
from vcompare.views.phrases import without_dates

_LEVELS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_LONGEST = 40
_ENOUGH = 3
"""So many states make a line."""


def blocks(of: History) -> list[Block]:
    """Lay out the history of a tool: its scores and rates, then what every commit changed for a reader."""
    last = of.states[-1]
    days = [state.date for state in of.states]
    summary = f"{last.slug}: {plural(len(of.states), 'state')} from {min(days)} to {max(days)}"
    panel = {review.reviewer: review.name for state in of.states for review in state.reviews}
    return [
        Heading(last.name, 1),
        Passage(words(summary)),
        *_scores(of.states, panel),
        *_rates(of),
        ChangeList(tuple(map(_group, of.states, of.fields))),
    ]


def line(values: Sequence[float | None], low: float, high: float) -> str:
    """Draw values as a line of blocks between `low` and `high`; a dot where a value is not known."""
    steps = len(_LEVELS) - 1
    return "".join(
        _GAP
        if value is None
        else _LEVELS[int((value - low) / (high - low) * steps + 0.5) if high > low else steps // 2]
        for value in values
    )


def _scores(states: Sequence[ToolState], panel: Mapping[str, str]) -> Iterator[Table]:
    """Draw the panel's score and every reviewer's, on one scale that fits the data."""
    lines: list[tuple[str, list[float | None]]] = [("Panel", [_mean(state) for state in states])]
    lines += [(name, [_score(state, reviewer) for state in states]) for reviewer, name in panel.items()]
    known = [value for _, values in lines for value in values if value is not None]
    if known:
        low, high = min(known), max(known)
        columns = (Column("Scores"), Column(f"{low:g} to {high:g}"), Column("First", numeric=True),
                   Column("Last", numeric=True))  # fmt: skip
        yield Table(columns, tuple(_drawn(name, values, low, high) for name, values in lines))


def _rates(of: History) -> Iterator[Table]:
    """Draw each rate that changed, on a scale of its own, if it is known in three states."""
    lines = ((field.label, *_rate(of.states, meter)) for meter, field in of.fields[-1].meters.items())
    rows = tuple(
        _drawn_rate(label, currency, amounts)
        for label, currency, amounts in lines
        if sum(one is not None for one in amounts) >= _ENOUGH and len({*amounts} - {None}) > 1
    )
    if rows:
        names = ("First", "Lowest", "Highest", "Last")
        yield Table((Column("Prices"), Column(""), *(Column(name, numeric=True) for name in names)), rows)


def _rate(states: Sequence[ToolState], meter: str) -> tuple[str, list[Decimal | None]]:
    """Return the currency of a rate, and its amounts as far as they can be compared with the last one."""
    found = [_in_state(state, meter) for state in states]
    measure = next((one[:2] for one in reversed(found) if one), ("", 0))
    return measure[0], [one[2] if one and one[:2] == measure else None for one in found]


def _in_state(state: ToolState, meter: str) -> tuple[str, float, Decimal] | None:
    """Return the currency of a rate, for how many units it is, and its amount; None if it is unknown."""
    rate = state.pricing.rates.get(meter) if state.pricing else None
    return (state.pricing.currency or "", rate.per, rate.amount) if state.pricing and rate else None


def _drawn_rate(label: str, currency: str, amounts: Sequence[Decimal | None]) -> tuple[Cell, ...]:
    known = [one for one in amounts if one is not None]
    ends = (known[0], min(known), max(known), amounts[-1])
    numbers = (unknown() if end is None else Cell(money.price(end, currency), "number") for end in ends)
    floats = [None if one is None else float(one) for one in amounts]
    return Cell(label), _line(floats, float(min(known)), float(max(known))), *numbers


def _line(values: Sequence[float | None], low: float, high: float) -> Cell:
    """Draw the latest values of a line."""
    cut = "…" if len(values) > _LONGEST else ""
    return Cell(cut + line(values[-_LONGEST:], low, high))


def _mean(state: ToolState) -> float | None:
    return state.panel.score.mean if state.panel and state.panel.score else None


def _score(state: ToolState, reviewer: str) -> int | None:
    return next((review.score for review in state.reviews if review.reviewer == reviewer), None)


def _drawn(name: str, values: Sequence[float | None], low: float, high: float) -> tuple[Cell, ...]:
    known = [value for value in values if value is not None]
    ends = (known[0] if known else None, values[-1])
    numbers = (Cell(str(end), "number") if end is not None else unknown() for end in ends)
    return Cell(name), _line(values, low, high), *numbers


def _group(state: ToolState, fields: Registry) -> ChangeGroup:
    """Lay out what a commit changed; its shares follow from its verdicts, unless they are all."""
    others = [change for change in state.changes if change.field != "panel.ship_percent"]
    rows = tuple(_row(change, fields) for change in without_dates(others or state.changes))
    first = (ChangeRow("Tool", None, Cell("as far back as this clone goes")),)
    note = f"{state.commit[:10]}  {state.subject}" if state.changes else state.commit[:10]
    return ChangeGroup(str(state.date), rows or first, note)


def _row(change: Change, fields: Registry) -> ChangeRow:
    if change.kind in {"added", "removed"}:
        return ChangeRow("Tool", None, Cell(change.kind))
    return row(change, fields)
