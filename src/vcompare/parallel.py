"""Work on many pieces, on every core there is."""

import io
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import IO, NoReturn, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_WORTH_IT = 8
"""Fewer pieces than this are done sooner here than it takes to start helpers."""


def cores() -> int:
    """Return how many processes can work at once here: one where processes cannot be forked safely."""
    if sys.platform == "darwin" or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


def spread(work: Callable[[A], B], pieces: Sequence[A]) -> Iterator[B]:
    """Return `work` of every piece, in order.

    Where processes can be forked, and there is enough to do, every core does a share: then what `work`
    returns must be such as can be pickled. The share of a helper that dies, or that the system does not
    let us start, is done by this process.
    """
    count = cores()
    if count == 1 or len(pieces) < _WORTH_IT:
        yield from map(work, pieces)
        return
    with ExitStack() as undo:
        receivers: list[IO[bytes]] = []
        for share in range(count):
            receivers.append(_started(work, pieces[share::count], receivers, undo))
        for number, piece in enumerate(pieces):
            try:
                result = pickle.load(receivers[number % count])  # noqa: S301 - from our own child
            except (EOFError, pickle.UnpicklingError):
                result = work(piece)
            yield result


def forked(task: Callable[[], None]) -> int:
    """Do a task in a child, whose number is returned. Raises OSError where the system does not let us.

    Children do not hear interrupts, which are for the process that a person started.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child = os.fork()
        if child == 0:
            _do(task)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return child


def end(child: int) -> None:
    """End a child, whatever it does, and forget it."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def _do(task: Callable[[], None]) -> NoReturn:
    """Do a task and end the process: nothing of the parent's may happen twice."""
    with suppress(BaseException):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        task()
    os._exit(0)


def _started(
    work: Callable[[A], B], pieces: Sequence[A], others: Sequence[IO[bytes]], undo: ExitStack
) -> IO[bytes]:
    """Start a helper for a share, and return where its results come from: nowhere, if it cannot be."""
    try:
        ends = os.pipe()
    except OSError:
        return io.BytesIO()
    receiver, sender = undo.enter_context(os.fdopen(ends[0], "rb")), ends[1]
    try:
        undo.callback(end, forked(partial(_serve, work, pieces, sender, [*others, receiver])))
    except OSError:
        return io.BytesIO()
    finally:
        os.close(sender)
    return receiver


def _serve(work: Callable[[A], B], pieces: Sequence[A], sender: int, receivers: Sequence[IO[bytes]]) -> None:
    """Do a share. Without the process that is to read it, writing fails."""
    for receiver in receivers:
        receiver.close()
    with os.fdopen(sender, "wb") as results:
        for piece in pieces:
            results.write(pickle.dumps(work(piece)))
            results.flush()
