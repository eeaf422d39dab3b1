"""Which tools fit what a person has typed so far, while they type."""

from collections.abc import Sequence
from functools import cached_property

from vcompare.model import Named
from vcompare.text.folding import fold

_MOST_SIMILAR = 20
_SIMILAR = 75
"""How alike a name must be, of 100, where no name contains what was typed."""


class Finder:
    """Finds tools by any part of a slug, a name or an alias, without case, spaces and punctuation."""

    def __init__(self, tools: Sequence[Named]) -> None:
        self._tools = tools

    def find(self, typed: str) -> Sequence[int]:
        """Return the places of the tools that begin with it, then contain it, or else of similar ones."""
        if not typed.strip():
            return range(len(self._tools))
        wanted = fold(typed)
        fitting = [(fit, place) for place, keys in enumerate(self._keys) if (fit := _fit(wanted, keys))]
        return [place for _, place in sorted(fitting)] or self._similar(_squeezed(wanted))

    @cached_property
    def _keys(self) -> list[list[str]]:
        return [list(dict.fromkeys(map(fold, (tool.name, tool.slug, *tool.aliases)))) for tool in self._tools]

    def _similar(self, wanted: str) -> list[int]:
        from rapidfuzz import fuzz, process

        names = [_squeezed(keys[0]) for keys in self._keys]
        found = process.extract(
            wanted, names, scorer=fuzz.partial_ratio, score_cutoff=_SIMILAR, limit=_MOST_SIMILAR
        )
        return [place for _, _, place in found]


def _fit(wanted: str, keys: Sequence[str]) -> tuple[int, int] | None:
    """Return how well the best of the folded keys fits: where it has the text, and its length."""
    squeezed = _squeezed(wanted)
    return min(
        (
            (0 if key.startswith(wanted) else 1 if f" {wanted}" in key else 2, len(key))
            for key in keys
            if squeezed in _squeezed(key)
        ),
        default=None,
    )


def _squeezed(folded: str) -> str:
    return folded.replace(" ", "").replace(".", "")
