"""A catalog in its repository: what it was at a revision, and which commits changed it.

History is that of the branch: a merge counts as the moment at which its changes arrived, as seen from its
first parent. Nothing is checked out; one process of Git gives all that is read of any number of revisions.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path
from typing import Self

from vcompare.catalog.source import FOLDERS, MAX_BYTES
from vcompare.catalog.store import Catalog
from vcompare.errors import CatalogNotFoundError, UnreadableFileError, VcompareError
from vcompare.history.clocks import in_order
from vcompare.history.commits import Revision, Touch, revision_of, touches
from vcompare.history.git_process import LACKS, Objects, Running, git, refusal
from vcompare.history.snapshot import Files, Snapshot, entries
from vcompare.model import Settings

_HELD, _AT_ONCE = 1 << 25, 100
"""Bytes of files that are remembered, and how many files are read ahead at a time."""
_LIMITS = {"blob": MAX_BYTES + 1, "tree": 1 << 23, "commit": 1 << 20, "tag": 1 << 16}
"""Bytes, by kind. Lists of 100,000 files still fit."""
EVERYTHING = ("catalog.toml", *FOLDERS)
"""What of a repository belongs to the catalog in a folder."""
_HISTORY = "`git log --oneline` lists the revisions that there are"
_WHOLE = "this clone lacks older commits: `git fetch --unshallow` brings them"


class Repository:
    """The repository in which a catalog lies. Use it in a `with` statement: a process is behind it."""

    def __init__(self, root: Path, ahead: Sequence[str] = ()) -> None:
        """Find the repository. Raises VcompareError where there is none, or Git is not there.

        Of the paths in `ahead`, Git begins to tell the log of HEAD at once, while there is other work to do.
        """
        self._running: list[Running] = []
        self.root = root
        self._ahead = tuple(ahead)
        self._begun = self._log(["HEAD"], self._ahead) if ahead else None
        told = git(root, "rev-parse", "--show-prefix", "--is-shallow-repository")
        if not told:
            self._end()
            raise VcompareError(f"{root} has no history: {refusal(root)}", "history comes from Git's commits")
        self.prefix, shallow = told.removesuffix("\n").rsplit("\n", 1)
        self.is_shallow = shallow == "true"
        self._objects = Objects(root, _LIMITS)
        self._trees: dict[str, Files] = {}
        self._contents: dict[str, bytes | None] = {}
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._objects.close()

    def _end(self) -> None:
        for running in self._running:
            running.close()

    def revision(self, text: str) -> Revision:
        """Return the commit that Git knows by this name. Raises VcompareError where there is none."""
        if "\n" not in text:
            name, kind, content = next(self._objects.read([text]))
            if kind == "tag":
                name, kind, content = next(self._objects.read([f"{name}^{{commit}}"]))
            if kind == "commit" and content is not None:
                return revision_of(name, content)
        if text == "HEAD":
            raise VcompareError(f"{self.root} has no history: nothing is committed yet", "commit the catalog")
        hint = _WHOLE if self.is_shallow else _HISTORY
        raise VcompareError(f'there is no revision "{text}" in the repository of the catalog', hint)

    def revisions(self, names: Sequence[str]) -> dict[str, Revision]:
        """Return the commits of these ids. Raises VcompareError for one that is not there."""
        return {name: revision_of(name, content or b"") for name, content in self._read("commit", names, ())}

    def parent(self, of: Revision) -> Revision | None:
        """Return the commit before another on the branch, None for the first, or where the clone lacks it."""
        if of.parent is None:
            return None
        name, kind, content = next(self._objects.read([of.parent]))
        return revision_of(name, content) if kind == "commit" and content is not None else None

    def last_before(self, seconds: int, now: int) -> Revision | None:
        """Return the branch's last commit from before a moment, None where there is none.

        Those from after `now` at the end of the branch are not there yet; elsewhere their clock was wrong. A
        commit whose clock was wrong counts as made with the next. Raises VcompareError where a clone is too
        shallow to say so.
        """
        self.revision("HEAD")
        told = self._run("rev-list", "--first-parent", "--timestamp", "HEAD", "--").told().splitlines()
        commits = [(int(time), name) for time, _, name in (line.partition(" ") for line in told)]
        times, names = list[int](), list[str]()
        for time, name in dropwhile(lambda commit: commit[0] > now, commits):
            times.append(time if time <= now else times[-1])
            names.append(name)
        count = bisect_left(in_order(times[::-1]), seconds)
        found = names[-count] if count else ""
        if not found and self.is_shallow:
            raise VcompareError(f"the history of {self.root} does not reach back to that day", _WHOLE)
        return self.revision(found) if found else None

    def common(self, one: Revision, other: Revision) -> Revision:
        """Return the commit from which two went on. Raises VcompareError where there is none."""
        name = self._run("merge-base", one.name, other.name).told(may_find_nothing=True).strip()
        if not name:
            hint = _WHOLE if self.is_shallow else _HISTORY
            raise VcompareError(f"{one.short} and {other.short} have no history in common", hint)
        return self.revision(name)

    def files(self, revision: Revision) -> Files:
        """Return what lay in the catalog's folder, as far as the format has a place for it."""
        folder = self._folder(revision)
        files = {path: entry for path, entry in folder.items() if not entry.is_folder}
        for name in FOLDERS:
            if name in folder and folder[name].is_folder:
                files |= self._below(name, folder[name].name, deep=name == "reviews")
        return files

    def catalog(self, revision: Revision) -> Catalog:
        """Open the catalog as it was at a revision.

        Raises CatalogNotFoundError where it was not there, and UnreadableFileError, with the place, where its
        `catalog.toml` could not be used.
        """
        return self.opened(revision, self.files(revision))

    def opened(self, revision: Revision, files: Files) -> Catalog:
        """Open the catalog that these files make, as `catalog` does."""
        try:
            return Catalog.of(Snapshot(self._at(revision), files, self.contents))
        except UnreadableFileError as problem:
            hint = "name a revision at which it can be read"
            raise UnreadableFileError(problem.message, hint, problem.findings) from None
        except CatalogNotFoundError:
            place = self.prefix.rstrip("/") or "the top folder"
            message = f"there was no catalog in {place} at {revision.short}, of {revision.day}"
            raise CatalogNotFoundError(message, self._first()) from None

    def under(self, revision: Revision, files: Files, settings: Settings) -> Catalog:
        """Return the catalog that these files make under settings that are known already."""
        return Catalog(Snapshot(self._at(revision), files, self.contents), settings)

    def settings(self, until: Revision) -> Settings:
        """Return what `catalog.toml` said last, at a revision or before it. Raises as `catalog` does."""
        try:
            return self.catalog(until).settings
        except UnreadableFileError as problem:
            for touch in self.log(until, ["catalog.toml"]):
                with suppress(CatalogNotFoundError, UnreadableFileError):
                    return self.catalog(self.revision(touch.commit)).settings
            raise problem from None

    def contents(self, names: Sequence[str]) -> list[bytes | None]:
        """Return the contents of files by their ids, None of one that is too large.

        Raises VcompareError where the repository lacks one.
        """
        if self._held > 2 * _HELD:
            self._contents.clear()
            self._held = 0
        for name, content in self._read("blob", names, self._contents):
            self._contents[name] = content
            self._held += len(content or b"")
        return [self._contents[name] for name in names]

    def fetch(self, touches: Iterable[Touch]) -> None:
        """Read the files that commits changed all at once, which is quicker than one after the other."""
        entries = [
            entry.name
            for touch in touches
            for path, entry in touch.files.items()
            if entry and entry.is_regular and path.endswith(".toml")
        ]
        for first in range(0, len(entries), _AT_ONCE):
            if self._held > _HELD:
                return  # the others when they are asked for
            self.contents(entries[first : first + _AT_ONCE])

    def log(self, until: Revision | None, paths: Sequence[str], since: Revision | None = None) -> list[Touch]:
        """Return the commits that changed one of the paths, newest first; without `until` from HEAD.

        Paths are relative to the catalog; those of the commits are, too. Commits that `since` has are left
        out.
        """
        if until is None and tuple(paths) == self._ahead and self._begun:
            running, self._begun = self._begun, None
        else:
            ends = [until.name if until else "HEAD", *([f"^{since.name}"] if since else [])]
            running = self._log(ends, paths)
        return list(touches(running.told()))

    def _log(self, ends: Sequence[str], paths: Sequence[str]) -> Running:
        return self._run(
            "log", "--first-parent", "--diff-merges=first-parent", "--root", "--raw", "-z", "--no-abbrev",
            "--no-renames", "--relative", "--ignore-submodules=none", "--format=%H", *ends, "--", *paths,
        )  # fmt: skip

    def first_after(self, since: Revision, until: Revision) -> Revision | None:
        """Return the first commit of the branch that has another in its past, None where there is none."""
        told = self._run("rev-list", "--first-parent", until.name, f"^{since.name}", "--").told().split()
        return self.revision(told[-1]) if told else None

    def _run(self, *arguments: str) -> Running:
        self._running.append(Running(self.root, *arguments))
        return self._running[-1]

    def slugs(self, revision: Revision) -> set[str]:
        """Return the slugs of the tools at a revision."""
        folder = self._folder(revision).get("tools")
        names = self._entries(folder.name) if folder and folder.is_folder else {}
        return {name.removesuffix(".toml") for name in names if name.endswith(".toml")}

    def is_cut(self, revision: Revision) -> bool:
        """Say whether the clone lacks what was before a revision."""
        return bool(self.is_shallow and revision.parent and not self.parent(revision))

    @property
    def identity(self) -> str:
        """What tells this catalog from all others for ever: the first commit, and the folder.

        Raises VcompareError where a clone is too shallow to know the first commit.
        """
        if self.is_shallow:
            message = "the ids of a feed are made from the first commit, which this clone lacks"
            raise VcompareError(message, _WHOLE)
        first = self._run("rev-list", "--first-parent", "--max-parents=0", "HEAD", "--").told().strip()
        return f"{first}:{self.prefix}"

    def _at(self, revision: Revision) -> Path:
        return Path(f"{revision.short}:{self.prefix}")

    def _first(self) -> str:
        """Say at which commit the catalog came to be."""
        names = git(
            self.root, "log", "--first-parent", "--diff-merges=first-parent", "--diff-filter=A",
            "--no-patch", "--format=%h", "--", "catalog.toml",
        ).split()  # fmt: skip
        if not names:
            return "commit its catalog.toml"
        return f"its catalog.toml came with {names[-1]}" if not self.is_shallow else _WHOLE

    def _folder(self, revision: Revision) -> Files:
        tree = self._entries(revision.tree)
        for part in self.prefix.split("/")[:-1]:
            entry = tree.get(part)
            tree = self._entries(entry.name) if entry and entry.is_folder else {}
        return tree

    def _below(self, folder: str, name: str, *, deep: bool) -> Files:
        """Return the files in a folder, where `deep` also those in its folders."""
        listed = {f"{folder}/{path}": entry for path, entry in self._entries(name).items()}
        files = {path: entry for path, entry in listed.items() if not (deep and entry.is_folder)}
        if deep:
            folders = {path: entry for path, entry in listed.items() if entry.is_folder}
            self._read_trees([entry.name for entry in folders.values()])
            for path, entry in folders.items():
                files |= self._below(path, entry.name, deep=False)
        return files

    def _entries(self, tree: str) -> Files:
        self._read_trees([tree])
        return self._trees[tree]

    def _read_trees(self, names: Sequence[str]) -> None:
        for name, content in self._read("tree", names, self._trees):
            if content is None:
                raise VcompareError(f"{self.root} has a history with a folder that is too large", _HISTORY)
            self._trees[name] = entries(content, len(name) // 2)

    def _read(
        self, kind: str, names: Sequence[str], known: Collection[str]
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield the objects that are not known yet. Raises VcompareError for one that is not there."""
        missing = [name for name in dict.fromkeys(names) if name not in known]
        for name, (_, found, content) in zip(missing, self._objects.read(missing), strict=True):
            if found != kind:
                raise VcompareError(f"{self.root} has no whole history: {kind} {name} is missing", LACKS)
            yield name, content
