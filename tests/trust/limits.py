"""The program with little time and little memory: it ends by itself, and never by a signal."""

import resource
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.conftest import PROGRAM, environment
from tests.program import Done, forked

MEMORY = 600 * 1024 * 1024
"""Bytes of address space, most of which an interpreter with our modules and its threads does not use."""
INTERPRETER = 40 * 1024 * 1024
"""Bytes of address space of the program when it starts."""
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
) -> Done:
    """Run a command under limits of the kernel, and check that it came to an end of its own.

    It runs in a fork, which may use as much memory more than it has as the program may; with something to
    run `before` it, as a process.
    """
    if before:
        process = subprocess.run(
            [*before, PROGRAM, *words],
            cwd=folder,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
            preexec_fn=partial(_limit, memory, seconds),
        )
        done = Done(words, process.returncode, process.stdout, process.stderr)
    else:
        limits = partial(_limit_further, memory - INTERPRETER, seconds)
        done = forked(words, folder, environment(**variables), prepare=limits)
    assert done.status in {0, 1, 2}, (words, done.status, done.talk[-500:])
    assert b"Traceback" not in done.talk
    assert b"vcompare failed" not in done.talk, done.talk[-500:]
    return done


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_further(memory: int, seconds: int) -> None:
    _limit(_address_space() + memory, seconds)


def _address_space() -> int:
    """Return the bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
