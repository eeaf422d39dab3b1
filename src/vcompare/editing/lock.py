"""One writer at a time: a lock that the kernel forgets when its holder dies, however that happens.

What is locked is the catalog's folder itself (flock(2)). So all users and machines that see the folder mean
the same lock, and no file is left in somebody's repository. Reading takes no lock.
"""

import errno
import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vcompare.errors import VcompareError, system_says

PATIENCE = 20.0
"""Seconds that a writer waits for others: eight at once need less than two."""
_PAUSE = 0.02
_BUSY = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the lock of the catalog in the folder `root`.

    Raises VcompareError where somebody else holds it for too long, and where the folder cannot be locked.
    """
    try:
        descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as problem:
        raise _unlockable(root, problem) from problem
    try:
        _take(descriptor, root)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, root: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno not in _BUSY:
                raise _unlockable(root, problem) from problem
        else:
            return
        if time.monotonic() > deadline:
            raise VcompareError(
                f"another vcompare has been writing to {root} for {PATIENCE:.0f} seconds",
                "try again when it is done",
            )
        time.sleep(_PAUSE * random.random())  # noqa: S311 - so that those who wait do not march in step


def _unlockable(root: Path, problem: OSError) -> VcompareError:
    reason = system_says(problem)
    hint = "a catalog is written where its folder can be locked (flock), on a local disk for instance"
    if problem.errno in {errno.ENOENT, errno.ENOTDIR, errno.EACCES}:
        hint = "check its name and permissions"
    return VcompareError(f"{root} cannot be locked for writing: {reason}", hint)
