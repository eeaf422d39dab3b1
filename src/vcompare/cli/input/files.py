"""Files of values that a person names, or stdin."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from vcompare.app.writing.forms import Form
from vcompare.app.writing.reading import Format, Given, Input, read
from vcompare.cli import console, streams
from vcompare.errors import VcompareError, system_says
from vcompare.importers.bounds import MAX_BYTES
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


class Content(NamedTuple):
    """What a file holds that a person named, or stdin."""

    name: str
    data: bytes


def content(path: Path) -> Content:
    """Return what a file holds, or for `-` stdin. Raises VcompareError where it cannot be read."""
    name = "stdin" if str(path) == "-" else str(path)
    return Content(name, _read(None if str(path) == "-" else path, name))


def given_in(content: Content, form: Form, form_at: Format | None) -> Input:
    """Return the records in a file, with a note of what is left out.

    Raises RefusedError for what is wrong in it, UndeclaredError for specs that the catalog does not declare.
    """
    name = content.name
    found = read(name, content.data, form, form_at)
    if found.ignored:
        what = natural_list([f"`{key}`" for key in found.ignored])
        console.note(f"{name}: {what} {'is' if len(found.ignored) == 1 else 'are'} computed, and left out")
    if found.loses_comments:
        console.note(f"{name}: the comments of a list are left out")
    return found


def one_in(path: Path, form: Form, form_at: Format | None) -> Given:
    """Return the only record of a file. Raises VcompareError where there are several."""
    found = given_in(content(path), form, form_at)
    if len(found.records) != 1:
        raise VcompareError(f"{path} holds {len(found.records)} records", "name a file with one")
    return found.records[0]


def _read(path: Path | None, name: str) -> bytes:
    try:
        if path is None:
            return streams.read_stdin(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = system_says(problem)
        raise VcompareError(f"{name} cannot be read: {reason}", "check its name and permissions") from problem
