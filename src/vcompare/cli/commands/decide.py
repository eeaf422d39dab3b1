"""`vcompare decide`: ranks tools by what matters, and says what would change the winner."""

from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.app.deciding import decide, decisions
from vcompare.app.filters import Filter
from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.filters import BookmarkedOption, bookmarked_only, with_filters
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.render import formats
from vcompare.render.decisions import (
    decision_payload,
    decision_rows,
    decisions_payload,
    decisions_rows,
)

if TYPE_CHECKING:
    from vcompare.app.opened import OpenCatalog
    from vcompare.comparison.deciding import DecisionResult


@with_filters
def decide_command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A decision of the catalog, by its file or label."),
    ] = None,
    *,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            "--weight",
            metavar="FIELD=WEIGHT[:WORST:BEST]",
            help="A criterion, or another weight for one of NAME; repeatable.",
        ),
    ] = None,
    form: Annotated[str, format_option("decision")] = "table",
    wanted: Filter,
    bookmarked: BookmarkedOption = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Show at most this many tools.")
    ] = None,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Rank tools by weighted criteria, and say what would change the winner.

    Without NAME and --weight, lists the decisions of the catalog.

    Exits with 1 if no tool is left to decide between, and with 2 if a file could not be read.

    Examples: `vcompare decide what-to-ship`, `vcompare decide support-desk --weight context=5 --limit 10`,
    `vcompare decide --weight context=1:200k:1M --weight cost.support=2:500:50 --where open-weights`
    """
    opened = catalogs.open_catalog(catalog, no_cache=no_cache, form=form)
    among = bookmarked_only(opened, bookmarked)
    if name is None and not weight and not bookmarked and wanted == Filter():
        return _list(opened, form, color)
    found = decide(opened, name, weights=weight or (), wanted=wanted, among=among)
    is_broken = catalogs.report(found.problems)
    if found.cards or formats.named(form).source != "blocks":
        _show(found, form, opened.settings.title, color, limit)
    for remark in found.remarks:
        console.note(remark)
    if not found.cards and (found.total or not is_broken):
        console.note("no tool is left to decide between")
    return 2 if is_broken else 0 if found.cards else 1


def _list(opened: "OpenCatalog", form: str, color: ColorMode) -> int:
    """Write the decisions of the catalog to stdout."""
    from vcompare.views import deciding

    known, problems = decisions(opened)
    sources: formats.Sources = {
        "blocks": lambda: deciding.listed(known),
        "payload": lambda: decisions_payload(known),
        "rows": lambda: decisions_rows(known),
    }
    title = opened.settings.title
    console.show(form, sources, color, title=f"Decisions – {title}", description=f"The decisions of {title}")
    return 2 if catalogs.report(problems) else 0


def _show(found: "DecisionResult", form: str, title: str, color: ColorMode, limit: int | None) -> None:
    """Write a decision to stdout. Only the form that is shown is loaded."""
    from vcompare.views import deciding

    sources: formats.Sources = {
        "blocks": lambda: deciding.blocks(found, limit),
        "payload": lambda: decision_payload(found),
        "rows": lambda: decision_rows(found),
    }
    about = found.label or "A decision"
    console.show(form, sources, color, title=f"{about} – {title}", description=about)
