"""What a row shows of a tool: from a field and a tool's card to a cell."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from vcompare.comparison import Card, Panel
from vcompare.fields import BUILTIN, Field
from vcompare.fields.kinds import Kind
from vcompare.text.prose import Paragraph, Span
from vcompare.views.blocks import Cell, unknown


def answer(field: Field, card: Card, *, best: bool = False) -> Cell:
    """Return the cell for a field of a tool, together with what is shown in the same row."""
    if field.path in _ROWS:
        return replace(_ROWS[field.path](card), best=best)
    return cell(field, card, best=best)


def cell(field: Field, card: Card, *, best: bool = False) -> Cell:
    """Return the cell for a field of a tool and nothing else, as for a column of a table."""
    if field.path == "panel.verdict":
        return verdict(card.panel)
    value = field.of(card)
    return unknown(field.absent) if value in (None, "", ()) else shown(field.kind, value, best=best)


def shown(kind: Kind, value: Any, *, best: bool = False) -> Cell:
    """Return the cell for a known value, in the style of its kind."""
    if kind.style == "prose":
        from vcompare.text.markdown import parse

        return Cell("", prose=parse(value))
    if kind.style == "link":
        return Cell("", prose=(Paragraph((Span(value, href=value),)),))
    if kind.style == "verdict":
        return Cell(kind.short(value), "verdict", verdict=value, best=best)
    return Cell(kind.short(value), "number" if kind.style == "number" else "plain", best=best)


def verdict(panel: Panel) -> Cell:
    """Return the cell for a panel's verdict, with the share of it that would ship."""
    if panel.verdict is None:
        return unknown(BUILTIN["panel.verdict"].absent)
    return Cell(panel.verdict.capitalize(), "verdict", verdict=panel.verdict, detail=f"{panel.ship_percent}%")


def _panel(card: Card) -> Cell:
    of = card.panel
    if of.verdict is None:
        return verdict(of)
    return replace(verdict(of), detail=f"{of.ship} ship / {of.skip} skip · {of.ship_percent}%")


def _score(card: Card) -> Cell:
    score = card.panel.score
    if score is None:
        return unknown()
    partial = "" if score.count == len(card.reviews) else f"{score.count} of {len(card.reviews)} reviews"
    return Cell(f"{score.mean:.1f}", "number", scale=(score.low, score.mean, score.high), note=partial)


def _community(card: Card) -> Cell:
    votes = card.community
    if votes.ship_percent is None:
        return unknown(BUILTIN["community.ship_percent"].absent)
    return Cell(f"{votes.ship_percent}% ship", detail=f"{votes.ship} ship / {votes.skip} skip")


def _pricing(card: Card) -> Cell:
    pricing = card.tool.pricing
    return Cell(pricing.summary, note=f"As of: {pricing.checked or 'unknown'}") if pricing else unknown()


_ROWS: dict[str, Callable[[Card], Cell]] = {
    "panel.verdict": _panel,
    "panel.score": _score,
    "community.ship_percent": _community,
    "pricing.summary": _pricing,
}
"""Rows in which several fields make up one cell."""
