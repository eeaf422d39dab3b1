"""`vcompare schema`: the JSON Schema of a kind of file, for editors."""

from typing import Annotated

import typer

from vcompare.catalog.paths import FileKind
from vcompare.cli import console


def schema_command(
    kind: Annotated[FileKind, typer.Argument(metavar="KIND", help="catalog, tool, review or votes.")],
) -> None:
    """Print the JSON Schema (2020-12) of a kind of file.

    Example: `vcompare schema tool > tool.schema.json`
    """
    from vcompare.catalog.schema import schema

    console.show("json", {"payload": lambda: schema(kind)})
