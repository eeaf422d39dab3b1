"""The program run in this process, or in a fork of it, where starting an interpreter would show nothing more."""

import datetime
import gc
import io
import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.conftest import REPOSITORY, environment
from vcompare.cli import run
from vcompare.text import days

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
    prepare: Callable[[], object] = int,
    seconds: int = 120,
    merged: bool = False,
) -> Done:
    """Run a command in a fork, with files for streams; a signal gives a negative status.

    The fork is one of a small process that has everything imported: one of this process, with all that the
    tests hold, takes longer than most commands. `prepare` is called in the fork, before the command. After
    so many `seconds` of any clock it is killed. `merged` has stderr in the output.
    """
    with tempfile.TemporaryDirectory() as streams:
        output, talk = Path(streams, "output"), Path(streams, "talk")
        talk.touch()
        paths = (str(output), str(output if merged else talk))
        child = _server().Process(target=_become, args=(words, folder, variables, prepare, seconds, paths))
        child.start()
        child.join()
        status = child.exitcode
        assert status is not None
        child.close()
        return Done(words, status, output.read_bytes(), talk.read_bytes())


@cache
def _server() -> ForkServerContext:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.imported"])
    with chdir(REPOSITORY):  # from where the server imports
        forkserver.ensure_running()
    return server


def _become(
    words: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    prepare: Callable[[], object],
    seconds: int,
    streams: tuple[str, str],
) -> None:
    status = 70
    try:
        signal.alarm(seconds)
        gc.freeze()  # what is imported is no garbage of the program's
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        opened = (os.open(os.devnull, os.O_RDONLY), *(os.open(path, flags) for path in streams))
        for number, stream in enumerate(opened):
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


def set_clock(now: datetime.datetime) -> None:
    """Let it be a moment, for all modules of the program that are imported."""
    genuine, days.utc_now = days.local_today, lambda: now
    for module in [*sys.modules.values()]:  # some have imported it by its name
        if vars(module).get("local_today") is genuine:
            vars(module)["local_today"] = now.date
