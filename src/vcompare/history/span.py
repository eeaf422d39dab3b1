"""What happened to a catalog from one commit to another: commit by commit, and on the whole.

A state that cannot be read is passed over: what follows is compared with the last one that could be.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from vcompare.comparison import Card, card
from vcompare.errors import VcompareError
from vcompare.history.changes import (
    Change,
    by_importance,
    changed,
    panel_names,
    settings_changes,
    without_departed,
)
from vcompare.history.commits import LoggedCommit, Revision
from vcompare.history.renames import renames
from vcompare.history.repository import EVERYTHING, Repository
from vcompare.history.states import State
from vcompare.history.tool_history import last_known
from vcompare.history.tree import Files, TreeEntry, applied, changed_paths, slug_of
from vcompare.model import Record, Settings


class Cause(Struct, frozen=True):
    """The commit behind a change: its day is in UTC, `seconds` are since 1970."""

    commit: str
    date: datetime.date
    seconds: int
    author: str
    subject: str


class AttributedChange(Change, frozen=True, kw_only=True):
    """A change over a span, and the commits that made it, oldest first."""

    commits: tuple[Cause, ...]


class Event(Struct, frozen=True):
    """What one commit changed in one tool, and what that is since; for the catalog as a whole, no slug.

    `panel` are the names of the reviewers before and after it.
    """

    cause: Cause
    slug: str | None
    tool: Card | None
    changes: tuple[Change, ...]
    panel: Mapping[str, str]


class Span(Struct, frozen=True):
    """What happened: on the whole, by weight, and commit by commit, oldest first."""

    news: tuple[AttributedChange, ...]
    events: tuple[Event, ...]


class _Tool:
    """A tool on its way through the span, under whatever slug; what it was at first, and is by now."""

    def __init__(self, record: Record | None, now: Card | None) -> None:
        self.record = record
        self.first = self.now = now
        self.events: list[Event] = []


def span(repository: Repository, before: State | None, after: State, since: Revision | None) -> Span:
    """Follow a catalog from a state, None where there was none yet, that of `since`, to another."""
    files = repository.files(since) if since else {}
    walk = _Walk(repository, before, since, files)
    commits = _commits(repository, since, repository.revision(after.name), files)
    repository.fetch(commits)
    revisions = repository.revisions([commit.name for commit in commits])
    for commit in commits:
        walk.take(commit, revisions[commit.name])
    found = [one for tool in walk.tools for one in _sourced(changed(tool.first, tool.now), tool.events)]
    settings = settings_changes(before.settings, after.settings) if before else []
    found = [*without_departed(found, settings), *_sourced(settings, walk.events)]
    return Span(tuple(by_importance(found)), tuple(walk.events))


def _commits(
    repository: Repository, since: Revision | None, until: Revision, files: Files
) -> list[LoggedCommit]:
    """Return what happened since a commit, oldest first.

    Where that is not on the branch itself, the first commit is the merge that brought it, and it changed what
    was not as in that commit.
    """
    commits = repository.log(until, EVERYTHING, since)[::-1]
    first = repository.first_after(since, until) if since else None
    if first is None:
        return commits
    now = repository.files(first)
    paths = sorted(changed_paths(files, now))
    merged = {path: now.get(path) for path in paths if slug_of(path) or path == "catalog.toml"}
    return [LoggedCommit(first.name, merged, ()), *(one for one in commits if one.name != first.name)]


class _Walk:
    """The catalog after each commit: its files, by the slug that they are about, and what they say."""

    def __init__(
        self, repository: Repository, before: State | None, since: Revision | None, files: Files
    ) -> None:
        self.repository = repository
        self.settings = before.settings if before else None
        self.tools: list[_Tool] = []
        self.events: list[Event] = []
        self._since = since
        self._files: dict[str, dict[str, TreeEntry]] = {}
        self._by_slug: dict[str, _Tool] = {}
        for path, entry in files.items():
            self._files.setdefault(slug_of(path), {})[path] = entry

    def take(self, commit: LoggedCommit, revision: Revision) -> None:
        """Go on by one commit."""
        slugs = {slug_of(path) for path in commit.files}
        before, settings = self.settings, self._new_settings(commit, revision)
        told = settings_changes(before, settings) if before and settings else []
        if any(change.kind == "panel" for change in told):
            slugs |= self._files.keys()
        known = {slug: self._tool(slug) for slug in sorted(slugs - {""})}
        for path, entry in commit.files.items():
            of = slug_of(path)
            self._files[of] = applied(self._files.get(of, {}), {path: entry})
        if told:
            self.events.append(
                Event(_cause(revision), None, None, tuple(told), panel_names(before, settings))
            )
        self.settings = settings or before
        if self.settings:
            self._compare(revision, known, self.settings, told, panel_names(before, self.settings))

    def _compare(
        self,
        revision: Revision,
        known: dict[str, _Tool],
        settings: Settings,
        seats: Sequence[Change],
        panel: Mapping[str, str],
    ) -> None:
        read = self._records(revision, known, settings)
        left = [slug for slug, record in read.items() if record is None]
        gone = {slug: record for slug in left if (record := known[slug].record)}
        come = {slug: record for slug, record in read.items() if record and not known[slug].record}
        for old, new in renames(gone, come).items():
            self._by_slug[new] = known[new] = known[old]
            self._by_slug[old] = known[old] = _Tool(None, None)
            self.tools.append(known[old])
        for slug, record in read.items():
            tool = known[slug]
            now = card(record, settings.panel, summarized=False) if record else None
            told = without_departed(changed(tool.now, now), seats)
            tool.record, tool.now = record, now
            if told:
                tool.events.append(Event(_cause(revision), slug, now, tuple(told), panel))
                self.events.append(tool.events[-1])

    def _records(
        self, revision: Revision, slugs: Iterable[str], settings: Settings
    ) -> dict[str, Record | None]:
        """Read tools as they are by now: None where one is gone; what cannot be read is left out."""
        files = {path: entry for slug in slugs for path, entry in self._files.get(slug, {}).items()}
        records, skipped = State.at(self.repository, revision, files, settings).records(list(slugs))
        unread = {one.tool for one in skipped}
        return {slug: records.get(slug) for slug in slugs if slug not in unread}

    def _tool(self, slug: str) -> _Tool:
        """Return a tool, from the state before the span where this is the first word of it."""
        if slug not in self._by_slug:
            record, now = None, None
            if self.settings and self._since:
                read = self._records(self._since, [slug], self.settings)
                record = read[slug] if slug in read else last_known(self.repository, slug, self._since)
                now = card(record, self.settings.panel, summarized=False) if record else None
            self._by_slug[slug] = _Tool(record, now)
            self.tools.append(self._by_slug[slug])
        return self._by_slug[slug]

    def _new_settings(self, commit: LoggedCommit, revision: Revision) -> Settings | None:
        """Return what `catalog.toml` says from this commit on, None where it says nothing new or of use."""
        entry = commit.files.get("catalog.toml")
        if entry is None:
            return None
        try:
            return State.at(self.repository, revision, {"catalog.toml": entry}).settings
        except VcompareError:
            return None


def _cause(of: Revision) -> Cause:
    return Cause(of.name, of.day, of.seconds, of.author, of.subject)


def _sourced(found: Iterable[Change], events: Sequence[Event]) -> Iterator[AttributedChange]:
    """Name the last commit that made a change; of a tool that is new, all: what it is now came with them."""
    causes = [event.cause for event in events]
    last = {(one.field, one.reviewer): event.cause for event in events for one in event.changes}
    for change in found:
        own = last.get((change.field, change.reviewer))
        known = {field: getattr(change, field) for field in Change.__struct_fields__}
        commits = causes if change.kind == "added" else [own] if own else causes[-1:]
        yield AttributedChange(**known, commits=tuple(commits))
