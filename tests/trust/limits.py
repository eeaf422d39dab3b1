"""The real program with little time and little memory: it ends by itself, and never by a signal."""

import resource
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.conftest import PROGRAM, environment

MEMORY = 600 * 1024 * 1024
"""Bytes of address space, most of which an interpreter with our modules and its threads does not use."""
SECONDS = 20
"""Of processor time. An ordinary command takes a quarter of one."""


def limited(
    words: Sequence[str],
    folder: Path,
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    before: Sequence[str] = (),
    **variables: str | None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command under limits of the kernel, and check that it came to an end of its own."""
    done = subprocess.run(
        [*before, PROGRAM, *words],
        cwd=folder,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=_limits(memory, seconds),
    )
    assert done.returncode in {0, 1, 2}, (words, done.returncode, done.stderr[-500:])
    assert b"Traceback" not in done.stderr
    assert b"vcompare failed" not in done.stderr, done.stderr[-500:]
    return done


def _limits(memory: int, seconds: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit
