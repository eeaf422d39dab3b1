"""`vcompare edit`: single keys of a tool."""

from typing import Annotated

import typer

from vcompare.app.writing.assignments import ORDER, assigned, assignments
from vcompare.app.writing.forms import parsed
from vcompare.catalog.paths import tool_path
from vcompare.cli import catalogs, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError


def edit_command(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.")],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY=VALUE...",
            help="A key and its new value; key= removes it, key+=ITEM and key-=ITEM change a list.",
        ),
    ],
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Set single keys of a tool; comments and layout stay as they are.

    Examples: `vcompare edit modal pricing.checked=2026-11-20`, `vcompare edit modal entry=freemium tags+=gpu`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False)
    wanted = assignments(values)
    slug = writing.named(opened, tool)
    path = tool_path(slug)
    with edits.locked(opened.root, dry_run=dry_run):
        before = edits.current(opened.root, path)
        if before is None:
            raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
        changes = assigned(wanted, parsed(before) or {})
        after = with_values(before, changes, ORDER, opened.root / path)
        writing.put(opened.root, [edits.FileChange(path, before, after)], dry_run=dry_run, color=color)
