"""What changed from one state of a catalog to another, as the table of `diff`."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from vcompare.fields import Field
from vcompare.history.changes import Change
from vcompare.history.diff import Diff
from vcompare.text.words import plural
from vcompare.views.answers import verdict
from vcompare.views.blocks import Block, Cell, Column, Passage, Table, unknown, words
from vcompare.views.phrases import edited, field_of, is_prose, label, plain, remark, tool_names

_COLUMNS = tuple(Column(title, long=True) for title in ("Tool", "What", "Before", "After"))


def blocks(found: Diff, before: str, after: str) -> list[Block]:
    """Lay out what changed from one state to another, both as people call them, one row per change."""
    if not found.changes:
        known = " in what can be read" if found.skipped else ""
        return [Passage(words(f"{before} → {after}: nothing changed that a reader sees{known}"))]
    tools = len({change.tool for change in found.changes if change.tool})
    among = f" to {plural(tools, 'tool')}" if tools else ""
    count = f"{before} → {after}: {plural(len(found.changes), 'change')}{among}"
    names = tool_names(found.changes)
    rows = tuple(_row(change, names, found) for change in found.changes)
    return [Passage(words(count)), Table(_COLUMNS, rows)]


def _row(change: Change, names: Mapping[str | None, str], found: Diff) -> tuple[Cell, ...]:
    what = label(change, found.panel)
    sides = _verdicts(change, found) if change.kind in {"added", "removed"} else _values(change, found.panel)
    return Cell(names[change.tool]), Cell(f"{what[:1].upper()}{what[1:]}"), *sides


def _verdicts(change: Change, found: Diff) -> Iterator[Cell]:
    """Yield what the panel thinks of a tool, on the side on which it is there."""
    for cards in (found.before, found.after):
        card = cards.get(change.tool or "")
        yield verdict(card.panel) if card else Cell("")


def _values(change: Change, panel: Mapping[str, str]) -> tuple[Cell, Cell]:
    field = field_of(change, panel)
    if is_prose(field) or plain(change.before) == plain(change.after):
        return Cell(""), Cell(edited(change))
    after, aside = _value(field, change.after), remark(change, field)
    return _value(field, change.before), replace(after, detail=aside) if aside else after


def _value(field: Field | None, value: Any) -> Cell:
    if isinstance(value, dict):  # a whole review
        return Cell(value["verdict"], "verdict", verdict=value["verdict"], detail=plain(value["score"]))
    if value in (None, ()):
        return unknown("none" if field is None or field.kind.style == "verdict" else field.absent)
    if field and field.kind.style == "verdict":
        return Cell(value, "verdict", verdict=value)
    if field and field.kind.style == "number":
        return Cell(field.kind.short(value), "number")
    return Cell(plain(value))
