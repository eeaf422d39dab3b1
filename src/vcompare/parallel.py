"""Work on all cores, in forked processes: starting them afresh would mean to import everything again."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Any, BinaryIO, NoReturn, TypeVar

A = TypeVar("A")
B = TypeVar("B")
Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Sees the parts of long work pass, for a progress bar, with their number, or 0 where that is not known."""

_forks = {"allowed"}
"""Empty once this process has threads."""
_WORTHWHILE = 8
"""Fewer pieces are done sooner here than it takes to start processes."""

_AHEAD = 1 << 20
"""So many bytes of results may wait to be read, while the process that made them goes on."""


def unwatched(parts: Iterable[A], _count: int) -> Iterable[A]:
    """Pass on the parts of work that nobody watches."""
    return parts


def stay_in_this_process() -> None:
    """Start no processes from now on: beside threads, a fork may wait forever for a lock that one holds."""
    _forks.clear()


def cores() -> int:
    """Return how many processes can work at once: one where forking is not safe."""
    if sys.platform == "darwin" or not _forks:
        return 1
    return len(os.sched_getaffinity(0))


def batches(items: Sequence[A], size: int) -> list[Sequence[A]]:
    """Return the items in their order in pieces of some size."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def imap(work: Callable[[A], B], pieces: Sequence[A]) -> Iterator[B]:
    """Yield `work(piece)` of every piece, in order.

    Where there are many pieces and several cores, results come from other processes and must be such as can
    be pickled. What a process that died leaves undone is done here, so that an error is raised here, too.
    """
    count = cores()
    if count == 1 or len(pieces) < _WORTHWHILE:
        yield from map(work, pieces)
        return
    import pickle

    with ExitStack() as undo:
        results = [_start(work, pieces[first::count], undo) for first in range(count)]
        for number, piece in enumerate(pieces):
            try:
                result = pickle.load(results[number % count])  # noqa: S301 - what our own process has written
            except (EOFError, pickle.UnpicklingError):
                result = work(piece)
            yield result


def _start(work: Callable[[A], B], pieces: Sequence[A], undo: ExitStack) -> BinaryIO:
    """Start a process for some of the pieces, and return the file from which its results are read.

    Without `multiprocessing`: an interrupt inside one of its finalizers is printed, and lost.
    """
    reader, writer = os.pipe()
    with suppress(ImportError, AttributeError, OSError):  # it is as large as the system lets it be
        import fcntl

        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, _AHEAD)
    results = undo.enter_context(os.fdopen(reader, "rb"))
    # Ctrl-C is for the process that was started by a person, which ends the others.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with suppress(OSError):  # no more processes: nothing will arrive
            process = os.fork()
            if process == 0:
                _work(work, pieces, reader, writer)
            undo.callback(os.waitpid, process, 0)
            undo.callback(os.kill, process, signal.SIGKILL)
    finally:
        os.close(writer)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return results


def _work(work: Callable[[A], object], pieces: Sequence[A], reader: int, writer: int) -> NoReturn:
    import pickle

    try:
        os.close(reader)  # or to write, once nobody reads, would not fail
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with suppress(Exception), os.fdopen(writer, "wb") as results:
            for piece in pieces:
                pickle.dump(work(piece), results)
                results.flush()
    finally:
        os._exit(0)


def shared_test(test: Callable[[A], bool], pieces: Sequence[A]) -> Callable[[], list[A]]:
    """Begin to test pieces in another process, if there is a core for it; return what gives those that fail.

    Asked for them, this process works on the pieces from the first on, while the other one works from the
    last. Both note in shared memory how many they took, so that they meet wherever that may be.
    """
    if cores() == 1:
        return lambda: _failing(test, pieces)
    import mmap

    shared = memoryview(mmap.mmap(-1, 16 + len(pieces)))
    taken, fails = shared[:16].cast("q"), shared[16:]

    def work(end: int) -> None:
        """Test pieces from the first or the last on, as long as the other process has not taken them."""
        for number in range(len(pieces)):
            if number + taken[1 - end] >= len(pieces):
                return
            taken[end] = number + 1
            at = -1 - number if end else number
            if not test(pieces[at]):
                fails[at] = True

    try:
        process = _forked(lambda: work(1))
    except OSError:
        return lambda: _failing(test, pieces)

    def outcome() -> list[A]:
        work(0)
        if os.waitpid(process, 0)[1] != 0:
            return _failing(test, pieces)
        return [piece for piece, is_failing in zip(pieces, fails, strict=True) if is_failing]

    return outcome


def _forked(work: Callable[[], None]) -> int:
    """Return a process that does some work, and ends with 0 if that was done. Raises OSError."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return process


def _failing(test: Callable[[A], bool], pieces: Sequence[A]) -> list[A]:
    return [piece for piece in pieces if not test(piece)]
