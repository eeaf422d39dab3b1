"""What changed between two states of a catalog, as facts, the weightiest first.

Only what a reader sees counts: the cards of the tools, as `comparison.py` computes them, and the catalog's
title and panel. How a file is written, its comments and the order of its keys are no facts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeVar, get_args

from msgspec import Struct

from vcompare.comparison import Card, Opinion
from vcompare.model import Record, Settings

Kind = Literal[
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
KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds of change, by weight."""
Trend = Literal["up", "down"]
T = TypeVar("T", bound="Change")

_TIERS = ("free", "freemium", "paid")
_FACTS = ("tagline", "best_for", "description", "category", "vendor", "homepage", "aliases", "tags", "added")
# A number that is written the same way everywhere: thousands, if at all, by commas, and at most two decimals.
_AMOUNT = re.compile(r"[$€£¥]\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?(?![\d.,]*\d)")


class Change(Struct, frozen=True, kw_only=True):
    """One fact that is another now. What was not there, or is not known, is None.

    `tool` is the slug after the change, None for what is the whole catalog's; `name` is what the tool is
    called. `field` is a path in the JSON of a tool; `reviewer` is the slug of the one whose opinion it is.
    `trend` says whether a number, the amounts named in a pricing or the entry tier went up or down.
    """

    kind: Kind
    tool: str | None = None
    name: str | None = None
    reviewer: str | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    trend: Trend | None = None


def changes(
    before: Mapping[str, Card],
    after: Mapping[str, Card],
    renamed: Mapping[str, str] | None = None,
) -> list[Change]:
    """Return what changed in tools, by weight: those before and after, by slug; `renamed` maps old to new."""
    old = {(renamed or {}).get(slug, slug): card for slug, card in before.items()}
    found = [
        change
        for slug in sorted(old.keys() | after.keys())
        if old.get(slug) != after.get(slug)
        for change in _of_tool(old.get(slug), after.get(slug))
    ]
    return by_weight(found)


def changed(before: Card | None, after: Card | None) -> list[Change]:
    """Return what changed in one tool, whatever it was called; None is a tool that is not there."""
    old, new = ({one.slug: one} if one else {} for one in (before, after))
    return changes(old, new, {before.slug: after.slug} if before and after else {})


def without_seats(found: Iterable[T], settings: Iterable[Change]) -> list[T]:
    """Return changes without the reviews that do not count any more because a seat went."""
    seats = {one.reviewer for one in gone_seats(settings)}
    return [one for one in found if one.reviewer not in seats]


def gone_seats(settings: Iterable[Change]) -> list[Change]:
    """Return which of a catalog's changes are seats that went from the panel."""
    return [one for one in settings if one.kind == "panel" and one.after is None]


def of_settings(before: Settings, after: Settings) -> list[Change]:
    """Return what changed in the catalog as a whole: its title, and who sits on the panel."""
    found = []
    if before.title != after.title:
        found.append(Change(kind="title", field="title", before=before.title, after=after.title))
    for reviewer in before.panel | after.panel:
        names = [side.panel[reviewer].name if reviewer in side.panel else None for side in (before, after)]
        if names[0] != names[1]:
            field = f"panel.{reviewer}.name"
            found.append(
                Change(kind="panel", reviewer=reviewer, field=field, before=names[0], after=names[1])
            )
    return by_weight(found)


def names(*settings: Settings | None) -> dict[str, str]:
    """Return what the reviewers of all these catalogs are called, by slug; in the last where in several."""
    return {slug: one.name for known in settings if known for slug, one in known.panel.items()}


def by_weight(found: Iterable[T]) -> list[T]:
    """Return changes in order: by kind, the panel's before a reviewer's, the larger before the smaller."""
    return sorted(found, key=_weight)


def renames(before: Mapping[str, Record], after: Mapping[str, Record]) -> dict[str, str]:
    """Return which tools that are gone are which that are new, by slug.

    What counts is what only one of each has: the same facts, else the same reviews or name.
    """
    gone = {slug: record for slug, record in before.items() if slug not in after}
    new = {slug: record for slug, record in after.items() if slug not in before}
    found: dict[str, str] = {}
    for trait in _TRAITS:
        olds, news = _alone(gone, trait), _alone(new, trait)
        pairs = {olds[key]: news[key] for key in olds.keys() & news.keys()}
        found |= pairs
        gone = {slug: record for slug, record in gone.items() if slug not in pairs}
        new = {slug: record for slug, record in new.items() if slug not in pairs.values()}
    return found


_TRAITS: tuple[Callable[[Record], Any], ...] = (
    lambda record: record.tool,
    lambda record: tuple(sorted(record.reviews.items(), key=lambda item: item[0])) or None,
    lambda record: record.tool.name,
)


def _alone(records: Mapping[str, Record], trait: Callable[[Record], Any]) -> dict[Any, str]:
    """Return the slugs by a trait, as far as it is known and belongs to one only."""
    slugs: dict[Any, list[str]] = {}
    for slug, record in records.items():
        slugs.setdefault(trait(record), []).append(slug)
    return {key: of[0] for key, of in slugs.items() if key is not None and len(of) == 1}


