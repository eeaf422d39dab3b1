"""One tool over the history of its catalog, under every slug that it had."""

import datetime
from collections.abc import Iterator, Sequence

from msgspec import Struct

from vcompare.catalog.paths import tool_path
from vcompare.comparison import Card, Community, Panel, card
from vcompare.history.changes import (
    Change,
    by_importance,
    changed,
    departures,
    settings_changes,
    without_departed,
)
from vcompare.history.git.commits import Revision
from vcompare.history.git.repository import Repository
from vcompare.history.states import Skipped
from vcompare.history.steps import followed, read_steps
from vcompare.model import Entry, Pricing, Settings, Verdict

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

    @property
    def is_gone(self) -> bool:
        """Whether the commit took the tool away."""
        return self.panel is None


class History(Struct, frozen=True):
    """The states of a tool, oldest first, and what could not be read; not `whole` in a shallow clone."""

    tool: str
    states: tuple[ToolState, ...]
    skipped: tuple[Skipped, ...]
    whole: bool = True


def history(repository: Repository, slug: str) -> History:
    """Follow a tool back from HEAD, through renames. There are no states where it never was."""
    steps = list(followed(repository, slug))[::-1]
    revisions = repository.revisions([step.commit.name for step in steps])
    repository.fetch(step.commit for step in steps)
    first = steps[0] if steps else None
    was_there = first is not None and tool_path(first.slug) in first.commit.files
    whole = not (first and was_there and repository.is_cut(revisions[first.commit.name]))
    states, skipped = list[ToolState](), list[Skipped]()
    before: Card | None = None
    settings: Settings | None = None
    for revision, name, found in read_steps(repository, steps, revisions):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        now = card(found[0], found[1].panel, summarized=False) if found else None
        left = departures(settings_changes(settings, found[1])) if settings and found else []
        settings = found[1] if found else settings
        if found_here := changed(before, now):
            found_here = by_importance([*without_departed(found_here, left), *left])
            states.append(_state(revision, name, now or before, found_here if states or whole else ()))
        before = now
    return History(slug, tuple(states), tuple(skipped), whole)


def _state(revision: Revision, slug: str, of: Card | None, changed: Sequence[Change]) -> ToolState:
    tool = None if any(change.kind == "removed" for change in changed) else of
    return ToolState(
        commit=revision.name,
        date=revision.day,
        author=revision.author,
        subject=revision.subject,
        slug=slug,
        name=of.name if of else slug,
        reviews=tuple(_reviews(tool)),
        changes=tuple(changed),
        **{field: getattr(tool and tool.tool, field, None) for field in _FACTS},
        **{field: getattr(tool, field, None) for field in _COMPUTED},
    )


def _reviews(tool: Card | None) -> Iterator[ShortReview]:
    for review in tool.reviews if tool else ():
        yield ShortReview(review.reviewer, review.name, review.verdict, review.score)
