"""What happened to a catalog from one commit to another: commit by commit, and on the whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from vcompare.catalog.paths import decision_path
from vcompare.history.changes import Change, by_importance, changed
from vcompare.history.deciding import Cause, decision_changes
from vcompare.history.declarations import compared, settings_changes, without_departed
from vcompare.history.git.commits import LoggedCommit, Revision
from vcompare.history.git.repository import EVERYTHING, Repository
from vcompare.history.git.tree import changed_paths
from vcompare.history.states import Skipped, State
from vcompare.history.walk import Event, Walk


class AttributedChange(Change, frozen=True, kw_only=True):
    """A change over a span, and the commits that made it, oldest first."""

    commits: tuple[Revision, ...]


class SpanChanges(Struct, frozen=True):
    """What happened: on the whole, most important first, and commit by commit, oldest first."""

    news: tuple[AttributedChange, ...]
    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...] = ()
    """The decisions that cannot be computed."""


def span(
    repository: Repository, before: State | None, after: State, since: Revision | None, now: int | None = None
) -> SpanChanges:
    """Follow a catalog from a state, None where there was none yet, that of `since`, to another.

    A commit dated after the moment `now`, in seconds since 1970, counts as of the next one that is not, or of
    the last one before it.
    """
    workloads = after.catalog.workloads
    walk = Walk(repository, before, since, workloads=workloads)
    commits = _commits(repository, since, repository.revision(after.name))
    walk.follow(commits if now is None else [*_not_later(commits, since, now)][::-1])
    fields = compared((before or after).settings, after.settings, workloads=workloads)
    found = [
        one for tool in walk.tools for one in _attributed(changed(tool.first, tool.now, fields), tool.events)
    ]
    settings = settings_changes(before.settings, after.settings) if before else []
    found = [*without_departed(found, settings), *_attributed(settings, walk.events)]
    if before is None:
        return SpanChanges(tuple(by_importance(found)), tuple(walk.events))
    decisions, skipped = decision_changes(before, after, found)
    until = repository.revision(after.name)
    for change in decisions:
        made = _made(change, walk.events, lambda path: repository.log(until, [path], since))
        found.append(AttributedChange(**_parts(change), commits=made))
    return SpanChanges(tuple(by_importance(found)), tuple(walk.events), tuple(skipped))


def _made(
    change: Change, events: Sequence[Event], log: Callable[[str], Sequence[LoggedCommit]]
) -> tuple[Revision, ...]:
    """Return the commits that changed a decision, its winner, or whatever may have changed that."""
    cause = change.cause if isinstance(change.cause, Cause) else None
    if cause and cause.changes:
        of = [one for made in cause.changes if isinstance(made, AttributedChange) for one in made.commits]
        return tuple(dict.fromkeys(of))
    path = decision_path((change.field or "").split(".")[1])
    own = () if cause and cause.kind != "decision" else [one.revision for one in log(path)[::-1]]
    return tuple(own or dict.fromkeys(event.cause for event in events))


def _attributed(found: Iterable[Change], events: Sequence[Event]) -> Iterator[AttributedChange]:
    """Yield changes with the last commit that made each; a new tool has all of its commits."""
    causes = [event.cause for event in events]
    last = {(one.field, one.reviewer): event.cause for event in events for one in event.changes}
    for change in found:
        own = last.get((change.field, change.reviewer))
        commits = causes if change.kind == "added" else [own] if own else causes[-1:]
        yield AttributedChange(**_parts(change), commits=tuple(commits))


def _parts(change: Change) -> dict[str, Any]:
    return {field: getattr(change, field) for field in Change.__struct_fields__}


def _not_later(commits: Sequence[LoggedCommit], since: Revision | None, now: int) -> Iterator[LoggedCommit]:
    """Yield commits, newest first; each that is dated in the future gets the date of one beside it."""
    before = min(since.seconds, now) if since else now
    moment = next((known for one in reversed(commits) if (known := one.revision.seconds) <= now), before)
    for commit in reversed(commits):
        moment = commit.revision.seconds if commit.revision.seconds <= now else moment
        yield commit._replace(revision=commit.revision.by(moment))


def _commits(repository: Repository, since: Revision | None, until: Revision) -> list[LoggedCommit]:
    """Return what happened since a commit, oldest first.

    Where that is not on the branch itself, the first commit is the merge that brought it, and it changed what
    was not as in that commit.
    """
    commits = repository.log(until, EVERYTHING, since)[::-1]
    first = repository.first_after(since, until) if since else None
    if since is None or first is None:
        return commits
    then, now = repository.files(since), repository.files(first)
    merged = {path: now.get(path) for path in sorted(changed_paths(then, now))}
    return [LoggedCommit(first, merged, frozenset()), *(one for one in commits if one.name != first.commit)]
