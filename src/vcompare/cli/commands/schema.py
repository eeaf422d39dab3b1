"""`vcompare schema`: the JSON Schema of a kind of file, for editors."""

from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from vcompare.catalog.paths import FileKind
from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.errors import CatalogNotFoundError
from vcompare.text.words import natural_list

_KINDS = f"{natural_list(get_args(FileKind), 'or').capitalize()}."


def schema_command(
    kind: Annotated[
        FileKind,
        typer.Argument(metavar="KIND", help=f"{natural_list(get_args(FileKind), 'or').capitalize()}."),
    ],
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Print the JSON Schema (2020-12) of a kind of file.

    That of a tool has the specs, meters and categories of the catalog, if there is one; that of a workload
    has its meters.

    Example: `vcompare schema tool > tool.schema.json`
    """
    console.show("json", {"payload": lambda: _schema(kind, catalog, no_cache=no_cache)}, color)


def _schema(kind: FileKind, named: Path | None, *, no_cache: bool) -> dict[str, Any]:
    from vcompare.catalog.schema import schema, tool_schema, workload_schema

    if kind not in {"tool", "workload"}:
        return schema(kind)
    try:
        opened = catalogs.open_catalog(named, or_sample=False, no_cache=no_cache)
    except CatalogNotFoundError:
        if named:
            raise
        console.note("no catalog here or above: this is the schema for any catalog")
        return schema(kind)
    if kind == "workload":
        return workload_schema(opened.settings)
    return tool_schema(opened.settings, opened.fields, has_imports=bool(opened.catalog.imports))
