"""The news of a catalog between two days: what changed, what is stale, and what to compare next."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from vcompare.catalog.repository import Repository, Revision
from vcompare.catalog.states import Skipped, State
from vcompare.comparison import Overview, overview
from vcompare.diffs import diff
from vcompare.model import Freshness, Record
from vcompare.origins import News, news


class Stale(Struct, frozen=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old."""

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int


class Digest(Struct, frozen=True, kw_only=True):
    """The news of a span: its first and last day in UTC, and the commits before it and at its end.

    `tools` are all of them at the end of the span, by slug; `suggested` are pairs of slugs, the first that
    of a tool that changed.
    """

    title: str
    identity: str
    since: datetime.date
    until: datetime.date
    before: str | None
    after: Revision
    changes: tuple[News, ...]
    stale: tuple[Stale, ...]
    suggested: tuple[tuple[str, str], ...]
    skipped: tuple[Skipped, ...]
    panel: Mapping[str, str]
    tools: Mapping[str, Overview]


def digest(
    repository: Repository,
    before: Revision | None,
    after: Revision,
    since: datetime.date,
    until: datetime.date,
) -> Digest:
    """Tell what is new from one commit to another; without the first, from when there was no catalog.

    Raises as `Repository.catalog` does.
    """
    state = State.at(repository, after)
    there = before is not None and "catalog.toml" in repository.files(before)
    found = diff(State.at(repository, before) if before and there else None, state)
    records, unread = state.records(state.catalog.slugs())
    panel = state.settings.panel
    tools = {slug: overview(record, panel) for slug, record in records.items()}
    changed = dict.fromkeys(change.tool for change in found.changes if change.tool)
    return Digest(
        title=state.settings.title,
        identity=repository.identity,
        since=since,
        until=until,
        before=before.name if before else None,
        after=after,
        changes=tuple(news(repository, before if there else None, after, found.changes)),
        stale=tuple(stale(records.values(), state.settings.freshness, until)),
        suggested=tuple(_suggested(changed, tools)),
        skipped=tuple(dict.fromkeys((*found.skipped, *unread))),
        panel={reviewer: panelist.name for reviewer, panelist in panel.items()},
        tools=tools,
    )


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


def closest(tool: Overview, others: Iterable[Overview]) -> Overview | None:
    """Return the tool that is compared best with this one: of its category, not retired.

    First counts how many tags they share, then the same entry tier, then how near the panel's scores are.
    """
    candidates = [
        other
        for other in others
        if other.category == tool.category and other.slug != tool.slug and not other.retired
    ]
    return min(candidates, key=lambda other: _distance(tool, other), default=None)


def _distance(tool: Overview, other: Overview) -> tuple[float, ...] | tuple[float | str, ...]:
    one, two = tool.panel.score, other.panel.score
    apart = abs(one.mean - two.mean) if one and two else float("inf")
    shared = len(set(tool.tags) & set(other.tags))
    return -shared, tool.entry != other.entry, apart, other.slug


def _suggested(changed: Iterable[str], tools: Mapping[str, Overview]) -> Iterator[tuple[str, str]]:
    """Yield a pair for every tool that changed and is still there, each pair once."""
    by_category: dict[str, list[Overview]] = {}
    for tool in tools.values():
        by_category.setdefault(tool.category, []).append(tool)
    told = set()
    for slug in changed:
        if slug in tools and not tools[slug].retired:
            other = closest(tools[slug], by_category[tools[slug].category])
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
