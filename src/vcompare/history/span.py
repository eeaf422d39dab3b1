"""What happened to a catalog from one commit to another: commit by commit, and on the whole.

A state that cannot be read is passed over: what follows is compared with the last one that could be.
"""

from collections.abc import Iterable, Mapping, Sequence

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
from vcompare.history.events import Event, Span, attributed, cause
from vcompare.history.git.commits import LoggedCommit, Revision
from vcompare.history.git.repository import EVERYTHING, Repository
from vcompare.history.git.tree import Files, TreeEntry, applied, changed_paths, slug_of
from vcompare.history.renames import renames
from vcompare.history.states import State
from vcompare.history.steps import last_known
from vcompare.model import Record, Settings


class _Tool:
    """A tool on its way through the span, under whatever slug; what it was at first, and is now."""

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
    found = [one for tool in walk.tools for one in attributed(changed(tool.first, tool.now), tool.events)]
    settings = settings_changes(before.settings, after.settings) if before else []
    found = [*without_departed(found, settings), *attributed(settings, walk.events)]
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
        found = settings_changes(before, settings) if before and settings else []
        if any(change.kind == "panel" for change in found):
            slugs |= self._files.keys()
        known = {slug: self._tool(slug) for slug in sorted(slugs - {""})}
        for path, entry in commit.files.items():
            of = slug_of(path)
            self._files[of] = applied(self._files.get(of, {}), {path: entry})
        if found:
            self.events.append(
                Event(cause(revision), None, None, tuple(found), panel_names(before, settings))
            )
        self.settings = settings or before
        if self.settings:
            self._compare(revision, known, self.settings, found, panel_names(before, self.settings))

    def _compare(
        self,
        revision: Revision,
        known: dict[str, _Tool],
        settings: Settings,
        in_settings: Sequence[Change],
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
            found = without_departed(changed(tool.now, now), in_settings)
            tool.record, tool.now = record, now
            if found:
                tool.events.append(Event(cause(revision), slug, now, tuple(found), panel))
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
        """Return a tool; at its first mention, as it was before the span."""
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
