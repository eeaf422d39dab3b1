"""One writer at a time: a lock that the kernel releases when its holder exits, whatever ends it.

The lock file is in the system's folder for temporary files, named after the user and a digest of the resolved
path of the folder to lock. So no file is left in anybody's repository, and it works without a home folder. It
holds between the processes of one user on one machine that agree on TMPDIR. Several users or machines,
editors and Git are not covered: against those, each file is compared with what was read right before it is
replaced. Readers take no lock.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vcompare.errors import VcompareError, system_says

PATIENCE = 20.0
"""Seconds to wait for other writers; eight at once need less than two."""
_POLL = 0.01


@contextmanager
def locked(folder: Path, *, dry_run: bool = False) -> Iterator[None]:
    """Hold the lock of a folder for a whole read, change and write; a `dry_run` reads only and takes none.

    Raises VcompareError where another process holds the lock for too long, or there can be no lock.
    """
    if dry_run:
        yield
        return
    import hashlib
    import tempfile

    from filelock import FileLock, Timeout

    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    try:
        path = Path(tempfile.gettempdir(), f"vcompare-{os.getuid()}-{digest}.lock")
        lock = FileLock(path, timeout=PATIENCE, poll_interval=_POLL)
        lock.acquire()
    except Timeout:
        raise VcompareError(
            f"another vcompare has been writing to {folder} for {PATIENCE:.0f} seconds",
            "try again when it is done",
        ) from None
    except OSError as problem:
        reason = system_says(problem)
        raise VcompareError(
            f"{folder} cannot be locked for writing: {reason}", "set TMPDIR to a folder that you may write to"
        ) from problem
    try:
        yield
    finally:
        lock.release()
