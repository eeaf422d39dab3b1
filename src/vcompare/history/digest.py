"""The news of a catalog between two days: what changed, what is stale, and what to compare next."""

from collections.abc import Mapping

from msgspec import Struct

from vcompare.comparison import Card, overview
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import Registry
from vcompare.history.declarations import fields_of
from vcompare.history.ends import Ends
from vcompare.history.events import AttributedChange, Event
from vcompare.history.git.commits import Revision
from vcompare.history.git.repository import Repository
from vcompare.history.span import span
from vcompare.history.staleness import Stale, stale
from vcompare.history.states import Skipped, State, last_settings
from vcompare.history.suggestions import suggested

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
    start = _start(repository, ends.before) if ends.before else None
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


def _start(repository: Repository, before: Revision) -> State | None:
    """Return the catalog before the span, None where there was none, or none that could be read."""
    try:
        return State.at(repository, before, settings=last_settings(repository, before))
    except (CatalogNotFoundError, UnreadableFileError):
        return None
