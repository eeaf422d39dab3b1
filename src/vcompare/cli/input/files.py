"""Files of values that a person names, or stdin."""

from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.writing.forms import Form
from vcompare.app.writing.reading import LARGEST, Format, Given, Input, read
from vcompare.cli import console, streams
from vcompare.errors import VcompareError, system_says
from vcompare.text.words import natural_list

FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="FILE", help="Read values from a file: TOML, JSON, NDJSON or CSV; - is stdin."
    ),
]
FromFormatOption = Annotated[
    Format | None,
    typer.Option("--from-format", help="The format of --from, where neither suffix nor content tells it."),
]


def given_in(path: Path, form: Form, form_at: Format | None) -> Input:
    """Return what a file holds, or for `-` stdin, with a note of what is left out.

    Raises VcompareError where it cannot be read, and RefusedError for what is wrong in it.
    """
    is_stdin = str(path) == "-"
    name = "stdin" if is_stdin else str(path)
    found = read(name, _content(None if is_stdin else path, name), form, form_at)
    if found.ignored:
        what = natural_list([f"`{key}`" for key in found.ignored])
        console.note(f"{name}: {what} {'is' if len(found.ignored) == 1 else 'are'} computed, and left out")
    if found.loses_comments:
        console.note(f"{name}: the comments of a list are left out")
    return found


def one_in(path: Path, form: Form, form_at: Format | None) -> Given:
    """Return the only record of a file. Raises VcompareError where there are several."""
    found = given_in(path, form, form_at)
    if len(found.records) != 1:
        raise VcompareError(f"{path} holds {len(found.records)} records", "name a file with one")
    return found.records[0]


def _content(path: Path | None, name: str) -> bytes:
    try:
        if path is None:
            return streams.read_stdin()
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        reason = system_says(problem)
        raise VcompareError(f"{name} cannot be read: {reason}", "check its name and permissions") from problem
