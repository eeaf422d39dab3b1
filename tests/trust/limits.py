"""The program with little time and little memory: it ends by itself, and never by a signal."""

import ctypes
import os
import resource
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.conftest import environment
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
    is_bound: bool = False,
    **variables: str | None,
) -> Done:
    """Run a command under limits of the kernel, and check that it came to an end of its own.

    It runs in a fork, which may use as much memory more than it has as the program may. Permissions of files
    bind it where `is_bound`, even that of root.
    """
    limits = partial(_limit_further, memory - INTERPRETER, seconds, is_bound=is_bound)
    done = forked(words, folder, environment(**variables), prepare=limits)
    assert done.status in {0, 1, 2}, (words, done.status, done.talk[-500:])
    assert b"Traceback" not in done.talk
    assert b"vcompare failed" not in done.talk, done.talk[-500:]
    return done


def _limit_further(memory: int, seconds: int, *, is_bound: bool) -> None:
    memory += _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if is_bound and os.geteuid() == 0:
        _drop_capabilities()


def _drop_capabilities() -> None:
    version_3, this_process = 0x20080522, 0
    header = (ctypes.c_uint32 * 2)(version_3, this_process)
    none = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0


def _address_space() -> int:
    """Return the bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
