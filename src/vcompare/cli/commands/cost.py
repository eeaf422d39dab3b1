"""`vcompare cost`: what a workload costs with each tool and offer."""

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.json import encode

from vcompare.app.costing import cost
from vcompare.app.filters import Filter
from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.filters import BookmarkedOption, bookmarked_only, with_filters
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    ExactOption,
    TodayOption,
    format_option,
)
from vcompare.comparison.costing import CostList
from vcompare.render import formats
from vcompare.render.payloads import cost_payload, entry_payloads

if TYPE_CHECKING:
    from vcompare.render.rows import Rows


@with_filters
def cost_command(
    tools: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOOL...]", help="Slugs, names, aliases, or close to one; without any, all tools."
        ),
    ] = None,
    *,
    workload: Annotated[
        str | None, typer.Option("--workload", metavar="NAME", help="The workload of the catalog to compute.")
    ] = None,
    requests: Annotated[
        str | None,
        typer.Option(
            "--requests", metavar="NUMBER", help="Instead: so many requests a month.", show_default="1"
        ),
    ] = None,
    each: Annotated[
        list[str] | None,
        typer.Option(
            "--each", metavar="METER=NUMBER", help="What one request uses, as in input=12k; repeatable."
        ),
    ] = None,
    month: Annotated[
        list[str] | None,
        typer.Option(
            "--month",
            metavar="METER=NUMBER",
            help="What a month uses besides, as in seat-month=5; repeatable.",
        ),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="How each cost adds up.")] = False,
    form: Annotated[str, format_option("costs")] = "table",
    wanted: Filter,
    bookmarked: BookmarkedOption = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many tools and offers.")
    ] = None,
    exact: ExactOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Compute what a month costs with each tool and offer, cheapest first.

    Where a rate is unknown, a cost is "at least" so much, or between two amounts, and the rate is named.
    Exits with 1 if no tool matches, and with 2 if a file could not be read (the rest is still shown).

    Examples: `vcompare cost --workload support --where 'context>=200k'`,
    `vcompare cost opus-4.7 kimi-k2.6 --requests 10k --each input=12k,output=600 --lines`,
    `vcompare cost --month input=100M,output=20M --limit 10`
    """
    opened = catalogs.open_catalog(catalog, no_cache=no_cache, form=form)
    found = cost(
        opened,
        tools or (),
        workload=workload,
        requests=requests,
        each=each or (),
        month=month or (),
        wanted=wanted,
        limit=limit,
        lines=lines,
        exact=exact,
        choose=catalogs.chooser(),
        among=bookmarked_only(opened, bookmarked),
    )
    is_broken = catalogs.report(found.problems)
    if found.entries or formats.named(form).source != "blocks":
        _show(found, form, opened.settings.title, color, lines=lines)
    for remark in found.remarks:
        console.note(remark)
    if not found.entries and (found.total or not is_broken):
        empty = "the catalog has no tools yet; `vcompare add` adds one"
        console.note("no tool matches" if found.total else empty)
    return 2 if is_broken else 0 if found.entries else 1


def _show(found: CostList, form: str, title: str, color: ColorMode, *, lines: bool) -> None:
    """Write costs to stdout. Only the form that is shown is loaded."""
    from vcompare.views import costs

    def rows() -> "Rows":
        from vcompare.render.rows import cost_rows

        return cost_rows(found, lines=lines)

    sources: formats.Sources = {
        "blocks": lambda: costs.blocks(found, lines=lines),
        "payload": lambda: cost_payload(found, lines=lines),
        "lines": lambda: map(encode, entry_payloads(found.entries, lines=lines)),
        "rows": rows,
    }
    about = costs.described(found.workload, found.meters)
    console.show(form, sources, color, title=f"Costs – {title}", description=about)
