"""Files of values that a person names, or stdin."""

from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.writing.forms import Form
from vcompare.app.writing.reading import Format, Given, Input, read
from vcompare.cli import console
from vcompare.cli.input.contents import Content, content
from vcompare.errors import VcompareError
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
