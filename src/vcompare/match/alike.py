"""Tools that a new one may be, under another spelling."""

from collections.abc import Iterator, Sequence

from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match.answer import resolve
from vcompare.match.folding import fold
from vcompare.match.texts import exact_texts
from vcompare.model import Named


def alike(new: Named, named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that `new` may be, in their order.

    Those are the ones that share a slug but for hyphens, or a name or an alias as far as these are compared,
    and the one that is taken where the new name is typed, or the other way round.
    """
    slugs = {*_taken(new, named), *_taking(new, named)}
    joined, texts = new.slug.replace("-", ""), {*map(fold, (new.name, *new.aliases))}
    return [
        tool
        for tool in named
        if tool.slug in slugs
        or tool.slug.replace("-", "") == joined
        or not texts.isdisjoint(exact_texts(tool))
    ]


def _taken(new: Named, named: Sequence[Named]) -> Iterator[str]:
    for text in (new.name, *new.aliases):
        try:
            yield resolve(text, named).slug
        except (AmbiguousNameError, UnknownNameError):
            continue


def _taking(new: Named, named: Sequence[Named]) -> Iterator[str]:
    for tool in named:
        try:
            resolve(tool.name, [new])
        except UnknownNameError:
            continue
        yield tool.slug
