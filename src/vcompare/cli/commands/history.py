"""`vcompare history`: one tool over the catalog's history."""

from typing import Annotated

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    ExactOption,
    TodayOption,
    format_option,
)


def history_command(
    tool: Annotated[
        str | None, typer.Argument(metavar="TOOL", help="A slug, a name, an alias, or close to one.")
    ] = None,
    form: Annotated[str, format_option("history")] = "table",
    exact: ExactOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Show what each commit changed in a tool: verdicts, scores, pricing; renames are followed.

    Oldest first. The slug of a tool that was removed can be named as well.

    Examples: `vcompare history modal`, `vcompare history "claude 4 api" --format json`
    """
    from vcompare.app import revisions

    root = catalogs.find(catalog, or_sample=False)
    with revisions.begun(root, tool) as log:
        opened = catalogs.open_found(root, no_cache=no_cache, form=form)
        from vcompare.render.payloads import history_payload
        from vcompare.views.history import blocks

        found = revisions.history(
            opened,
            tool or catalogs.pick(opened, "history")[0],
            exact=exact,
            choose=catalogs.chooser(),
            log=log,
        )
    catalogs.report_skipped(opened.root, found.skipped)
    if not found.whole:
        console.note("this clone is shallow: what came before is unknown")
    if not found.states:
        console.note("no state can be read" if found.skipped else f"{found.tool} is not committed yet")
    if found.states or form == "json":
        console.show(
            form, {"blocks": lambda: blocks(found), "payload": lambda: history_payload(found)}, color
        )
