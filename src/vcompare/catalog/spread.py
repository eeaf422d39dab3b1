"""Work on many pieces, on every core there is."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_WORTH_IT = 8
"""Fewer pieces than this are done sooner here than it takes to start helpers."""


def spread(work: Callable[[A], B], pieces: Sequence[A]) -> Iterator[B]:
    """Return `work` of every piece, in order.

    Where processes can be forked, and there is enough to do, every core does a share: then `work` and what it
    returns must be such as can be pickled. An interrupt ends the helpers without a word of theirs.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2 or len(pieces) < _WORTH_IT or sys.platform in {"win32", "darwin"}:  # noqa: PLR2004
        yield from map(work, pieces)
        return
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    with fork.Pool(cores, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.imap(work, pieces)
