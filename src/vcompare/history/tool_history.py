"""One tool over the history of its catalog, under every slug that it had."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from vcompare.catalog.paths import paths_behind, tool_path
from vcompare.comparison import Card, Community, Panel, card
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.history.changes import (
    Change,
    by_importance,
    changed,
    departures,
    settings_changes,
    without_departed,
)
from vcompare.history.commits import LoggedCommit, Revision
from vcompare.history.renames import renames
from vcompare.history.repository import Repository
from vcompare.history.states import Skipped, State, skipped_file
from vcompare.history.tree import Files, applied, slug_of
from vcompare.model import Entry, Pricing, Record, Settings, Verdict

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


class Step(NamedTuple):
    """A commit that touched a tool, which had this slug then."""

    slug: str
    commit: LoggedCommit


def history(repository: Repository, slug: str) -> History:
    """Follow a tool back from HEAD, through renames. There are no states where it never was."""
    steps = list(_followed(repository, slug))[::-1]
    revisions = repository.revisions([step.commit.name for step in steps])
    repository.fetch(step.commit for step in steps)
    first = steps[0] if steps else None
    was_there = first is not None and tool_path(first.slug) in first.commit.files
    whole = not (first and was_there and repository.is_cut(revisions[first.commit.name]))
    states, skipped = list[ToolState](), list[Skipped]()
    before: Card | None = None
    settings: Settings | None = None
    for revision, name, found in _states(repository, steps, revisions):
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


def _followed(repository: Repository, slug: str) -> Iterator[Step]:
    """Yield the commits that touched a tool or the panel, newest first."""
    at: Revision | None = None
    former: str | None = slug
    while former:
        slug, former = former, None
        for commit in repository.log(at, paths_behind(slug)):
            yield Step(slug, commit)
            if tool_path(slug) in commit.added:
                former, at = _former(repository, slug, commit.name)
                if former:
                    break


def _former(repository: Repository, slug: str, commit: str) -> tuple[str | None, Revision | None]:
    """Return the slug that a tool had before a commit that added its file, and the commit before that."""
    moved, before = _moved(repository, commit)
    return {now: then for then, now in moved.items()}.get(slug), before


def latest(repository: Repository, slug: str) -> str:
    """Return the slug that a tool has now, or had last, following it forward from one that it had."""
    seen = set[str]()
    while slug not in seen:
        seen.add(slug)
        commits = repository.log(None, [tool_path(slug)])
        if commits and commits[0].files.get(tool_path(slug)) is None:
            slug = _moved(repository, commits[0].name)[0].get(slug, slug)
    return slug


def _moved(repository: Repository, commit: str) -> tuple[dict[str, str], Revision | None]:
    """Return which tools a commit renamed, and the commit before it."""
    after = repository.revisions([commit])[commit]
    before = repository.parent(after)
    if before is None:
        return {}, None
    old, new = (repository.slugs(revision) for revision in (before, after))
    if not (old - new and new - old):
        return {}, before
    try:
        gone, _ = State.at(repository, before).records(old - new)
        come, _ = State.at(repository, after).records(new - old)
    except (CatalogNotFoundError, UnreadableFileError):
        return {}, before
    return renames(gone, come), before


def last_known(repository: Repository, slug: str, until: Revision) -> Record | None:
    """Return what a tool was last known to be at a revision or before it, under that slug."""
    steps = [Step(slug, commit) for commit in repository.log(until, paths_behind(slug))[::-1]]
    revisions = repository.revisions([step.commit.name for step in steps])
    known = [found for _, _, found in _states(repository, steps, revisions) if not isinstance(found, Skipped)]
    return known[-1][0] if known and known[-1] else None


def _states(
    repository: Repository, steps: Iterable[Step], revisions: Mapping[str, Revision]
) -> Iterator[tuple[Revision, str, tuple[Record, Settings] | Skipped | None]]:
    """Yield what a tool was after each commit and in which catalog, None where it was gone, or why not."""
    files: Files = {}
    current = ""
    for slug, commit in steps:
        if current not in {"", slug}:  # something may have been there under the new slug before
            files = repository.files(revisions[commit.name])
        current = slug
        own = {path: entry for path, entry in files.items() if slug_of(path) in {"", slug}}
        files = applied(own, commit.files)
        revision = revisions[commit.name]
        yield revision, slug, _read(repository, revision, slug, files)


def _read(
    repository: Repository, revision: Revision, slug: str, files: Files
) -> tuple[Record, Settings] | Skipped | None:
    try:
        state = State.at(repository, revision, files)
    except CatalogNotFoundError as problem:
        return Skipped(revision.name, slug, "catalog.toml", 1, 1, problem.message)
    except UnreadableFileError as problem:
        return skipped_file(revision.name, slug, problem.findings)
    records, skipped = state.records([slug])
    if skipped:
        return skipped[0]
    return (records[slug], state.settings) if slug in records else None


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
