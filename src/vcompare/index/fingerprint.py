"""Which files a tool has, and their stamps: how a cache notices that a file has changed.

A stamp is what `lstat` says of inode, change time (in nanoseconds) and size. Nobody can put a change time
back, so a file that is edited to the same size under its old modification time is noticed.

A file that is as young as its stamp may change once more within the same tick of its file system's clock.
It is kept as `_YOUNG`, which no file is, and so read again the next time (Git does the same, see "racy-git"
in its documentation).
"""

import os
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from vcompare.catalog.paths import imports
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.parallel import batches, shared_test
from vcompare.text.slugs import is_slug

_YOUNG = array("q", (0, 0, 0))
"""In place of the stamp of a file that is too young, or could not be looked at."""
_ABSENT = (-1, -1, -1)
_MANY = 1_000
"""The files of fewer tools are looked at sooner here than it takes to start a process."""
_PIECE = 50
_TICK = 2_000_000_000
"""The longest tick of the clock of a file system, in nanoseconds: that of FAT."""

FOLDERS = ""
"""In place of the slug of a tool, for the folders that are listed to find the files of all tools."""
_REVIEWS = b"\0reviews/"
"""Where the folder of a tool's reviews begins, among the paths of its files."""


class UnlistableError(Exception):
    """A folder of the catalog cannot be listed, so that its files are not known."""


class ToolFiles(NamedTuple):
    """The paths of a tool's files, with NUL between them, and their stamps, as they are kept.

    The folder of its reviews and what is in it come last.
    """

    slug: str
    paths: bytes
    stamps: bytes


class ToolFolders(NamedTuple):
    """The folders for all tools, and the paths of each tool's files in them, with NUL between them."""

    folders: ToolFiles
    tools: dict[str, bytes]


def listing(source: Source, *, opinions: bool) -> ToolFolders:
    """List the folders for all tools, those for opinions on them as well or not. Raises UnlistableError."""
    facts = ["tools", *(f"imported/{name}" for name in imports(source))]
    others = ["votes", "outcomes"] if opinions else []
    folders = [*facts, "imported", *others, *(["reviews"] if opinions else [])]
    stamped = _stamped(source, FOLDERS, folders)  # before they are listed
    if opinions and (problem := source.problem("reviews")):
        raise UnlistableError(problem.message)
    tools: dict[str, list[str]] = {}
    for folder in facts:
        for slug in _slugs(source, folder):
            if slug in tools or is_slug(slug):
                tools.setdefault(slug, []).append(f"{folder}/{slug}.toml")
    for folder in others:
        if folder == "votes" or source.is_folder(folder):
            for slug in _slugs(source, folder):
                if slug in tools:
                    tools[slug].append(f"{folder}/{slug}.toml")
    return ToolFolders(stamped, {slug: "\0".join(paths).encode() for slug, paths in tools.items()})


def listed(paths: bytes) -> bytes:
    """Return those of a tool's paths that are in folders for all tools."""
    return paths.partition(_REVIEWS)[0]


def of_tool(source: Source, slug: str, in_folders: bytes, *, opinions: bool) -> ToolFiles:
    """Look at the files of a tool, of which those in folders for all tools are known."""
    paths = [os.fsdecode(in_folders)]
    if opinions:
        folder = f"reviews/{slug}"
        names = source.names(folder)
        files = names if isinstance(names, list) else ()
        paths += [folder, *(f"{folder}/{name}" for name in files if name.endswith(".toml"))]
    return _stamped(source, slug, paths)


def outdated(root: bytes, files: Sequence[ToolFiles]) -> Callable[[], set[str]]:
    """Begin to compare stamps with the files; return what gives the slugs of the tools that have changed.

    Of many tools, another process looks at a share: this one has an answer to find meanwhile.
    """

    def is_same(some: Sequence[ToolFiles]) -> bool:
        stamps = _stamps(root, b"\0".join([one.paths for one in some]))
        return stamps.tobytes() == b"".join([one.stamps for one in some])

    def failed() -> Iterable[Sequence[ToolFiles]]:
        return (piece for piece in pieces if not is_same(piece))

    pieces = batches(files, _PIECE)
    if not files:
        return lambda: {FOLDERS}
    if len(files) >= _MANY:
        failed = shared_test(is_same, pieces)
    return lambda: {one.slug for piece in failed() for one in piece if not is_same([one])}


def _stamped(source: Source, slug: str, paths: Iterable[str]) -> ToolFiles:
    joined = os.fsencode("\0".join(paths))
    old = time.time_ns() - _TICK
    stamps = _stamps(os.fsencode(source.root), joined)
    for at in range(0, len(stamps), len(_YOUNG)):
        if stamps[at + 1] >= old:
            stamps[at : at + len(_YOUNG)] = _YOUNG
    return ToolFiles(slug, joined, stamps.tobytes())


def _stamps(root: bytes, paths: bytes) -> "array[int]":
    """Return inode, change time and size of each of some paths with NUL between them."""
    lstat, folder, found = os.lstat, os.open(root, os.O_RDONLY), array("q")
    try:
        for path in paths.split(b"\0"):
            try:
                status = lstat(path, dir_fd=folder)
            except FileNotFoundError:
                found.extend(_ABSENT)
            except OSError:
                found.extend(_YOUNG)
            else:
                found.extend((status.st_ino, status.st_ctime_ns, status.st_size))
    finally:
        os.close(folder)
    return found


def _slugs(source: Source, folder: str) -> Iterator[str]:
    """Return what may be slugs of tools in a folder of the catalog."""
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise UnlistableError(names.message)
    return (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
