"""Tools that a new one may duplicate."""

from collections.abc import Iterable, Sequence

from vcompare.match.alignment import WordMatch
from vcompare.match.phrases import exact_names
from vcompare.match.resolution import decide
from vcompare.model import Named
from vcompare.text.folding import fold

_LONG = 5
"""In shorter words, a slip makes another word more often than the same one mistyped."""


def possible_duplicates(new: Named, named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that `new` may duplicate, in their order.

    Those have the same slug but for hyphens, share a name or an alias, or are what the new name resolves to,
    or their own name resolves to the new tool.
    """
    called = [text for text in (new.name, new.short_name, *new.aliases) if text]
    slug, names = new.slug.replace("-", ""), {*map(fold, called)}
    meant = {_resolved(text, named) for text in called}
    return [
        tool
        for tool in named
        if tool.slug in meant
        or tool.slug.replace("-", "") == slug
        or not names.isdisjoint(exact_names(tool))
        or _resolved(tool.name, [new]) is not None
    ]


def same_names(new: Iterable[Named], named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that share a name, an alias or nearly a slug with new ones."""
    tools = list(new)
    slugs = {tool.slug.replace("-", "") for tool in tools}
    names = {name for tool in tools for name in exact_names(tool)}
    return [
        tool
        for tool in named
        if tool.slug.replace("-", "") in slugs or not names.isdisjoint(exact_names(tool))
    ]


def _resolved(query: str, named: Sequence[Named]) -> str | None:
    """Return the tool that a name means with nothing but its beginning left out, nor short words mistyped."""
    resolution = decide(query, named)
    if len(resolution.meant) != 1:
        return None
    fits = [fit for fit, tool in resolution.fits if tool is resolution.meant[0]]
    is_same = all(
        fit.rest in {"none", "leading"} and all(_is_spelled(match) for match in fit.matches) for fit in fits
    )
    return resolution.meant[0].slug if is_same else None


def _is_spelled(match: WordMatch) -> bool:
    return not match.slips or (match.how == "typo" and len(match.typed) >= _LONG)
