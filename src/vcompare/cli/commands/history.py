"""`vcompare history`: one tool over the catalog's history."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.catalog.paths import paths_behind, tool_path
from vcompare.catalog.source import Source
from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, ExactOption, format_option
from vcompare.text.slugs import is_slug

if TYPE_CHECKING:
    from vcompare.history.tool_history import History
    from vcompare.views.blocks import Block


def history_command(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name, an alias, or close to one.")],
    form: Annotated[str, format_option("history")] = "table",
    exact: ExactOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Show what each commit changed in a tool: verdicts, scores, pricing; renames are followed.

    Oldest first. The slug of a tool that was removed can be named as well.

    Examples: `vcompare history modal`, `vcompare history "claude 4 api" --format json`
    """
    from vcompare.history.git.repository import Repository

    root = catalogs.find(catalog, or_sample=False)
    # If the slug is there, Git runs while our own modules load.
    is_there = is_slug(tool) and Source(root).exists(tool_path(tool))
    with Repository(root, paths_behind(tool) if is_there else ()) as repository:
        repository.revision("HEAD")
        console.make_ready(form)
        if is_there:
            from vcompare.history.tool_history import history
            from vcompare.views import history as _views  # noqa: F401 - while Git runs

            found = history(repository, tool)
        else:
            from vcompare.app import revisions

            opened = catalogs.open_catalog(root, no_cache=no_cache)
            choose = catalogs.chooser(opened)
            found = revisions.history(opened, repository, tool, exact=exact, choose=choose)
    catalogs.report_skipped(found.skipped)
    if not found.whole:
        console.note("this clone is shallow: what came before is unknown")
    if not found.states:
        console.note("no state can be read" if found.skipped else f"{found.tool} is not committed yet")
    if found.states or form == "json":
        console.show(form, {"blocks": partial(_blocks, found), "payload": partial(_payload, found)}, color)


def _blocks(found: "History") -> "list[Block]":
    from vcompare.views.history import blocks

    return blocks(found)


def _payload(found: "History") -> dict[str, Any]:
    shown = {"tool": found.tool, "states": found.states, "skipped": found.skipped}
    return {"schema": "vcompare.history/1", **shown}
