"""Which files a catalog has, and their stamps: how a cache notices that a file has changed.

A stamp is what `lstat` says of inode, change time (in nanoseconds) and size. Nobody can put a change time
back, so a file that is edited to the same size under its old modification time is noticed.

A file that is as young as its stamp may change once more within the same tick of its file system's clock.
It is kept as `YOUNG`, which no file is, and so read again the next time (Git does the same, see "racy-git"
in its documentation).
"""

import os
import struct
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import eq

from vcompare.catalog.paths import imports, slug_at
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.parallel import batches, shared_test

Stamp = tuple[int, int, int]
Fingerprint = dict[bytes, Stamp]
"""Files and folders of a catalog, by path, with their stamps."""

Piece = tuple[bytes, bytes]
"""Some of the paths, with NUL between them, and their stamps, as they are kept."""

YOUNG: Stamp = (0, 0, 0)
"""In place of the stamp of a file that is too young, or could not be looked at."""
_ABSENT: Stamp = (-1, -1, -1)
_STAMP = struct.Struct("3q")
_MANY = 5_000
"""Fewer files are looked at sooner here than it takes to start a process."""
_PIECE = 500
_TICK = 2_000_000_000
"""The longest tick of the clock of a file system, in nanoseconds: that of FAT."""


class UnlistableError(Exception):
    """A folder of the catalog cannot be listed, so that its files are not known."""


def facts(source: Source) -> Fingerprint:
    """Return the fingerprint of the files with facts about tools. Raises UnlistableError."""
    return _fingerprint(source, _facts(source))


def everything(source: Source) -> Fingerprint:
    """Return the fingerprint of all files about tools. Raises UnlistableError for a folder at the top."""
    paths = [*_facts(source), *_files(source, "votes"), *_outcomes(source), "reviews"]
    for slug in _names(source, "reviews"):
        folder = f"reviews/{slug}"
        names = source.names(folder)
        files = names if isinstance(names, list) else ()
        paths += [folder, *(f"{folder}/{name}" for name in files if name.endswith(".toml"))]
    return _fingerprint(source, paths)


def _outcomes(source: Source) -> list[str]:
    return _files(source, "outcomes") if source.is_folder("outcomes") else ["outcomes"]


def _facts(source: Source) -> list[str]:
    folders = [f"imported/{name}" for name in imports(source)]
    return [path for folder in ("tools", *folders) for path in _files(source, folder)] + ["imported"]


def packed(fingerprint: Fingerprint) -> list[Piece]:
    """Return a fingerprint as it is kept."""
    return [_packed(piece) for piece in batches([*fingerprint.items()], _PIECE)]


def _packed(files: Sequence[tuple[bytes, Stamp]]) -> Piece:
    stamps = array("q", [number for _, stamp in files for number in stamp])
    return b"\0".join(path for path, _ in files), stamps.tobytes()


def unpacked(pieces: Iterable[Piece]) -> Fingerprint:
    """Return a fingerprint that was packed."""
    return {
        path: stamp
        for paths, stamps in pieces
        for path, stamp in zip(paths.split(b"\0"), _STAMP.iter_unpack(stamps), strict=True)
    }


def is_current(root: bytes, pieces: Sequence[Piece]) -> Callable[[], bool]:
    """Begin to compare the stamps of a packed fingerprint with the files; return what gives the outcome.

    Of many files, another process compares a share: this one has an answer to find meanwhile.
    """

    def is_same(piece: Piece) -> bool:
        paths, stamps = piece
        return all(map(eq, _stamps(root, paths.split(b"\0")), _STAMP.iter_unpack(stamps)))

    if len(pieces) * _PIECE < _MANY:
        return lambda: bool(pieces) and all(map(is_same, pieces))
    return shared_test(is_same, pieces)


def changed(before: Fingerprint, now: Fingerprint) -> set[str]:
    """Return the slugs of the tools that a file has changed of, or may have."""
    paths = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    paths |= {path for path, stamp in now.items() if stamp == YOUNG}
    return {slug_at(name) for name in map(os.fsdecode, paths) if name.count("/") > (name[:9] == "imported/")}


def _fingerprint(source: Source, paths: Iterable[str]) -> Fingerprint:
    encoded = [os.fsencode(path) for path in paths]
    old = time.time_ns() - _TICK
    stamps = _stamps(os.fsencode(source.root), encoded)
    return {path: stamp if stamp[1] < old else YOUNG for path, stamp in zip(encoded, stamps, strict=True)}


def _stamps(root: bytes, paths: Iterable[bytes]) -> Iterator[Stamp]:
    lstat, folder = os.lstat, os.open(root, os.O_RDONLY)
    try:
        for path in paths:
            try:
                status = lstat(path, dir_fd=folder)
            except FileNotFoundError:
                yield _ABSENT
            except OSError:
                yield YOUNG
            else:
                yield status.st_ino, status.st_ctime_ns, status.st_size
    finally:
        os.close(folder)


def _files(source: Source, folder: str) -> list[str]:
    """Return a folder and the files of a catalog in it."""
    return [folder, *(f"{folder}/{name}" for name in _names(source, folder) if name.endswith(".toml"))]


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise UnlistableError(names.message)
    return names
