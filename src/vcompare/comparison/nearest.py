"""Which tools are like a tool: what people compare it with."""

import datetime
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from vcompare.comparison.cards import Card

Unlikeness = tuple[int, bool, float, str]


def unlikeness(tool: Card, other: Card) -> Unlikeness:
    """Return what tools of a category are sorted by, the one that is compared best with this one first.

    First counts how many tags they share, then the same entry tier, then how near the panel's scores are.
    """
    shared = len({*tool.tool.tags} & {*other.tool.tags})
    score, its = tool.panel.score, other.panel.score
    apart = abs(score.mean - its.mean) if score and its else float("inf")
    return -shared, tool.tool.entry != other.tool.entry, apart, other.slug


def nearest(tools: Mapping[str, Card], day: datetime.date, most: int) -> dict[str, list[str]]:
    """Return for every tool the slugs of at most so many that are like it, the most alike first.

    They are of its category, and not retired on that day.
    """
    found = dict[str, list[str]]()
    for group in _by_category(tools.values()).values():
        found.update(_within(group, day, most))
    return {slug: found[slug] for slug in tools}


def _by_category(tools: Iterable[Card]) -> dict[str, list[Card]]:
    groups = dict[str, list[Card]]()
    for tool in tools:
        groups.setdefault(tool.tool.category, []).append(tool)
    return groups


def _within(group: list[Card], day: datetime.date, most: int) -> Iterator[tuple[str, list[str]]]:
    fit = {one.slug: one for one in group if not one.tool.is_retired(day)}
    tagged = dict[str, list[str]]()
    for slug, one in fit.items():
        for tag in {*one.tool.tags}:
            tagged.setdefault(tag, []).append(slug)
    for tool in group:
        shared = Counter[str]()
        for tag in {*tool.tool.tags}:
            shared.update(tagged.get(tag, ()))
        shared.pop(tool.slug, None)
        likely = [fit[slug] for slug in _most_shared(shared, most)]
        if len(likely) < most:
            likely = [one for slug, one in fit.items() if slug != tool.slug]
        best = heapq.nsmallest(most, (unlikeness(tool, one) for one in likely))
        yield tool.slug, [slug for *_, slug in best]


def _most_shared(shared: Counter[str], most: int) -> list[str]:
    """Return those that share the most tags, and all that share as many as the last of so many."""
    if len(shared) <= most:
        return list(shared)
    least = heapq.nlargest(most, shared.values())[-1]
    return [slug for slug, count in shared.items() if count >= least]
