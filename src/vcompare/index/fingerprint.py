"""What lies in a catalog and since when: the stamps by which a cache knows that it is still right.

A stamp is inode, change time, modification time (both in nanoseconds) and size, as `lstat` has them. On
POSIX systems nobody can put a change time back, so a file edited to the same size under its old modification
time is noticed; Windows has the time of creation in its place. A file that is as young as the look at it may
change once more within the same tick of its file system's clock: its stamp is kept as `YOUNG`, which no file
has, so that it is read again the next time (Git does the same, see "racy-git" in its documentation).
"""

import os
import struct
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from operator import eq

from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.parallel import cores, end, forked

Stamp = tuple[int, int, int, int]
Load = Callable[[int], tuple[bytes, bytes]]
Survey = dict[str, Stamp]
"""Paths in the catalog, sorted as they were found, and their stamps."""

ABSENT: Stamp = (-1, -1, -1, -1)
YOUNG: Stamp = (0, 0, 0, 0)
"""Of a file too young, or one that could not be looked at or opened: it is read again the next time."""
_STAMP = "=4q"
_TICKET = struct.Struct("=i")
_MOST = 1_000
"""How many pieces a queue takes before anybody takes one out: every pipe has a page of memory."""
_GRAIN = 2_000_000_000
"""The coarsest clock of a file system in use, in nanoseconds: FAT's."""

_PIECE = 2_000
"""How many paths are kept together, and looked at by one helper."""
_WORTH_HELP = 3
"""Fewer pieces are looked at sooner here than it takes to start helpers."""


class UnsteadyError(Exception):
    """A folder of the catalog is none, or cannot be listed: nothing here can be remembered."""


def tools(source: Source) -> Survey:
    """Look at the folder of tools and the files in it. Raises UnsteadyError."""
    return _stamped(source, ["tools", *_files(source, "tools")])


def opinions(source: Source) -> Survey:
    """Look at all reviews and votes, and at the folders that they are in. Raises UnsteadyError."""
    paths, closed = ["reviews"], set()
    for slug in _names(source, "reviews"):
        folder = f"reviews/{slug}"
        paths.append(folder)
        try:
            paths += _files(source, folder) if source.is_folder(folder) else ()
        except UnsteadyError:
            closed.add(folder)
    survey = _stamped(source, [*paths, "votes", *_files(source, "votes")])
    return survey | dict.fromkeys(closed, YOUNG)


def packed(survey: Mapping[str, Stamp]) -> Iterator[tuple[bytes, bytes]]:
    """Return a survey in pieces to be kept, each two strings of bytes: paths and stamps."""
    paths = list(survey)
    for start in range(0, len(paths), _PIECE):
        piece = paths[start : start + _PIECE]
        numbers = array("q", [number for path in piece for number in survey[path]])
        yield "\0".join(piece).encode("utf-8", "surrogateescape"), numbers.tobytes()


def unpacked(pieces: Iterable[tuple[bytes, bytes]]) -> Survey:
    """Return the survey that was packed."""
    return {
        path: stamp
        for paths, stamps in pieces
        for path, stamp in zip(
            paths.decode("utf-8", "surrogateescape").split("\0"),
            struct.iter_unpack(_STAMP, stamps),
            strict=True,
        )
    }


class Comparison:
    """A catalog's files as they are held against what was packed of a survey, on every core there is.

    `load` returns one of the `pieces`, also in a child. The work begins at once, in other processes where
    there are such.
    """

    def __init__(self, root: str, pieces: Sequence[int], load: Load) -> None:
        self._root = os.fsencode(root)
        self._pieces = pieces
        self._load = load
        self._queue: int | None = None
        self._helpers: list[tuple[int, int]] = []
        helpers = min(cores(), len(pieces)) - 1
        if helpers > 0 and len(pieces) >= _WORTH_HELP:
            with suppress(OSError):  # no more files or processes: what has been started is enough
                self._begin(helpers)

    def outcome(self) -> bool:
        """Do what is left to do, and say whether every stamp is as it was; once."""
        try:
            if self._queue is None:
                return self._same(self._pieces)
            if not _work_off(self._root, self._queue, self._load):
                return False
            said = [os.read(receiver, 1) for _, receiver in self._helpers]
            # Also those that do not fit into the queue, and whatever a helper that died had taken from it.
            left = self._pieces if b"" in said else self._pieces[_MOST:]
            return b"!" not in said and self._same(left)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of everything, whatever is still at work."""
        for child, receiver in self._helpers:
            end(child)
            os.close(receiver)
        if self._queue is not None:
            os.close(self._queue)
        self._helpers, self._queue = [], None

    def _begin(self, helpers: int) -> None:
        self._queue, entrance = os.pipe()
        try:
            os.write(entrance, b"".join(_TICKET.pack(piece) for piece in self._pieces[:_MOST]))
        finally:
            os.close(entrance)
        for _ in range(helpers):
            self._helpers.append(self._helper(self._queue))

    def _helper(self, queue: int) -> tuple[int, int]:
        """Start a child that works off the queue; return it and where it will say what came of that."""
        receiver, sender = os.pipe()
        try:
            return forked(partial(_report, sender, self._root, queue, self._load)), receiver
        except OSError:
            os.close(receiver)
            raise
        finally:
            os.close(sender)

    def _same(self, pieces: Iterable[int]) -> bool:
        return all(_as_before(self._root, *self._load(piece)) for piece in pieces)


def _report(sender: int, root: bytes, queue: int, load: Load) -> None:
    """Say down a pipe whether nothing has changed."""
    os.chdir(root)  # paths that begin here are looked up sooner
    os.write(sender, b"=" if _work_off(b"", queue, load) else b"!")


def _work_off(root: bytes, queue: int, load: Load) -> bool:
    """Take pieces from a queue that others take from too, until none is left or one is not as it was."""
    while ticket := os.read(queue, _TICKET.size):
        if not _as_before(root, *load(_TICKET.unpack(ticket)[0])):
            return False
    return True


def _as_before(root: bytes, paths: bytes, stamps: bytes) -> bool:
    return all(map(eq, _stamps(root, paths.split(b"\0")), struct.iter_unpack(_STAMP, stamps)))


def _stamps(root: bytes, paths: Iterable[bytes]) -> Iterator[Stamp]:
    base, lstat = os.path.join(root, b""), os.lstat  # noqa: PTH118 - pathlib costs more than the call
    for path in paths:
        try:
            status = lstat(base + path)
        except FileNotFoundError:
            yield ABSENT
        except (OSError, ValueError):
            yield YOUNG
        else:
            yield status.st_ino, status.st_ctime_ns, status.st_mtime_ns, status.st_size


def _stamped(source: Source, paths: Sequence[str]) -> Survey:
    old = time.time_ns() - _GRAIN
    stamps = _stamps(os.fsencode(source.root), map(os.fsencode, paths))
    return {
        path: stamp if max(stamp[1], stamp[2] if os.name == "nt" else 0) < old else YOUNG
        for path, stamp in zip(paths, stamps, strict=True)
    }


def _files(source: Source, folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in _names(source, folder) if name.endswith(".toml")]


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise UnsteadyError(names.message)
    return names
