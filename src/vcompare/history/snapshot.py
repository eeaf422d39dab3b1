"""The files of a catalog as Git keeps them: each a mode and the id of its content."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vcompare.catalog.source import FOLDERS, MAX_BYTES, Source, irregular, no_folder, too_large, unopened
from vcompare.diagnostics import Diagnostic, Location

_FOLDER, _REGULAR = "40000", ("100644", "100755", "100664")


class Entry(NamedTuple):
    """A file or a folder: its mode in octal digits, and the id of its content."""

    mode: str
    name: str

    @property
    def is_folder(self) -> bool:
        """Say whether it is a folder, and no link to one."""
        return self.mode == _FOLDER

    @property
    def is_regular(self) -> bool:
        """Say whether it is a file, and no link."""
        return self.mode in _REGULAR


Files = Mapping[str, Entry]
"""What is at every path of a catalog's folder."""


def entries(tree: bytes, width: int) -> Files:
    """Read a tree as Git stores it: entries of a mode, a name and an id of `width` bytes."""
    found, at = {}, 0
    while (end := tree.find(b"\0", at)) >= 0:
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + width
        content = tree[end + 1 : at].hex()
        if name not in {b"", b".", b".."} and b"/" not in name:  # nor does a checkout have such
            entry = Entry(mode.lstrip(b"0").decode("ascii", "replace"), content)
            found[name.decode(errors="surrogateescape")] = entry
    return found


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
            self._inside.setdefault(folder, []).append(name)

    def fetch(self, slugs: Iterable[str]) -> None:
        """Ask for all files of some tools at once, which is quicker than one after the other."""
        wanted = set(slugs)
        paths = [path for path in self.files if slug_of(path) in wanted]
        self._contents([self.files[path].name for path in paths if self.files[path].is_regular])

    def content(self, path: str) -> bytes | Diagnostic:
        """Return the content of a regular file."""
        if problem := self.problem(path.rpartition("/")[0]):
            return problem
        at, entry = Location(path), self.files.get(path)
        if entry is None:
            return unopened(at, FileNotFoundError(2, "No such file or directory"))
        if not entry.is_regular:
            return irregular(at)
        content = self._contents([entry.name])[0]
        return too_large(at) if content is None or len(content) > MAX_BYTES else content

    def exists(self, path: str) -> bool:
        """Say whether there was anything at `path`."""
        return path in self.files or path in self._inside

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names in a folder, none where there was none."""
        return self.problem(folder) or sorted(self._inside.get(folder, ()))

    def is_file(self, path: str) -> bool:
        """Say whether there was a regular file at `path`."""
        return path in self.files and self.files[path].is_regular

    def problem(self, folder: str) -> Diagnostic | None:
        """Return what is wrong with a folder: a file or a link in its place."""
        if not folder:
            return None
        above = self.problem(folder.rpartition("/")[0])
        return above or (no_folder(Location(folder)) if folder in self.files else None)


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
            files[path] = Entry(_REGULAR[0], make(b"blob %d\0" % len(content) + content).hexdigest())
        else:
            files[path] = Entry("", path)
    return files


def _paths(source: Source) -> Iterator[str]:
    yield "catalog.toml"
    for folder in ("tools", "votes"):
        yield from (f"{folder}/{name}" for name in _names(source, folder))
    for slug in _names(source, "reviews"):
        yield from (f"reviews/{slug}/{name}" for name in _names(source, f"reviews/{slug}"))


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    return names if isinstance(names, list) else []


def slug_of(path: str) -> str:
    """Return the slug of the tool that a file is about, empty for `catalog.toml`."""
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0].removesuffix(".toml") if folder in FOLDERS else ""


def applied(files: Files, changed: Mapping[str, Entry | None]) -> dict[str, Entry]:
    """Return files as a commit left them: what it changed, by path, None for what it took away."""
    return {path: entry for path, entry in {**files, **changed}.items() if entry}


def of_other_content(before: Files, after: Files) -> set[str]:
    """Return the slugs of the tools whose files are not the same."""
    paths = {path for path in before.keys() | after.keys() if _content(before, path) != _content(after, path)}
    return {slug for path in paths if (slug := slug_of(path))}


def _content(files: Files, path: str) -> str | None:
    return files[path].name if path in files else None
