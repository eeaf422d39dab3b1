"""Which two tools have a page of their own."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby

from vcompare.comparison import Card
from vcompare.model import Site


def chosen(
    site: Site, tools: Mapping[str, Card], nearest: Mapping[str, Sequence[str]]
) -> list[tuple[str, str]]:
    """Return the pairs of slugs that have a page, each in order and once, sorted.

    Those that `[site].also` names are among them if there are both tools.
    """
    ways = {"near": _near(nearest), "category": _of_categories(tools), "all": combinations(tools, 2)}
    also = (pair for pair in site.also if pair[0] != pair[1] and {*pair} <= tools.keys())
    return sorted({(min(pair), max(pair)) for pair in (*ways[site.pairs], *also)})


def _near(nearest: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((slug, other) for slug, others in nearest.items() for other in others)


def _of_categories(tools: Mapping[str, Card]) -> Iterator[tuple[str, str]]:
    def category(slug: str) -> str:
        return tools[slug].tool.category

    for _, slugs in groupby(sorted(tools, key=category), category):
        yield from combinations(slugs, 2)
