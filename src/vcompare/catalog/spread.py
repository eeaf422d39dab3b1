"""Work on many pieces, on every core there is."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_WORTH_IT = 8
"""Fewer pieces than this are done sooner here than it takes to start helpers."""


def spread(work: Callable[[A], B], pieces: Sequence[A]) -> Iterator[B]:
    """Return `work` of every piece, in order.

    Where processes can be forked, and there is enough to do, every core does a share: then what `work`
    returns must be such as can be pickled. A helper that dies leaves its share to this process.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores == 1 or len(pieces) < _WORTH_IT or sys.platform == "darwin":
        yield from map(work, pieces)
        return
    helpers: list[tuple[Any, Any]] = []
    for share in range(cores):
        helpers.append(_start(work, pieces[share::cores], [receiver for _, receiver in helpers]))
    try:
        for number, piece in enumerate(pieces):
            try:
                result = helpers[number % cores][1].recv()
            except (EOFError, OSError):
                result = work(piece)
            yield result
    finally:
        for process, receiver in helpers:
            process.kill()
            receiver.close()


def _start(work: Callable[[A], B], pieces: Sequence[A], others: Sequence[Any]) -> tuple[Any, Any]:
    """Fork a helper. No threads, as a pool has: an interrupt at the wrong moment must not make us wait."""
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_serve, args=(work, pieces, sender, [*others, receiver]), daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    sender.close()
    return process, receiver


def _serve(work: Callable[[A], B], pieces: Sequence[A], sender: Any, receivers: Sequence[Any]) -> None:
    """Do a share. An interrupt is for the process that a person started; without that one, sending fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for receiver in receivers:
        receiver.close()
    with suppress(OSError):
        for piece in pieces:
            sender.send(work(piece))
