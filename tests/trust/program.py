"""The program with everything around it chosen: in this process where thousands of runs are needed."""

import io
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple
from unittest import mock

from tests.conftest import environment
from vcompare.cli import run

_NOWHERE = "/nowhere/data"
"""So that nobody's bookmarks are read where a test does not bring its own."""


class Done(NamedTuple):
    """How a run ended: its status, its answer and its talk."""

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
