"""The program run in this process, or in a fork of it, where starting an interpreter would show nothing more."""

import gc
import io
import os
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.conftest import environment
from vcompare.cli import run

_NOWHERE = "/nowhere/data"
"""So that nobody's bookmarks are read where a test does not bring its own."""


class Done(NamedTuple):
    """How a run ended: its status, what it wrote to stdout, and what to stderr."""

    words: Sequence[str]
    status: int
    output: bytes
    talk: bytes

    @property
    def text(self) -> str:
        return self.output.decode()


class _Stream(io.TextIOWrapper):
    """A stream in memory that may pass for a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")
        self._is_terminal = terminal

    def isatty(self) -> bool:
        return self._is_terminal


def inside(
    words: Sequence[str], *, given: bytes = b"", terminal: bool = False, **variables: str | None
) -> Done:
    """Run a command in this process. `terminal` is what stdout passes for; nobody is there to be asked."""
    output, talk = _Stream(terminal=terminal), _Stream()
    with (
        mock.patch.dict(os.environ, environment(**{"XDG_DATA_HOME": _NOWHERE, **variables}), clear=True),
        mock.patch.multiple(sys, stdin=_Stream(given), stdout=output, stderr=talk),
    ):
        status = run(list(words))
    written = [stream.buffer.getvalue() for stream in (output, talk)]  # type: ignore[attr-defined]
    assert b"vcompare failed" not in written[1], (words, written[1])
    assert b"Traceback" not in written[0] + written[1], (words, written)
    return Done(words, status, *written)


def forked(
    words: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    *,
    prepare: Callable[[], None] = lambda: None,
    seconds: int = 120,
) -> Done:
    """Run a command in a fork of this process, with files for streams; a signal gives a negative status.

    `prepare` is called in the fork, before the command. After so many `seconds` of any clock it is killed.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as talk:
        child = fork()
        if child == 0:
            _become(words, folder, variables, prepare, seconds, (output.fileno(), talk.fileno()))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        written = []
        for file in (output, talk):
            file.seek(0)
            written.append(file.read())
    return Done(words, status, *written)


def fork() -> int:
    """Fork, although the workers of pytest-xdist have a second thread: it only waits for messages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _become(
    words: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    prepare: Callable[[], None],
    seconds: int,
    streams: tuple[int, int],
) -> None:
    status = 70
    try:
        signal.alarm(seconds)
        gc.freeze()  # what the tests hold is no garbage of the program's
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), *streams)):
            os.dup2(stream, number)
        reopen_streams()
        prepare()
        status = run(list(words))
    except Exception:  # noqa: BLE001 - a fork of a test must not go on as the test
        traceback.print_exc()
    finally:
        os._exit(status)


def reopen_streams() -> None:
    """Give this process, a fork, the streams of its first three files instead of those that pytest captures."""
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - of a number
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
