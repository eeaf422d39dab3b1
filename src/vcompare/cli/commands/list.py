"""`vcompare list`: tools in a table, filtered and sorted."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.app.listing import Filter, SortKey, arrange
from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, format_option
from vcompare.comparison import Card
from vcompare.errors import VcompareError
from vcompare.model import Entry, PanelVerdict

if TYPE_CHECKING:
    from vcompare.render.rows import Rows
    from vcompare.views.blocks import Block


def list_command(
    form: Annotated[str, format_option("list")] = "table",
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
    bookmarked: Annotated[bool, typer.Option("--bookmarked", help="Only tools that you saved.")] = False,
    sort: Annotated[SortKey, typer.Option(help="What to order by; the unknown comes last.")] = "slug",
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order around.")] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many tools.")
    ] = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """List the catalog's tools.

    Exits with 1 where no tool matches, with 2 where a file could not be read (the rest is still listed).
    """
    _refuse_what_is_no_number(min_score)
    opened = catalogs.open_catalog(catalog)
    tools, broken = catalogs.listed(opened, no_cache=no_cache)
    if bookmarked:
        from vcompare.cli.commands import bookmark

        saved = set(bookmark.bookmarked(opened))
        tools = [tool for tool in tools if tool.slug in saved]
    shown = chosen(
        tools,
        category=category,
        entry=entry,
        verdict=verdict,
        min_score=min_score,
        tag=tag,
        sort=sort,
        reverse=reverse,
        limit=limit,
    )
    _write(shown, form, color)
    if not shown:
        console.note("no tool matches" if tools or bookmarked else "the catalog has no tools yet")
    return 2 if broken else 0 if shown else 1


def chosen(
    tools: Iterable[Card],
    *,
    category: str | None = None,
    entry: Entry | None = None,
    verdict: PanelVerdict | None = None,
    min_score: float | None = None,
    tag: Sequence[str] | None = None,
    sort: SortKey = "slug",
    reverse: bool = False,
    limit: int | None = None,
) -> Sequence[Card]:
    """Return the tools that are asked for, in order. What this takes is what a block of `sync` may say.

    Raises VcompareError for a score that is not a number.
    """
    _refuse_what_is_no_number(min_score)
    wanted = Filter(category, entry, verdict, min_score, tuple(tag or ()))
    return arrange(filter(wanted.passes, tools), sort, reverse=reverse)[:limit]


def list_blocks(shown: Iterable[Card]) -> "list[Block]":
    """Lay out what `list` answers where there is something."""
    from vcompare.app.listing import COLUMNS
    from vcompare.views.tools import table

    return [table(shown, COLUMNS)]


def _refuse_what_is_no_number(min_score: float | None) -> None:
    if min_score is not None and math.isnan(min_score):
        raise VcompareError("--min-score is not a number", "give a number from 0 to 100")


def _write(shown: Sequence[Card], form: str, color: ColorMode) -> None:
    def payload() -> dict[str, Any]:
        from vcompare.render.payloads import tools_payload

        return tools_payload(shown)

    def rows() -> "Rows":
        from vcompare.render.rows import tool_rows

        return tool_rows(shown)

    if shown or form not in {"table", "markdown"}:
        console.show(
            form,
            {
                "blocks": lambda: list_blocks(shown),
                "payload": payload,
                "rows": rows,
                "slugs": lambda: [tool.slug for tool in shown],
            },
            color,
        )
