"""Which tools a list holds, and in which order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from vcompare.comparison import Card
from vcompare.match import fold
from vcompare.model import Entry, PanelVerdict

SortKey = Literal["slug", "name", "score", "ship-percent", "community", "entry", "category", "added"]

_KEYS: dict[SortKey, Callable[[Card], Any]] = {
    "slug": lambda card: card.slug,
    "name": lambda card: fold(card.name),
    "score": lambda card: card.panel.score and -card.panel.score.mean,
    "ship-percent": lambda card: None if card.panel.ship_percent is None else -card.panel.ship_percent,
    "community": lambda card: None if card.community.ship_percent is None else -card.community.ship_percent,
    "entry": lambda card: ("free", "freemium", "paid").index(card.entry),
    "category": lambda card: fold(card.category),
    "added": lambda card: None if card.added is None else -card.added.toordinal(),
}


def matches(
    card: Card,
    category: str | None,
    entry: Entry | None,
    verdict: PanelVerdict | None,
    min_score: float | None,
    tags: Iterable[str],
) -> bool:
    """Say whether a tool passes every filter that is set. What is unknown passes none."""
    score = card.panel.score
    return (
        (category is None or fold(card.category) == fold(category))
        and (entry is None or card.entry == entry)
        and (verdict is None or card.panel.verdict == verdict)
        and (min_score is None or (score is not None and score.mean >= min_score))
        and set(tags) <= set(card.tags)
    )


def arrange(cards: Iterable[Card], key: SortKey, *, reverse: bool) -> Sequence[Card]:
    """Return the tools in order: highest, newest or first in the alphabet first.

    Ties go by slug, and what is unknown comes last in either direction.
    """
    pick = _KEYS[key]
    by_slug = sorted(cards, key=lambda card: card.slug, reverse=reverse and key == "slug")
    known = [card for card in by_slug if pick(card) is not None]
    unknown = [card for card in by_slug if pick(card) is None]
    return [*sorted(known, key=pick, reverse=reverse), *unknown]
