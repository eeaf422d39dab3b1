"""A catalog from commit to commit: which tools each one changed, and how.

What cannot be read is passed over: what follows is compared with the last state that could be.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from vcompare.comparison import Card, card
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import Registry
from vcompare.history.changes import Change, changed
from vcompare.history.declarations import (
    Workloads,
    compared,
    fields_of,
    read_alike,
    settings_changes,
    without_departed,
)
from vcompare.history.git.commits import LoggedCommit, Revision
from vcompare.history.git.repository import Repository
from vcompare.history.git.tree import Files, TreeEntry, slug_of
from vcompare.history.renames import renames
from vcompare.history.states import Skipped, State, skipped_file
from vcompare.model import Record, Settings


class Event(Struct, frozen=True):
    """What one commit changed in one tool, and what that is since; for the catalog as a whole, no slug.

    `fields` are those of the catalog before and after it.
    """

    cause: Revision
    slug: str | None
    tool: Card | None
    changes: tuple[Change, ...]
    fields: Registry


class WalkedTool:
    """A tool on its way, under whatever slug: what it was at first and is now, and what happened to it."""

    def __init__(self, record: Record | None, now: Card | None) -> None:
        self.record = record
        self.first = self.now = now
        self.events: list[Event] = []


class _Compared:
    """What is compared from one commit to the next; for most of them the same, as no settings change."""

    def __init__(self, before: Settings, after: Settings, of_one: bool, workloads: Workloads) -> None:
        self.settings = before, after
        self.fields = compared(before, after, of_one=of_one, workloads=workloads)
        self.of_both = fields_of(before, after, workloads=workloads)


class Walk:
    """The way of a catalog through commits, from the state `before`, if there was one, at `since`.

    `tools` are those that were touched, `events` what happened, and `skipped` what could not be read. A way
    `of_one` tool tells of all of its specs, also as they are declared. What `workloads`
    cost is told as if they had been the same all the way.
    """

    def __init__(
        self,
        repository: Repository,
        before: State | None = None,
        since: Revision | None = None,
        *,
        of_one: bool = False,
        workloads: Workloads = MappingProxyType({}),
    ) -> None:
        self.tools: list[WalkedTool] = []
        self.by_slug: dict[str, WalkedTool] = {}
        self.events: list[Event] = []
        self.skipped: list[Skipped] = []
        self._repository = repository
        self._settings = before.settings if before else None
        self._of_one = of_one
        self._workloads = workloads
        self._compared: _Compared | None = None
        self._since = since
        self._files: dict[str, dict[str, TreeEntry]] = {}
        self._apply(repository.files(since) if since else {})

    def follow(self, commits: Sequence[LoggedCommit]) -> None:
        """Go through commits, oldest first."""
        self._repository.fetch(commits)
        for commit in commits:
            self._take(commit)

    def _take(self, commit: LoggedCommit) -> None:
        revision = commit.revision
        slugs = {slug_of(path) for path in commit.files}
        before, now = self._settings, self._new_settings(commit)
        self._settings = now
        found = settings_changes(before, now) if before and now else []
        if not before or (now and not read_alike(before, now)) or any(one.kind == "panel" for one in found):
            slugs |= self._files.keys()
        known = {slug: self._tool(slug, before) for slug in sorted(slugs - {""})}
        self._apply(commit.files)
        if found:
            self.events.append(Event(revision, None, None, tuple(found), fields_of(before, now)))
        if now:
            if self._compared is None or self._compared.settings != (before or now, now):
                self._compared = _Compared(before or now, now, self._of_one, self._workloads)
            self._compare(revision, known, self._compared, found)

    def _apply(self, files: Mapping[str, TreeEntry | None]) -> None:
        for path, entry in files.items():
            of_tool = self._files.setdefault(slug_of(path), {})
            if entry:
                of_tool[path] = entry
            else:
                of_tool.pop(path, None)

    def _compare(
        self,
        revision: Revision,
        known: dict[str, WalkedTool],
        between: "_Compared",
        in_settings: Sequence[Change],
    ) -> None:
        settings = between.settings[1]
        read = self._records(revision, known, settings)
        self._follow_renames(known, read)
        for slug, record in read.items():
            tool = known[slug]
            now = card(record, settings.panel, summarized=False) if record else None
            found = without_departed(changed(tool.now, now, between.fields), in_settings)
            tool.record, tool.now = record, now
            if found:
                tool.events.append(Event(revision, slug, now, tuple(found), between.of_both))
                self.events.append(tool.events[-1])

    def _follow_renames(self, known: dict[str, WalkedTool], read: Mapping[str, Record | None]) -> None:
        left = [slug for slug, record in read.items() if record is None]
        gone = {slug: record for slug in left if (record := known[slug].record)}
        come = {slug: record for slug, record in read.items() if record and not known[slug].record}
        for old, new in renames(gone, come).items():
            self.by_slug[new] = known[new] = known[old]
            self.by_slug[old] = known[old] = WalkedTool(None, None)
            self.tools.append(known[old])

    def _records(
        self, revision: Revision, slugs: Iterable[str], settings: Settings
    ) -> dict[str, Record | None]:
        """Read tools as they are by now: None where one is gone; what cannot be read is left out."""
        files = {path: entry for slug in slugs for path, entry in self._files.get(slug, {}).items()}
        records, skipped = State.at(self._repository, revision, files, settings).records(list(slugs))
        self.skipped += skipped
        unread = {one.tool for one in skipped}
        return {slug: records.get(slug) for slug in slugs if slug not in unread}

    def _tool(self, slug: str, settings: Settings | None) -> WalkedTool:
        """Return a tool; at its first mention, as it was before the walk."""
        if slug not in self.by_slug:
            record, now = None, None
            if settings and self._since:
                read = self._records(self._since, [slug], settings)
                record = read[slug] if slug in read else last_known(self._repository, slug, self._since)
                now = card(record, settings.panel, summarized=False) if record else None
            self.by_slug[slug] = WalkedTool(record, now)
            self.tools.append(self.by_slug[slug])
        return self.by_slug[slug]

    def _new_settings(self, commit: LoggedCommit) -> Settings | None:
        """Return the settings from this commit on, None where there are none."""
        if "catalog.toml" not in commit.files:
            return self._settings
        revision, entry = commit.revision, commit.files["catalog.toml"]
        files: Files = {"catalog.toml": entry} if entry else {}
        try:
            return State.at(self._repository, revision, files).settings
        except CatalogNotFoundError as problem:
            self.skipped.append(Skipped(revision.commit, "", "catalog.toml", 1, 1, problem.message))
            return None
        except UnreadableFileError as problem:
            self.skipped.append(skipped_file(revision.commit, "", problem.findings))
            return self._settings


def last_known(repository: Repository, slug: str, until: Revision) -> Record | None:
    """Return what a tool was last known to be at a revision or before it, under that slug."""
    walk = Walk(repository)
    walk.follow(repository.log(until, repository.behind(slug))[::-1])
    return walk.by_slug[slug].record if slug in walk.by_slug else None
