"""The files of a catalog at a revision, and those on the disk with the ids that Git would give them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from vcompare.catalog.paths import NESTED_FOLDERS, TOOL_FOLDERS
from vcompare.catalog.source import Source, irregular, no_folder, too_large, unopened
from vcompare.diagnostics import Diagnostic, Location
from vcompare.history.git.tree import Files, TreeEntry, slug_of


class Snapshot(Source):
    """The files of a catalog at a revision, read when they are asked for."""

    def __init__(
        self, root: Path, files: Files, contents: Callable[[Sequence[str]], Sequence[bytes | None]]
    ) -> None:
        super().__init__(root)
        self.files = files
        self._contents = contents
        self._inside: dict[str, list[str]] = {}
        for path in files:
            folder, _, name = path.rpartition("/")
            while folder and folder not in self._inside:
                self._inside[folder] = [name]
                folder, _, name = folder.rpartition("/")
            self._inside.setdefault(folder, []).append(name)

    def fetch(self, slugs: Iterable[str]) -> None:
        """Ask for all files of some tools at once, which is quicker than one after the other."""
        wanted = set(slugs)
        entries = (entry for path, entry in self.files.items() if slug_of(path) in wanted)
        self._contents([entry.id for entry in entries if entry.is_regular])

    def content(self, path: str) -> bytes | Diagnostic:
        """Return the content of a regular file."""
        if problem := self.problem(path.rpartition("/")[0]):
            return problem
        at, entry = Location(path), self.files.get(path)
        if entry is None:
            return unopened(at, FileNotFoundError(2, "No such file or directory"))
        if not entry.is_regular:
            return irregular(at)
        content = self._contents([entry.id])[0]
        return too_large(at) if content is None else content

    def exists(self, path: str) -> bool:
        """Return whether there was anything at `path`."""
        return path in self.files or path in self._inside

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names in a folder, none where there was none."""
        return self.problem(folder) or sorted(self._inside.get(folder, ()))

    def is_file(self, path: str) -> bool:
        """Return whether there was a regular file at `path`."""
        return path in self.files and self.files[path].is_regular

    def problem(self, folder: str) -> Diagnostic | None:
        """Return what is wrong with a folder: a file or a link in its place."""
        if not folder:
            return None
        above = self.problem(folder.rpartition("/")[0])
        return above or (no_folder(Location(folder)) if folder in self.files else None)


class SparseSource(Source):
    """The files on the disk, and those that a sparse checkout left out."""

    def __init__(self, root: Path, left_out: Snapshot) -> None:
        super().__init__(root)
        self._left_out = left_out

    def content(self, path: str) -> bytes | Diagnostic:
        """Return the content of a regular file."""
        return self._left_out.content(path) if path in self._left_out.files else super().content(path)

    def exists(self, path: str) -> bool:
        """Return whether there is anything at `path`."""
        return super().exists(path) or self._left_out.exists(path)

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names in a folder."""
        here, there = super().names(folder), self._left_out.names(folder)
        return sorted({*here, *there}) if isinstance(here, list) and isinstance(there, list) else here


def on_disk(source: Source, width: int) -> Files:
    """Return the files of a catalog with the ids that Git, with ids of `width` bytes, would give them.

    What cannot be read has an id that nothing else has.
    """
    import hashlib

    make = hashlib.sha1 if width == hashlib.sha1().digest_size else hashlib.sha256  # noqa: S324 - Git's ids
    files = {}
    for path in _paths(source):
        content = source.content(path)
        if isinstance(content, bytes):
            files[path] = TreeEntry("100644", make(b"blob %d\0" % len(content) + content).hexdigest())
        else:
            files[path] = TreeEntry("", path)
    return files


def _paths(source: Source) -> Iterator[str]:
    yield "catalog.toml"
    for folder in TOOL_FOLDERS:
        for path in (f"{folder}/{name}" for name in _names(source, folder)):
            if folder in NESTED_FOLDERS and source.is_folder(path) and not source.is_file(path):
                yield from (f"{path}/{name}" for name in _names(source, path))
            else:
                yield path


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    return names if isinstance(names, list) else []
