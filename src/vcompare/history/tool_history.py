"""One tool over the history of its catalog, under every slug that it had."""

import datetime
from collections.abc import Iterable
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from vcompare.comparison import Community, Panel
from vcompare.fields import Registry
from vcompare.history.changes import Change, by_importance
from vcompare.history.declarations import Workloads, departures
from vcompare.history.git.repository import Repository
from vcompare.history.git.tree import has_facts
from vcompare.history.renames import former_slugs
from vcompare.history.states import Skipped
from vcompare.history.walk import Event, Walk
from vcompare.model import Entry, Pricing, Verdict

# A state is the JSON of `history` and frozen as vcompare.history/1: a new field comes as a change, not here.
_FACTS = ("entry", "retired", "pricing")
_COMPUTED = ("panel", "community")
"""What a state takes from a card as it is."""


class ShortReview(Struct, frozen=True):
    """What a reviewer thought of a tool at one time."""

    reviewer: str
    name: str
    verdict: Verdict
    score: int | None


class ToolState(Struct, frozen=True, kw_only=True):
    """A tool from one commit on, and what that changed. Once it is removed, what it was is not known."""

    commit: str
    date: datetime.date
    author: str
    subject: str
    slug: str
    name: str
    entry: Entry | None
    retired: datetime.date | None
    panel: Panel | None
    pricing: Pricing | None
    community: Community | None
    reviews: tuple[ShortReview, ...]
    changes: tuple[Change, ...]


class History(Struct, frozen=True):
    """The states of a tool, oldest first, and what could not be read; not `whole` in a shallow clone.

    `fields` are those of the catalog around each state.
    """

    tool: str
    states: tuple[ToolState, ...]
    skipped: tuple[Skipped, ...]
    fields: tuple[Registry, ...]
    whole: bool = True


def history(repository: Repository, slug: str, workloads: Workloads = MappingProxyType({})) -> History:
    """Follow a tool, and what workloads cost with it, back from HEAD, through renames.

    There are no states where it never was.
    """
    commits = repository.log(None, repository.behind(slug))
    slugs = [slug, *former_slugs(repository, slug, commits)]
    if len(slugs) > 1:
        paths = dict.fromkeys(path for one in slugs for path in repository.behind(one))
        commits = repository.log(None, tuple(paths))
    walk = Walk(repository, of_one=True, workloads=workloads)
    walk.follow(commits[::-1])
    events = walk.by_slug[slug].events if slug in walk.by_slug else []
    of_catalog = {event.cause.commit: event.changes for event in walk.events if event.slug is None}
    states = [_state(event, of_catalog.get(event.cause.commit, ())) for event in events]
    was_there = bool(events) and any(has_facts(path, one) for path in commits[-1].files for one in slugs)
    # A shallow clone may lack what was before the first commit that is known of a tool.
    whole = not (was_there and repository.is_shallow and not repository.parent(commits[-1].revision))
    if states and not whole:
        states[0] = replace(states[0], changes=())
    skipped = (replace(one, tool=one.tool or slug) for one in walk.skipped)
    return History(slug, tuple(states), tuple(skipped), tuple(event.fields for event in events), whole)


def _state(event: Event, of_catalog: Iterable[Change]) -> ToolState:
    tool, cause = event.tool, event.cause
    was_there = event.changes[0].kind != "added"
    left = departures(of_catalog) if tool and was_there else []
    return ToolState(
        commit=cause.commit,
        date=cause.date,
        author=cause.author,
        subject=cause.subject,
        slug=event.slug or "",
        name=event.changes[0].name or "",
        reviews=tuple(
            ShortReview(review.reviewer, review.name, review.verdict, review.score)
            for review in (tool.reviews if tool else ())
        ),
        changes=tuple(by_importance([*event.changes, *left])),
        **{field: getattr(tool and tool.tool, field, None) for field in _FACTS},
        **{field: getattr(tool, field, None) for field in _COMPUTED},
    )
