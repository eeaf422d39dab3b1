"""What surrounds the program: variables, the terminal, its width and colors. Nothing else reads them."""

import os
import sys
from typing import IO, Literal

ColorMode = Literal["auto", "always", "never"]

PIPE_WIDTH = 80
"""The columns where nothing says how many there are."""


def variable(name: str) -> str:
    """Return a variable of the environment, empty where it is not set."""
    return os.environ.get(name, "")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is there and leads to a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def can_ask() -> bool:
    """Whether someone is there to answer a question."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def is_plain() -> bool:
    """Whether the terminal shows lines of text and nothing else, as TERM says."""
    return variable("TERM") in {"", "dumb"}


def wants_color(mode: ColorMode, stream: IO[str] | None = None) -> bool:
    """Whether stdout, or another stream, gets color.

    The option decides, then NO_COLOR, FORCE_COLOR and TERM, then whether it is a terminal.
    """
    if mode != "auto":
        return mode == "always"
    if variable("NO_COLOR"):
        return False
    if variable("FORCE_COLOR"):
        return True
    return is_terminal(stream or sys.stdout) and not is_plain()


def width() -> int:
    """Return the columns of the output: COLUMNS where it is a sensible number, the terminal's, or 80."""
    return known_width() or PIPE_WIDTH


def window() -> os.terminal_size:
    """Return the size of the terminal on which questions are asked, whatever COLUMNS says."""
    try:
        return os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return os.terminal_size((PIPE_WIDTH, 24))


def known_width(stream: IO[str] | None = None) -> int | None:
    """Return the columns of a stream, by default stdout; None where nothing says how many, as in a pipe."""
    columns = variable("COLUMNS")
    if columns.isascii() and columns.isdigit() and 0 < int(columns[:6]) <= 10_000:  # noqa: PLR2004
        return int(columns[:6])
    try:
        return os.get_terminal_size((stream or sys.stdout).fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None
