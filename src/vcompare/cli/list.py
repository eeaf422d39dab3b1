"""`vcompare list`: tools in a table, filtered and sorted."""

import math
from typing import Annotated, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption, ColourOption
from vcompare.errors import VcompareError
from vcompare.listing import Filter, SortKey, arrange
from vcompare.model import Entry, PanelVerdict

Format = Literal["table", "json", "csv", "markdown", "slugs"]


def list_command(
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = "table",
    category: Annotated[str | None, typer.Option(metavar="NAME", help="Only tools of this category.")] = None,
    entry: Annotated[Entry | None, typer.Option(help="Only tools with this entry tier.")] = None,
    verdict: Annotated[PanelVerdict | None, typer.Option(help="Only tools with this panel verdict.")] = None,
    min_score: Annotated[
        float | None,
        typer.Option(metavar="SCORE", min=0, max=100, help="Only tools with at least this mean score."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only tools with this tag; repeatable, all must be there."),
    ] = None,
    sort: Annotated[SortKey, typer.Option(help="What to order by; the unknown comes last.")] = "slug",
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order around.")] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")
    ] = None,
    catalog: CatalogOption = None,
    color: ColourOption = "auto",
) -> int:
    """List the catalog's tools.

    Exits with 1 where no tool matches, with 2 where a file could not be read (the rest is still listed).
    """
    if min_score is not None and math.isnan(min_score):
        raise VcompareError("--min-score is not a number", "give a number from 0 to 100")
    opened = catalogs.open_catalog(catalog)
    cards, broken = catalogs.all_cards(opened)
    wanted = Filter(category, entry, verdict, min_score, tuple(tag or ()))
    shown = arrange(filter(wanted.passes, cards), sort, reverse=reverse)[:limit]
    if form == "json":
        from vcompare.render import data

        console.payload(data.tools_payload(shown))
    elif form == "csv":
        from vcompare.render import data

        console.data(data.tools_csv(shown))
    elif form == "slugs":
        console.data("".join(f"{card.slug}\n" for card in shown))
    elif shown:
        from vcompare.views.tools import table

        console.blocks([table(shown)], form, color)
    if not shown:
        console.note("no tool matches" if cards else "the catalog has no tools yet")
    return 2 if broken else 0 if shown else 1
