"""States of a catalog that can be compared: at a revision, or as its files are now."""

import datetime
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from vcompare.catalog.store import HARMLESS, Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.history.declarations import read_alike
from vcompare.history.git.commits import Revision
from vcompare.history.git.repository import UNSHALLOW, Repository
from vcompare.history.git.tree import Files, changed_slugs
from vcompare.history.snapshot import Snapshot, SparseSource, on_disk
from vcompare.model import Record, Settings

WORKING_TREE = "working tree"
"""What stands where the id of a commit would, for the files as they are."""


class Skipped(Struct, frozen=True):
    """A tool that is left out of a state, and the file because of which."""

    revision: str
    tool: str
    path: str
    line: int
    column: int
    message: str


class State:
    """A catalog at one moment: the id of the commit, or `WORKING_TREE`, its day in UTC, and its files."""

    def __init__(self, name: str, day: datetime.date | None, catalog: Catalog, files: Files) -> None:
        self.name = name
        self.day = day
        self.catalog = catalog
        self.files = files

    @classmethod
    def at(
        cls,
        repository: Repository,
        revision: Revision,
        files: Files | None = None,
        settings: Settings | None = None,
    ) -> "State":
        """Return the state at a revision; `files` and `settings` are used instead of its own.

        Raises CatalogNotFoundError where there was no catalog, and UnreadableFileError, with the place, where
        its `catalog.toml` could not be used.
        """
        known = repository.files(revision) if files is None else files
        root = Path(f"{revision.short}:{repository.prefix}")
        snapshot = Snapshot(root, known, repository.contents)
        catalog = Catalog(snapshot, settings) if settings else _opened(repository, revision, snapshot)
        return cls(revision.commit, revision.date, catalog, known)

    @classmethod
    def now(cls, repository: Repository, like: "State") -> "State":
        """Return the state of the files on the disk, to be compared with one that Git keeps.

        Those that a sparse checkout leaves out are as Git has them. Raises as `Catalog.open` does.
        """
        # Opened first: where that is refused, nobody would wait for Git.
        catalog, asked = Catalog.open(repository.root), repository.left_out()
        files = on_disk(catalog.source, len(like.name) // 2)
        if left_out := {path: entry for path, entry in asked().items() if path not in files}:
            kept = Snapshot(catalog.root, left_out, repository.contents)
            catalog = Catalog(SparseSource(catalog.root, kept), catalog.settings)
        return cls(WORKING_TREE, None, catalog, {**files, **left_out})

    @property
    def label(self) -> str:
        """What people call the state: the commit with its day, or the working tree."""
        return f"{self.name[:10]} ({self.day})" if self.day else self.name

    @property
    def settings(self) -> Settings:
        """The settings in this state."""
        return self.catalog.settings

    def records(self, slugs: Collection[str]) -> tuple[dict[str, Record], list[Skipped]]:
        """Return those of the tools that are there and can be read, and why others cannot."""
        records, skipped = dict[str, Record](), list[Skipped]()
        if isinstance(self.catalog.source, Snapshot):
            self.catalog.source.fetch(slugs)
        for slug in sorted(slug for slug in slugs if slug in self.catalog):
            record, findings = self.catalog.record(slug)
            if record is None:
                skipped.append(skipped_file(self.name, slug, findings))
            else:
                records[slug] = record
        return records, skipped


def last_settings(repository: Repository, until: Revision) -> Settings:
    """Return the last settings that can be read, at a revision or before it. Raises as `State.at` does."""
    try:
        return State.at(repository, until).settings
    except UnreadableFileError as problem:
        for commit in repository.log(until, ["catalog.toml"]):
            with suppress(CatalogNotFoundError, UnreadableFileError):
                return State.at(repository, commit.revision).settings
        raise problem from None


def skipped_file(revision: str, slug: str, findings: Collection[Diagnostic]) -> Skipped:
    """Return which file a tool is left out for, and why."""
    worst = next(finding for finding in findings if finding.rule not in HARMLESS)
    return Skipped(revision, slug, worst.path, worst.line, worst.column, worst.message)


def differing(before: State, after: State) -> set[str]:
    """Return the slugs of tools that may have changed: those with other files, or read otherwise."""
    if not read_alike(before.settings, after.settings):
        return {*before.catalog.slugs(), *after.catalog.slugs()}
    return changed_slugs(before.files, after.files)


def _opened(repository: Repository, revision: Revision, snapshot: Snapshot) -> Catalog:
    try:
        return Catalog.of(snapshot)
    except UnreadableFileError as problem:
        hint = "name a revision at which it can be read"
        raise UnreadableFileError(problem.message, hint, problem.findings) from None
    except CatalogNotFoundError:
        place = repository.prefix.rstrip("/") or "the top folder"
        message = f"there was no catalog in {place} at {revision.short}, of {revision.date}"
        commits = repository.log(None, ["catalog.toml"])
        came = f"its catalog.toml came with {commits[-1].revision.short}" if commits else ""
        hint = UNSHALLOW if came and repository.is_shallow else came or "commit its catalog.toml"
        raise CatalogNotFoundError(message, hint) from None
