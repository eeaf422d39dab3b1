"""What ends a command early, and what a person reads about it."""

import os
from collections.abc import Iterable, Sequence

import typer

from vcompare.cli import console, environment
from vcompare.cli.streams import OutputError
from vcompare.errors import (
    AmbiguousNameError,
    NeedsTomlError,
    RefusedError,
    UnknownNameError,
    VcompareError,
    system_says,
)


def report(error: BaseException) -> int:
    """Report an error on stderr and return the exit status; a traceback has to be asked for."""
    if isinstance(error, typer.Abort | KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt):
        if not isinstance(error, console.LeftQuestion):
            console.end_line()
        return 130
    if isinstance(error, OutputError):
        console.fail(f"the output could not be written: {error}")
        return 1
    if isinstance(error, ExceptionGroup):
        _report_all([one for one in error.exceptions if isinstance(one, VcompareError)])
    elif isinstance(error, VcompareError):
        console.fail(error.message, error.hint, _details(error))
        _offer_to_paste([error])
    else:
        _report_unexpected(error)
    return 2


def _report_all(errors: Sequence[VcompareError]) -> None:
    """Report errors one below the other; a hint that several share stands once, below the last of them."""
    for number, error in enumerate(errors, 1):
        is_repeated = error.hint in [other.hint for other in errors[number:]]
        console.fail(error.message, None if is_repeated else error.hint, _details(error))
    _offer_to_paste(errors)


def _offer_to_paste(errors: Sequence[VcompareError]) -> None:
    """Write the TOML that a catalog lacks, with nothing before it, as it is to be pasted."""
    for error in errors:
        if isinstance(error, NeedsTomlError):
            console.paste(["", *error.block.splitlines()])


def _details(error: VcompareError) -> Iterable[str]:
    if isinstance(error, UnknownNameError | AmbiguousNameError):
        return console.candidates(error.candidates)
    return error.findings if isinstance(error, RefusedError) else ()


def _report_unexpected(error: BaseException) -> None:
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
        _report_bug(error)


def _report_bug(error: BaseException) -> None:
    if environment.variable("VCOMPARE_DEBUG"):
        import traceback

        console.paste("".join(traceback.format_exception(error)).splitlines())
    message = f"vcompare failed: {type(error).__name__}: {error}"
    console.fail(message, "this is a bug; VCOMPARE_DEBUG=1 shows where it is")
