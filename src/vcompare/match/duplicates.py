"""Tools that a new one may duplicate."""

from collections.abc import Sequence

from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match.phrases import exact_names
from vcompare.match.resolution import resolve
from vcompare.model import Named
from vcompare.text.folding import fold


def possible_duplicates(new: Named, named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that `new` may duplicate, in their order.

    Those have the same slug but for hyphens, share a name or an alias, or are what the new name resolves to,
    or their own name resolves to the new tool.
    """
    slug, names = new.slug.replace("-", ""), {*map(fold, (new.name, *new.aliases))}
    meant = {_resolved(text, named) for text in (new.name, *new.aliases)}
    return [
        tool
        for tool in named
        if tool.slug in meant
        or tool.slug.replace("-", "") == slug
        or not names.isdisjoint(exact_names(tool))
        or _resolved(tool.name, [new]) is not None
    ]


def _resolved(query: str, named: Sequence[Named]) -> str | None:
    try:
        return resolve(query, named).slug
    except (AmbiguousNameError, UnknownNameError):
        return None
