"""Work on all cores, in forked processes: starting them afresh would mean to import everything again."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

A = TypeVar("A")
B = TypeVar("B")
Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Sees the parts of long work pass, with their number, for a progress bar."""

_WORTHWHILE = 8
"""Fewer pieces are done sooner here than it takes to start processes."""


def unwatched(parts: Iterable[A], _count: int) -> Iterable[A]:
    """Pass on the parts of work that nobody watches."""
    return parts


def cores() -> int:
    """Return how many processes can work at once: one where forking is not safe."""
    if sys.platform == "darwin":
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
    with ExitStack() as undo:
        receivers = [_start(work, pieces[first::count], undo) for first in range(count)]
        for number, piece in enumerate(pieces):
            try:
                result = receivers[number % count].recv()
            except EOFError:
                result = work(piece)
            yield result


def _start(work: Callable[[A], B], pieces: Sequence[A], undo: ExitStack) -> "Connection[None, B]":
    """Start a process for some of the pieces, and return the connection by which results arrive."""
    from multiprocessing import get_context

    fork = get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(work, pieces, receiver, sender))
    # Ctrl-C is for the process that was started by a person, which ends the others.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with suppress(OSError):  # no more processes: nothing will arrive
            process.start()
            undo.callback(process.join)
            undo.callback(process.kill)
    finally:
        sender.close()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return receiver


def _work(
    work: Callable[[A], B],
    pieces: Sequence[A],
    receiver: "Connection[None, B]",
    sender: "Connection[B, None]",
) -> None:
    receiver.close()  # or to write, once nobody reads, would not fail
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(Exception):
        for piece in pieces:
            sender.send(work(piece))


def shared_test(test: Callable[[A], bool], pieces: Sequence[A]) -> Callable[[], bool]:
    """Begin to test all pieces in another process, if there is a core for it; return what gives the outcome.

    Asked for the outcome, this process works on the pieces from the first on, while the other one works from
    the last. Both note in shared memory how many they took, so that they meet wherever that may be.
    """
    if cores() == 1:
        return lambda: all(map(test, pieces))
    import mmap

    taken = memoryview(mmap.mmap(-1, 16)).cast("q")

    def share(end: int) -> Iterator[A]:
        """Yield pieces from the first or the last on, as long as the other process has not taken them."""
        for number in range(len(pieces)):
            if number + taken[1 - end] >= len(pieces):
                return
            taken[end] = number + 1
            yield pieces[-1 - number if end else number]

    try:
        process = os.fork()
    except OSError:
        return lambda: all(map(test, pieces))
    if process == 0:
        failed = True
        try:
            failed = not all(map(test, share(1)))
        finally:
            os._exit(failed)

    def outcome() -> bool:
        passed = all(map(test, share(0)))
        return os.waitpid(process, 0)[1] == 0 and passed

    return outcome
