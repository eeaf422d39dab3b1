"""`vcompare schema`: the JSON Schema of a kind of file, for editors."""

from typing import Annotated

import typer

from vcompare.checks.rule import Kind
from vcompare.cli import console


def schema_command(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="catalog, tool, review or votes.")],
) -> None:
    """Print the JSON Schema (2020-12) of a kind of file.

    Example: `vcompare schema tool > tool.schema.json`
    """
    from vcompare.catalog.schema import schema

    console.payload(schema(kind))
