"""What changed from one state of a catalog to another, tool by tool."""

from typing import Any

from msgspec.structs import replace

from vcompare.comparison import Card
from vcompare.fields import Field, Registry
from vcompare.history.changes import Change
from vcompare.history.diff import Diff
from vcompare.model import NONE
from vcompare.text.days import utc_today
from vcompare.text.words import plural
from vcompare.views.answers import verdict
from vcompare.views.blocks import (
    Block,
    Cell,
    ChangeGroup,
    ChangeList,
    ChangeRow,
    Passage,
    unknown,
    words,
)
from vcompare.views.news import because
from vcompare.views.phrases import (
    edited,
    field_of,
    is_another_value,
    is_prose,
    is_winner,
    label,
    plain,
    remark,
    sides,
    subject,
    tool_names,
    winners,
)


def blocks(found: Diff, before: str, after: str) -> list[Block]:
    """Lay out what changed from one state to another, both as people call them, tool by tool."""
    if not found.changes:
        known = " in what can be read" if found.skipped else ""
        return [Passage(words(f"{before} → {after}: nothing changed that a reader sees{known}"))]
    names = tool_names(found.changes)
    groups: dict[str | None, list[ChangeRow]] = {}
    for change in found.changes:  # the most important first, and so are the tools
        groups.setdefault(subject(change), []).append(_row(change, found))
    among = (
        f" to {plural(tools, 'tool')}" if (tools := len({one.tool for one in found.changes} - {None})) else ""
    )
    count = f"{before} → {after}: {plural(len(found.changes), 'change')}{among}"
    listed = tuple(ChangeGroup(_capitalized(names[tool]), tuple(rows)) for tool, rows in groups.items())
    return [Passage(words(count)), ChangeList(listed)]


def _row(change: Change, found: Diff) -> ChangeRow:
    """Lay out a change; of a tool that came or went, it shows what the panel thinks of it.

    Nobody is asked to review what was imported: of that, it shows what it is.
    """
    if change.kind == "decision":
        return _of_decision(change, found.fields)
    if change.kind not in {"added", "removed"}:
        return row(change, found.fields)
    cards = found.after if change.kind == "added" else found.before
    card = cards.get(change.tool or "")
    what = _thought(card, is_new=change.kind == "added") if card else Cell("")
    return ChangeRow(change.kind.capitalize(), None, what)


def _of_decision(change: Change, fields: Registry) -> ChangeRow:
    """Lay out another winner, and why; of a decision that came or went, that it did."""
    if not is_winner(change):
        return ChangeRow("Removed" if change.after is None else "Added", None, Cell(""))
    before, after = (
        Cell(f"{text}{' (tied)' if side[1:] else ''}") if (text := winners(side)) else unknown("none")
        for side in (change.before, change.after)
    )
    return ChangeRow("Winner", before, replace(after, detail=because(change, fields, utc_today())))


def _thought(card: Card, *, is_new: bool) -> Cell:
    if card.panel.verdict or (is_new and "name" not in card.origins):
        return verdict(card.panel)
    return Cell(", ".join(filter(None, (card.tool.category, card.tool.vendor))) if is_new else "")


def row(change: Change, fields: Registry) -> ChangeRow:
    """Lay out a change of one value; `fields` are those of the catalog before and after it."""
    field, what = field_of(change, fields), _capitalized(label(change, fields))
    before, after = sides(change, field, fields)
    if is_prose(field) or before == after:
        return ChangeRow(what, None, Cell(edited(change)))
    if not before and is_another_value(change):  # a plan or a tier that came or went
        return ChangeRow(what, None, Cell(after))
    now, aside = _value(field, change.after, after), remark(change, field)
    return ChangeRow(what, _value(field, change.before, before), replace(now, detail=aside) if aside else now)


def _capitalized(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _value(field: Field | None, value: Any, text: str) -> Cell:
    if isinstance(value, dict):  # a whole review
        return Cell(value["verdict"], "verdict", verdict=value["verdict"], detail=plain(value["score"]))
    if value in (None, ()):
        return unknown("none" if field is None or field.kind.style == "verdict" else field.absent)
    if field and field.kind.style == "verdict":
        return Cell(value, "verdict", verdict=value)
    is_number = field and field.kind.style == "number" and value is not NONE
    return Cell(text, "number" if is_number else "plain")
