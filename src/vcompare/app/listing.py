"""Which tools a list holds, in which order, and which fields are its columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from vcompare.comparison import Card
from vcompare.fields import BUILTIN
from vcompare.model import Entry, PanelVerdict

SortKey = Literal["slug", "name", "score", "ship-percent", "community", "entry", "category", "added"]

COLUMNS = tuple(BUILTIN[path] for path in ("panel.verdict", "panel.score", "entry", "category"))
"""What `list` shows beside the names of tools."""

_SORTS: Mapping[SortKey, tuple[str, bool]] = {
    "slug": ("slug", False),
    "name": ("name", False),
    "score": ("panel.score", True),
    "ship-percent": ("panel.ship_percent", True),
    "community": ("community.ship_percent", True),
    "entry": ("entry", False),
    "category": ("category", False),
    "added": ("added", True),
}
"""The field of each order, and whether the highest comes first."""


class Filter(Struct, frozen=True):
    """What a tool must be to be listed; None asks for nothing, and what is unknown never passes."""

    category: str | None = None
    entry: Entry | None = None
    verdict: PanelVerdict | None = None
    min_score: float | None = None
    tags: tuple[str, ...] = ()

    def passes(self, card: Card) -> bool:
        """Say whether a tool's card passes everything that is asked for."""
        score = card.panel.score
        return (
            (
                self.category is None
                or _order("category", card) == BUILTIN["category"].kind.order(self.category)
            )
            and (self.entry is None or card.tool.entry == self.entry)
            and (self.verdict is None or card.panel.verdict == self.verdict)
            and (self.min_score is None or (score is not None and score.mean >= self.min_score))
            and set(self.tags) <= set(card.tool.tags)
        )


def choose(
    tools: Iterable[Card],
    wanted: Filter | None = None,
    *,
    sort: SortKey = "slug",
    reverse: bool = False,
    limit: int | None = None,
) -> Sequence[Card]:
    """Return the tools that pass a filter, in order, at most `limit` of them."""
    return arrange(filter((wanted or Filter()).passes, tools), sort, reverse=reverse)[:limit]


def arrange(tools: Iterable[Card], key: SortKey, *, reverse: bool) -> Sequence[Card]:
    """Return the tools in order: highest, newest or first in the alphabet first.

    Ties go by slug, and what is unknown comes last in either direction.
    """
    by_slug = sorted(tools, key=lambda tool: tool.slug, reverse=reverse and key == "slug")
    if key == "slug":
        return by_slug
    path, descending = _SORTS[key]
    keyed = [(_order(path, tool), tool) for tool in by_slug]
    known = [item for item in keyed if item[0] is not None]
    unknown = [tool for order, tool in keyed if order is None]
    # Sorting in reverse keeps ties as they are, which is by slug.
    known.sort(key=lambda item: item[0], reverse=descending != reverse)
    return [*(tool for _, tool in known), *unknown]


def _order(path: str, card: Card) -> Any:
    field = BUILTIN[path]
    value = field.of(card)
    return None if value is None else field.kind.order(value)
