"""Bytes in and out: stdin, stdout and stderr as they may be closed, full, or of any encoding."""

import os
import stat
import sys
from contextlib import suppress
from typing import NoReturn

from vcompare.cli import environment
from vcompare.errors import system_says

# What the interface draws with, for an output that cannot show it.
_ASCII: dict[int, int | str] = {
    **str.maketrans("▲●━╼╾─·–−×…•◆“”‘’▁▂▃▄▅▆▇█", "^o===-.--x.*#\"\"''_.:-=+*#"),
    ord("→"): "->",
    ord("≤"): "<=",
    ord("≥"): ">=",
}


class OutputError(Exception):
    """The output could not be written; the message says why."""


def read_stdin(limit: int = -1) -> bytes:
    """Read stdin to its end, or to so many bytes. Raises OSError where it cannot be read."""
    if sys.stdin is None:
        raise OSError("stdin is closed")
    return sys.stdin.buffer.read(limit)


def write_text(text: str) -> None:
    """Write a text for people to stdout. What its encoding cannot show degrades."""
    write(_encoded(without_commands(text), getattr(sys.stdout, "encoding", None) or "utf-8"))


def write(content: bytes) -> None:
    """Write to stdout. A closed pipe ends the program quietly.

    Raises OutputError where stdout is closed or full.
    """
    if sys.stdout is None:
        raise OutputError("stdout is closed")
    try:
        sys.stdout.flush()
        view = memoryview(content)
        while view:  # unbuffered streams may write a part
            view = view[sys.stdout.buffer.write(view) or 0 :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _quit_quietly()
    except (OSError, ValueError) as problem:
        _abandon_stdout()
        reason = system_says(problem)
        raise OutputError(reason) from problem


def write_to_stderr(line: str) -> None:
    """Write a line to stderr; where that is not possible, there is no other place for it."""
    with suppress(OSError, ValueError, AttributeError):
        content = _encoded(without_commands(line) + "\n", sys.stderr.encoding or "utf-8")
        sys.stderr.buffer.write(content)
        sys.stderr.buffer.flush()


def without_commands(text: str) -> str:
    """Keep the runner of GitHub Actions, which acts on lines of its log, from finding commands in a text."""
    if not environment.variable("GITHUB_ACTIONS"):
        return text
    import re

    return re.sub(r"(?m)^([^\S\n]*):(?=:)", r"\1\\:", text).replace("##[", "#\\#[")


def stdout_is_a_file() -> bool:
    """Whether stdout goes to a regular file."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "backslashreplace")
    except (LookupError, UnicodeError):  # an encoding that is not there, or takes no lines
        return text.encode("utf-8", "backslashreplace")


def _quit_quietly() -> NoReturn:
    """End: whoever read the output has seen enough of it."""
    _abandon_stdout()
    raise SystemExit(0)


def _abandon_stdout() -> None:
    """Point stdout at nothing, so that the interpreter has nothing left to flush when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
