"""What a row shows of a tool: from a field and a tool's card to a cell."""

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

from msgspec.structs import replace

from vcompare.comparison import Card, Panel, share
from vcompare.fields import BUILTIN, Field
from vcompare.fields.kinds import Date, Tiers
from vcompare.model import NONE, Bounds, PanelVerdict
from vcompare.text.days import utc_today
from vcompare.text.prose import Paragraph, Span
from vcompare.text.words import capitalized, possessive
from vcompare.views import prices
from vcompare.views.blocks import Cell, Scale, unknown

NO_DATE = "As of: unknown"
"""What stands below a price that bears no date."""

NOT_APPLICABLE = "\N{EN DASH}"
"""Stands where a spec is for tools of other categories."""


def answer(field: Field, card: Card, *, best: bool = False, exact: bool = False) -> Cell:
    """Return the cell for a field of a tool, together with what is shown in the same row.

    A number is short unless it is to be `exact`.
    """
    if field.path in _ROWS:
        return replace(_ROWS[field.path](card), best=best)
    if field.meter:
        return replace(prices.rate(field, card), best=best)
    if field.is_cost:
        return replace(prices.cost(field, card, exact=exact), best=best)
    return cell(field, card, best=best, exact=exact)


def cell(field: Field, card: Card, *, best: bool = False, exact: bool = False) -> Cell:
    """Return the cell for a field of a tool and nothing else, as for a column of a table."""
    if field.path == "panel.verdict":
        return verdict(card.panel)
    if field.path == "community.ship_percent" and card.votes:
        return Cell(share(card.community.ship, card.votes), "number", detail=f"of {card.votes:,}")
    value = field.known(card)
    if field.path == "pricing.summary" and value is None:
        return _in_amounts(card)
    if isinstance(field.kind, Date) and value and field.kind.is_ahead(value, utc_today()):
        return Cell(f"{value} (planned)")
    if value not in (None, "", ()):
        return shown(field, value, best=best, exact=exact)
    return unknown(field.absent if field.applies_to({card.tool.category}) else NOT_APPLICABLE)


def shown(field: Field, value: Any, *, best: bool = False, exact: bool = False) -> Cell:
    """Return the cell for a known value, in the style of its kind."""
    kind = field.kind
    if value is NONE:
        return Cell(field.shown(value))
    if kind.style == "prose":
        from vcompare.text.markdown import parse_cached

        return Cell("", prose=parse_cached(value))
    if kind.style == "link":
        return Cell("", prose=(Paragraph((Span(value, href=value),)),))
    if kind.several:  # an item may hold a comma
        return Cell("; ".join(map(str, value)), best=best)
    if kind.style == "verdict":
        return Cell(kind.short(value), "verdict", verdict=value, best=best)
    text = field.exact(value) if exact else field.shown(value)
    brief = field.brief(value, exact=exact) if isinstance(value, Bounds) else text
    if isinstance(kind, Tiers):
        text = brief = capitalized(text)
    role: Literal["number", "plain"] = "number" if kind.style == "number" else "plain"
    return Cell(text, role, best=best, short="" if brief == text else brief)


def retirement(card: Card, today: datetime.date) -> str:
    """Say when a tool was discontinued, or will be; nothing of one that stays."""
    day = card.tool.retired
    return "" if day is None else f"retired {day}" if card.tool.is_retired(today) else f"retires on {day}"


def verdict(panel: Panel) -> Cell:
    """Return the cell for a panel's verdict, with how many of its reviews would ship."""
    if panel.verdict is None:
        return unknown(BUILTIN["panel.verdict"].absent)
    return _voted(panel.verdict, panel.ship, panel.ship + panel.skip)


@lru_cache(maxsize=1024)
def _voted(of: PanelVerdict, ship: int, votes: int) -> Cell:
    return Cell(of.capitalize(), "verdict", verdict=of, detail=f"{ship}/{votes}")


def _score(card: Card) -> Cell:
    score = card.panel.score
    if score is None:
        return unknown()
    if score.count == 1:
        name = next(one.name for one in card.reviews if one.score is not None)
        return Cell(str(score.low), "number", note=f"{possessive(name)} score only")
    partial = "" if score.count == len(card.reviews) else f"{score.count} of {len(card.reviews)} reviews"
    scale = Scale(score.low, score.mean, score.high, 0, 100)
    return Cell(f"{score.mean:.1f}", "number", scale=scale, note=partial)


def _community(card: Card) -> Cell:
    total = card.votes
    if not total:
        return unknown(BUILTIN["community.ship_percent"].absent)
    ship = f"{share(card.community.ship, total)} ship"
    return Cell(ship, "number", detail=f"of {total:,} vote{'s' * (total != 1)}")


def _pricing(card: Card) -> Cell:
    pricing = card.tool.pricing
    if pricing is None or pricing.summary is None:
        return _in_amounts(card)
    if origin := card.origins.get("pricing.summary"):
        return Cell(pricing.summary, note=f"As of: {origin.seen}, from {origin.source}")
    return Cell(pricing.summary, note=f"As of: {pricing.checked}" if pricing.checked else NO_DATE)


def _in_amounts(card: Card) -> Cell:
    """Return the cell for prices without a summary: they are known all the same if there are amounts."""
    if prices.has_amounts(card):
        return Cell("see rates" if card.tool.pricing and card.tool.pricing.rates else "see plans")
    return Cell("only from sellers") if prices.only_offered(card) else unknown()


_ROWS: dict[str, Callable[[Card], Cell]] = {
    "panel.verdict": lambda card: verdict(card.panel),
    "panel.score": _score,
    "community.ship_percent": _community,
    "pricing.summary": _pricing,
}
"""Rows in which several fields make up one cell."""
