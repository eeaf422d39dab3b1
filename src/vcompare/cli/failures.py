"""What ends a command early, and what a person reads about it."""

import os

import typer

from vcompare.cli import console
from vcompare.cli.options import complaint
from vcompare.cli.streams import OutputError
from vcompare.errors import AmbiguousNameError, RefusedError, UnknownNameError, VcompareError, system_says


def report(error: BaseException, help_command: str, hint: str | None = None) -> int:
    """Report an error on stderr and return the exit status. Nobody sees a traceback without asking for one.

    `help_command` shows how the arguments are to be written; `hint` replaces pointing to it.
    """
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        return 130
    if isinstance(error, OutputError):
        console.fail(f"the answer could not be written: {error}")
        return 1
    if isinstance(error, VcompareError):
        _expected(error)
    elif isinstance(error, typer.TyperException):
        console.fail(complaint(error), hint or f"`{help_command} --help` shows how")
    else:
        _unexpected(error)
    return 2


def _expected(error: VcompareError) -> None:
    console.fail(error.message)
    if isinstance(error, UnknownNameError | AmbiguousNameError):
        console.candidates(error.candidates)
    elif isinstance(error, RefusedError):
        console.listed(error.findings)
    console.hint_at(error.hint)


def _unexpected(error: BaseException) -> None:
    """Report what the system refused, such as a name that is too long; anything else is a bug."""
    if isinstance(error, MemoryError):
        console.fail("there is not enough memory for this", "name smaller files, or fewer")
    elif isinstance(error, OSError) and error.filename is not None:
        reason = system_says(error)
        name = os.fsdecode(error.filename)
        console.fail(f"{name} cannot be used: {reason}", "check its name and permissions")
    elif isinstance(error, FileNotFoundError):  # only asking for the working directory names no file
        console.fail("the working directory is gone", "change to one that exists")
    else:
        console.bug(error)
