"""The news of a catalog between two days: what changed, what is stale, and what to compare next."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from vcompare.comparison import Card, overview
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.history.changes import panel_names
from vcompare.history.commits import Revision
from vcompare.history.repository import Repository
from vcompare.history.span import Event, News, span
from vcompare.history.states import Skipped, State, last_settings
from vcompare.model import Freshness, Record

_MOST_SUGGESTED = 50
"""Of so many tools, the weightiest changes first, a comparison is suggested: nobody reads more of them."""


class Stale(Struct, frozen=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old."""

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int


class Ends(Struct, frozen=True):
    """The commits before a span, None where there was none, and at its end, with its first and last day.

    `names` are what the two ends were called: days, or revisions.
    """

    before: Revision | None
    after: Revision
    since: datetime.date
    until: datetime.date
    names: tuple[str, str]


class Digest(Struct, frozen=True, kw_only=True):
    """The news of a span, on the whole and commit by commit, in the catalog of that folder.

    `tools` are all of them at the end of the span, by slug; `suggested` are pairs of slugs, the first that of
    a tool that changed. `is_from_nothing` where there was no catalog before that could be read.
    """

    title: str
    folder: str
    ends: Ends
    changes: tuple[News, ...]
    events: tuple[Event, ...]
    stale: tuple[Stale, ...]
    suggested: tuple[tuple[str, str], ...]
    skipped: tuple[Skipped, ...]
    panel: Mapping[str, str]
    tools: Mapping[str, Card]
    is_from_nothing: bool


def digest(repository: Repository, ends: Ends) -> Digest:
    """Tell what is new over a span. Raises as `last_settings` does for its end."""
    state = State.at(repository, ends.after, settings=last_settings(repository, ends.after))
    start = _start(repository, ends.before) if ends.before else None
    found = span(repository, start, state, ends.before)
    records, skipped = state.records(state.catalog.slugs())
    tools = {slug: overview(record, state.settings.panel) for slug, record in records.items()}
    changed = list(dict.fromkeys(change.tool for change in found.news if change.tool))
    return Digest(
        title=state.settings.title,
        folder=repository.prefix,
        ends=ends,
        changes=found.news,
        events=found.events,
        stale=tuple(stale(records.values(), state.settings.freshness, ends.until)),
        suggested=tuple(_suggested(changed[:_MOST_SUGGESTED], tools)),
        skipped=tuple(skipped),
        panel=panel_names(start.settings if start else None, state.settings),
        tools=tools,
        is_from_nothing=start is None,
    )


def _start(repository: Repository, before: Revision) -> State | None:
    """Return the catalog before the span, None where there was none, or none that could be read."""
    try:
        return State.at(repository, before, settings=last_settings(repository, before))
    except (CatalogNotFoundError, UnreadableFileError):
        return None


def stale(records: Iterable[Record], freshness: Freshness, today: datetime.date) -> list[Stale]:
    """Return what is older than it may be, as `stale-pricing` and `stale-review` find it, oldest first."""
    found = []
    for record in records:
        for reviewer, field, date, limit in _dated(record, freshness):
            age = (today - date).days
            if age > limit:
                since = date + datetime.timedelta(days=limit + 1)
                found.append(Stale(record.slug, record.tool.name, reviewer, field, date, since, age))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


class Likeness(NamedTuple):
    """How far another tool is, what counts first in front. Of the tags that are shared it is the negative."""

    shared_tags: int
    another_entry: bool
    points_apart: float
    slug: str


def closest(tool: Card, others: Iterable[Card]) -> Card | None:
    """Return the tool that is compared best with this one: of its category, not retired.

    First counts how many tags they share, then the same entry tier, then how near the panel's scores are.
    """
    tags, score = set(tool.tool.tags), tool.panel.score

    def likeness(other: Card) -> Likeness:
        its = other.panel.score
        apart = abs(score.mean - its.mean) if score and its else float("inf")
        return Likeness(
            -len(tags.intersection(other.tool.tags)), tool.tool.entry != other.tool.entry, apart, other.slug
        )

    fit = (
        one
        for one in others
        if one.tool.category == tool.tool.category and one.slug != tool.slug and not one.tool.retired
    )
    return min(fit, key=likeness, default=None)


def _suggested(changed: Iterable[str], tools: Mapping[str, Card]) -> Iterator[tuple[str, str]]:
    """Yield a pair for every tool that changed and is still there, each pair once."""
    by_category: dict[str, list[Card]] = {}
    for tool in tools.values():
        by_category.setdefault(tool.tool.category, []).append(tool)
    told = set()
    for slug in changed:
        if slug in tools and not tools[slug].tool.retired:
            other = closest(tools[slug], by_category[tools[slug].tool.category])
            if other and (pair := frozenset((slug, other.slug))) not in told:
                told.add(pair)
                yield slug, other.slug


def _dated(record: Record, freshness: Freshness) -> Iterator[tuple[str | None, str, datetime.date, int]]:
    pricing = record.tool.pricing
    if pricing and pricing.checked and "stale-pricing" not in record.tool.allow:
        yield None, "pricing.checked", pricing.checked, freshness.pricing
    for reviewer, review in record.reviews.items():
        if review.date and "stale-review" not in review.allow:
            yield reviewer, f"reviews.{reviewer}.date", review.date, freshness.reviews
