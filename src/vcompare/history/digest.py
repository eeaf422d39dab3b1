"""The news of a catalog between two days: what changed, what is stale, and what to compare next."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial

from msgspec import Struct

from vcompare.comparison import Card, overview
from vcompare.comparison.nearest import unlikeness
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import Registry
from vcompare.history.declarations import fields_of
from vcompare.history.ends import Ends
from vcompare.history.git.repository import Repository
from vcompare.history.span import AttributedChange, span
from vcompare.history.staleness import Stale, stale
from vcompare.history.states import Skipped, State, last_settings
from vcompare.history.walk import Event

_MOST_SUGGESTED = 50
"""Of so many tools, most important changes first, a comparison is suggested: nobody reads more of them."""


class Digest(Struct, frozen=True, kw_only=True):
    """The news of a span, on the whole and commit by commit, in the catalog of that folder.

    `tools` are all of them at the end of the span, by slug; `suggested` are pairs of slugs, the first that of
    a tool that changed. `fields` are those of the catalog at both ends. `is_from_nothing` where there was no
    catalog before that could be read.
    """

    title: str
    folder: str
    ends: Ends
    changes: tuple[AttributedChange, ...]
    events: tuple[Event, ...]
    stale: tuple[Stale, ...]
    suggested: tuple[tuple[str, str], ...]
    skipped: tuple[Skipped, ...]
    fields: Registry
    tools: Mapping[str, Card]
    is_from_nothing: bool


def digest(repository: Repository, ends: Ends) -> Digest:
    """Return what is new over a span. Raises as `last_settings` does for its end."""
    state = State.at(repository, ends.after, settings=last_settings(repository, ends.after))
    start = None
    with suppress(CatalogNotFoundError, UnreadableFileError):
        if ends.before:
            start = State.at(repository, ends.before, settings=last_settings(repository, ends.before))
    found = span(repository, start, state, ends.before, ends.now)
    records, skipped = state.records(state.catalog.slugs())
    tools = {slug: overview(record, state.settings.panel) for slug, record in records.items()}
    changed = list(dict.fromkeys(change.tool for change in found.news if change.tool))
    return Digest(
        title=state.settings.title,
        folder=repository.prefix,
        ends=ends,
        changes=found.news,
        events=found.events,
        stale=tuple(stale(records.values(), state.settings, ends.until)),
        suggested=tuple(suggested(changed[:_MOST_SUGGESTED], tools, ends.until)),
        skipped=(*skipped, *found.skipped),
        fields=fields_of(
            start.settings if start else None, state.settings, workloads=state.catalog.workloads
        ),
        tools=tools,
        is_from_nothing=start is None,
    )


def closest(tool: Card, others: Iterable[Card], day: datetime.date) -> Card | None:
    """Return the tool that is compared best with this one: of its category, not retired on that day."""
    fit = (
        one
        for one in others
        if one.tool.category == tool.tool.category and one.slug != tool.slug and not one.tool.is_retired(day)
    )
    return min(fit, key=partial(unlikeness, tool), default=None)


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
