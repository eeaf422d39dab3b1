"""What to compare next: for a tool that changed, the one that is most like it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from vcompare.comparison import Card


def closest(tool: Card, others: Iterable[Card], day: datetime.date) -> Card | None:
    """Return the tool that is compared best with this one: of its category, not retired on that day.

    First counts how many tags they share, then the same entry tier, then how near the panel's scores are.
    """
    score = tool.panel.score

    def unlikeness(other: Card) -> tuple[int, bool, float, str]:
        shared = len({*tool.tool.tags} & {*other.tool.tags})
        its = other.panel.score
        apart = abs(score.mean - its.mean) if score and its else float("inf")
        return -shared, tool.tool.entry != other.tool.entry, apart, other.slug

    fit = (
        one
        for one in others
        if one.tool.category == tool.tool.category and one.slug != tool.slug and not one.tool.is_retired(day)
    )
    return min(fit, key=unlikeness, default=None)


def suggested(
    changed: Iterable[str], tools: Mapping[str, Card], day: datetime.date
) -> Iterator[tuple[str, str]]:
    """Yield a pair for every tool that changed and is still there on that day, each pair once."""
    by_category: dict[str, list[Card]] = {}
    for tool in tools.values():
        by_category.setdefault(tool.tool.category, []).append(tool)
    seen = set()
    for slug in changed:
        if slug in tools and not tools[slug].tool.is_retired(day):
            other = closest(tools[slug], by_category[tools[slug].tool.category], day)
            if other and (pair := frozenset((slug, other.slug))) not in seen:
                seen.add(pair)
                yield slug, other.slug
