"""The news of a catalog between two days: what changed, what is stale, and what to compare next."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.checks.freshness import StaleFact, stale_fact, stale_specs
from vcompare.comparison import Card, overview
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import Registry
from vcompare.history.declarations import fields_of
from vcompare.history.ends import Ends
from vcompare.history.git.repository import Repository
from vcompare.history.span import AttributedChange, span
from vcompare.history.states import Skipped, State, last_settings
from vcompare.history.walk import Event
from vcompare.model import Record, Review, Settings, Tool

_MOST_SUGGESTED = 50
"""Of so many tools, most important changes first, a comparison is suggested: nobody reads more of them."""


class Stale(Struct, frozen=True, omit_defaults=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old.

    `specs` are the keys of the specs that were read together from one page.
    """

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int
    specs: tuple[str, ...] = ()


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
        skipped=tuple(skipped),
        fields=fields_of(start.settings if start else None, state.settings),
        tools=tools,
        is_from_nothing=start is None,
    )


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


def stale(records: Iterable[Record], settings: Settings, today: datetime.date) -> list[Stale]:
    """Return what `check` finds stale: what the catalog does not ignore and no file allows; oldest first."""
    found = []
    for record in records:
        files: list[tuple[str | None, Tool | Review]] = [(None, record.tool), *record.reviews.items()]
        for reviewer, file in files:
            for rule, fact in _facts(file, settings, today):
                if rule in settings.check.ignore or rule in file.allow:
                    continue
                field = ".".join([*(("reviews", reviewer) if reviewer else ()), *fact.keys])
                at = (record.slug, record.tool.name, reviewer, field)
                found.append(Stale(*at, fact.date, fact.since, fact.days, fact.specs))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


def _facts(file: Tool | Review, settings: Settings, today: datetime.date) -> Iterator[tuple[str, StaleFact]]:
    """Yield the stale facts of a file, each with the rule that finds it."""
    rule = "stale-pricing" if isinstance(file, Tool) else "stale-review"
    if fact := stale_fact(rule, partial(_value, file), settings.freshness, today):
        yield rule, fact
    if isinstance(file, Tool):
        dated = [(key, ("specs", fact.source or ""), fact.checked) for key, fact in file.specs.items()]
        for stale_spec in stale_specs(dated, settings, today):
            yield "stale-spec", replace(stale_spec, keys=("specs", stale_spec.specs[0], "checked"))


def _value(file: Any, *keys: str) -> Any:
    for key in keys:
        file = getattr(file, key, None)
    return file
