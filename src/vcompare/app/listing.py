"""Which tools a list holds, and in which order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct, json

from vcompare.comparison.cards import Overview
from vcompare.model import Entry, PanelVerdict

SortKey = Literal["slug", "name", "score", "ship-percent", "community", "entry", "category", "added"]


class Listed:
    """A tool in a list: what is known of it, or the text (UTF-8) that stands for it in the JSON of `list`.

    That is what a cache keeps: of ten thousand tools, to decode all takes longer than to print them, and most
    lists ask for nothing inside. `text` is None where there is no cache.
    """

    __slots__ = ("_overview", "slug", "text")

    def __init__(self, slug: str, *, overview: Overview | None = None, text: bytes | None = None) -> None:
        self.slug = slug
        self.text = text
        self._overview = overview

    @property
    def overview(self) -> Overview:
        """What is known of the tool."""
        if self._overview is None:
            self._overview = json.decode(self.text or b"", type=Overview)
        return self._overview


_KEYS: dict[SortKey, Callable[[Overview], Any]] = {
    "name": lambda tool: _fold(tool.name),
    "score": lambda tool: tool.panel.score and -tool.panel.score.mean,
    "ship-percent": lambda tool: None if tool.panel.ship_percent is None else -tool.panel.ship_percent,
    "community": lambda tool: None if tool.community.ship_percent is None else -tool.community.ship_percent,
    "entry": lambda tool: ("free", "freemium", "paid").index(tool.entry),
    "category": lambda tool: _fold(tool.category),
    "added": lambda tool: None if tool.added is None else -tool.added.toordinal(),
}


class Filter(Struct, frozen=True):
    """What a tool must be to be listed; None asks for nothing, and what is unknown never passes."""

    category: str | None = None
    entry: Entry | None = None
    verdict: PanelVerdict | None = None
    min_score: float | None = None
    tags: tuple[str, ...] = ()

    def passes(self, tool: Listed) -> bool:
        """Say whether a tool passes everything that is asked for."""
        return self == _ANYTHING or self.fits(tool.overview)

    def fits(self, tool: Overview) -> bool:
        """Say whether what is known of a tool passes everything that is asked for."""
        return (
            (self.category is None or _fold(tool.category) == _fold(self.category))
            and (self.entry is None or tool.entry == self.entry)
            and (self.verdict is None or tool.panel.verdict == self.verdict)
            and (self.min_score is None or _scores(tool, self.min_score))
            and (not self.tags or set(self.tags) <= set(tool.tags))
        )


_ANYTHING = Filter()


def _scores(tool: Overview, least: float) -> bool:
    score = tool.panel.score
    return score is not None and score.mean >= least


def arrange(tools: Iterable[Listed], key: SortKey, *, reverse: bool) -> Sequence[Listed]:
    """Return the tools in order: highest, newest or first in the alphabet first.

    Ties go by slug, and what is unknown comes last in either direction.
    """
    if key == "slug":
        return sorted(tools, key=lambda tool: tool.slug, reverse=reverse)
    keyed = [(_KEYS[key](tool.overview), tool) for tool in sorted(tools, key=lambda tool: tool.slug)]
    known = [(worth, tool) for worth, tool in keyed if worth is not None]
    unknown = [tool for worth, tool in keyed if worth is None]
    return [*(tool for _, tool in sorted(known, key=lambda item: item[0], reverse=reverse)), *unknown]


def _fold(name: str) -> str:
    from vcompare.match import fold

    return fold(name)
