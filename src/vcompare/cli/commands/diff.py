"""`vcompare diff`: what changed from one revision of a catalog to another, or to the files as they are."""

from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option

if TYPE_CHECKING:
    from vcompare.views.blocks import Block


def diff_command(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]",
            help="Revisions as Git names them; without a second, the files as they are.",
        ),
    ] = None,
    form: Annotated[str, format_option("diff")] = "table",
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    _no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Show what changed in the catalog, most important first.

    Without REV, compares the working tree with the last commit.

    Examples: `vcompare diff HEAD~5`, `vcompare diff v1 v2 --format markdown`, `vcompare diff main...topic`
    """
    from vcompare.history.diff import diff_revisions
    from vcompare.render.payloads import diff_payload

    root = catalogs.find(catalog, or_sample=False)
    before, after, found = diff_revisions(root, revisions or ["HEAD"])
    catalogs.report_skipped(root, found.skipped)

    def blocks() -> "list[Block]":
        from vcompare.views import changes

        return changes.blocks(found, before.label, after.label)

    console.show(form, {"blocks": blocks, "payload": lambda: diff_payload(before, after, found)}, color)