def _weight(change: Change) -> tuple[Any, ...]:
    size = 0.0
    if isinstance(change.before, int | float) and isinstance(change.after, int | float):
        size = abs(change.after - change.before)
    return KINDS.index(change.kind), change.reviewer is not None, -size, change.tool or ""


def _of_tool(before: Card | None, after: Card | None) -> Iterator[Change]:
    if before is None or after is None:
        if after:
            yield Change(kind="added", tool=after.slug, name=after.name, field="name", after=after.name)
        elif before:
            yield Change(kind="removed", tool=before.slug, name=before.name, field="name", before=before.name)
        return
    for change in (*_of_facts(before, after), *_of_panel(before, after), *_of_reviews(before, after)):
        if change.before != change.after:
            yield change


def _of_facts(before: Card, after: Card) -> Iterator[Change]:
    yield _change(after, "renamed", "slug", before.slug, after.slug)
    yield _change(after, "renamed", "name", before.name, after.name)
    turn: Kind = (
        "retired" if before.tool.retired is None else "returned" if after.tool.retired is None else "facts"
    )
    yield _change(after, turn, "retired", before.tool.retired, after.tool.retired)
    tiers = [_TIERS.index(card.tool.entry) for card in (before, after)]
    yield _change(after, "entry", "entry", before.tool.entry, after.tool.entry, trend=_trend(*tiers))
    for field in ("summary", "source", "checked"):
        old, new = (getattr(card.tool.pricing, field, None) for card in (before, after))
        kind: Kind = "pricing" if field == "summary" else "facts"
        trend = _trend_of_amounts(old, new) if field == "summary" else None
        yield _change(after, kind, f"pricing.{field}", old, new, trend=trend)
    for field in ("ship", "skip"):
        old, new = getattr(before.community, field), getattr(after.community, field)
        yield _change(after, "votes", f"community.{field}", old, new, trend=_trend(old, new))
    for field in _FACTS:
        yield _change(after, "facts", field, getattr(before.tool, field), getattr(after.tool, field))


def _of_panel(before: Card, after: Card) -> Iterator[Change]:
    """Say what the panel thinks now. Only what there was can flip or move: the first comes with a review."""
    of, to = before.panel, after.panel
    is_first = None in {of.verdict, to.verdict}
    kinds: tuple[Kind, ...] = ("review",) * 3 if is_first else ("verdict", "score", "ship_percent")
    yield _change(after, kinds[0], "panel.verdict", of.verdict, to.verdict)
    old, new = (panel.score.mean if panel.score else None for panel in (of, to))
    yield _change(after, kinds[1], "panel.score", old, new, trend=_trend(old, new))
    old, new = of.ship_percent, to.ship_percent
    yield _change(after, kinds[2], "panel.ship_percent", old, new, trend=_trend(old, new))


def _of_reviews(before: Card, after: Card) -> Iterator[Change]:
    for reviewer in dict.fromkeys(review.reviewer for review in (*before.reviews, *after.reviews)):
        old, new = before.opinion(reviewer), after.opinion(reviewer)
        if old is None or new is None:
            yield _change(after, "review", f"reviews.{reviewer}", _said(old), _said(new), reviewer=reviewer)
            continue
        for field in ("verdict", "score", "text", "summary", "date"):
            values = _said_in(old, field), _said_in(new, field)
            if field == "summary" and old.text != new.text:
                continue  # with the text, which may be where it is from
            kind: Kind = field if field in {"verdict", "score"} else "review"  # type: ignore[assignment]
            trend = _trend(*values) if field == "score" else None
            yield _change(after, kind, f"reviews.{reviewer}.{field}", *values, trend=trend, reviewer=reviewer)


def _said_in(opinion: Opinion, field: str) -> Any:
    value = getattr(opinion, field)
    return None if value == "" else value  # a summary that nobody wrote


def _said(opinion: Opinion | None) -> dict[str, Any] | None:
    return {"verdict": opinion.verdict, "score": opinion.score} if opinion else None


def _change(card: Card, kind: Kind, field: str, before: Any, after: Any, **more: Any) -> Change:
    return Change(kind=kind, tool=card.slug, name=card.name, field=field, before=before, after=after, **more)


def _trend(before: float | None, after: float | None) -> Trend | None:
    if before is None or after is None or before == after:
        return None
    return "up" if after > before else "down"


def _trend_of_amounts(before: str | None, after: str | None) -> Trend | None:
    """Say whether the amounts of money went up or down in a text that is the same but for them."""
    if before is None or after is None or _without_amounts(before) != _without_amounts(after):
        return None
    pairs = zip(_amounts(before), _amounts(after), strict=True)
    trends = {trend for old, new in pairs if (trend := _trend(old, new))}
    return trends.pop() if len(trends) == 1 else None


def _amounts(text: str) -> list[float]:
    return [float(match[1].replace(",", "") + (match[2] or "")) for match in _AMOUNT.finditer(text)]


def _without_amounts(text: str) -> str:
    return _AMOUNT.sub(lambda match: match[0][0], text)
