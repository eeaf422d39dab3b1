"""Which tools a list holds, and in which order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

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


class Filter(Struct, frozen=True):
    """What a tool must be to be listed; None asks for nothing, and what is unknown never passes."""

    category: str | None = None
    entry: Entry | None = None
    verdict: PanelVerdict | None = None
    min_score: float | None = None
    tags: tuple[str, ...] = ()

    def passes(self, card: Card) -> bool:
        """Say whether a tool passes everything that is asked for."""
        score = card.panel.score
        return (
            (self.category is None or fold(card.category) == fold(self.category))
            and (self.entry is None or card.entry == self.entry)
            and (self.verdict is None or card.panel.verdict == self.verdict)
            and (self.min_score is None or (score is not None and score.mean >= self.min_score))
            and set(self.tags) <= set(card.tags)
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
