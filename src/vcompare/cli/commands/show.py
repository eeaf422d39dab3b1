"""`vcompare show`: one tool's card, or several side by side."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.catalog.store import Catalog
from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, ExactOption, format_option
from vcompare.errors import VcompareError
from vcompare.render import formats
from vcompare.text.words import natural_list
from vcompare.views.comparison import LETTERS, Section

if TYPE_CHECKING:
    from vcompare.comparison import Comparison
    from vcompare.render.rows import Rows
    from vcompare.views.blocks import Block

_OPTIONS: dict[formats.Choice, str] = {
    "sections": "--section",
    "differences": "--differences",
    "full": "--full",
}


def show_command(
    tools: Annotated[
        list[str] | None, typer.Argument(metavar="TOOL...", help="Slugs, names, aliases, or close to one.")
    ] = None,
    form: Annotated[str, format_option("comparison")] = "table",
    full: Annotated[bool, typer.Option("--full", help="Whole review texts, and every section.")] = False,
    section: Annotated[
        list[Section] | None, typer.Option("--section", help="Only this section; repeatable.")
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="Only the rows that differ.")] = False,
    bookmarked: Annotated[
        bool, typer.Option("--bookmarked", help="The tools that you saved; TOOL... come before them.")
    ] = False,
    exact: ExactOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say on stderr what each name could mean, and how well it fits.")
    ] = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Show one tool's card, or two and more side by side.

    Examples: `vcompare show modal`, `vcompare show "claude 4 api" "azure voice" --differences`
    """
    if not (tools or bookmarked):
        raise VcompareError("missing argument 'TOOL...'", "`vcompare show --help` shows how")
    named = list(tools or ())
    _note_what_does_nothing(form, {"sections": section, "differences": differences, "full": full})
    opened = catalogs.open_catalog(catalog)
    if bookmarked:
        named = _with_bookmarks(opened, named, exact=exact, no_cache=no_cache)
    _refuse_what_does_not_fit(named, differences=differences)
    compared = partial(comparison, opened, exact=exact, no_cache=no_cache, why=why)

    def rows() -> "Rows":
        from vcompare.render.rows import comparison_rows

        return comparison_rows(compared(named), tuple(section or ()), differences=differences)

    def payload() -> dict[str, Any]:
        from vcompare.render.payloads import comparison_payload

        return comparison_payload(compared(named))

    blocks = partial(show_blocks, compared, named, full=full, section=section, differences=differences)
    console.show(form, {"blocks": blocks, "payload": payload, "rows": rows}, color)


def _note_what_does_nothing(form: str, asked: Mapping[formats.Choice, object]) -> None:
    able = formats.named(form).choices
    if any(value for choice, value in asked.items() if choice not in able):
        idle = [_OPTIONS[choice] for choice in asked if choice not in able]
        verb = "change" if len(idle) > 1 else "changes"
        console.note(f"{form} always holds everything: {natural_list(idle)} {verb} nothing")


def _with_bookmarks(opened: Catalog, named: Sequence[str], *, exact: bool, no_cache: bool) -> list[str]:
    """Return what was named and the slugs that are bookmarked besides. Raises VcompareError for nothing."""
    from vcompare.cli.commands.bookmark import bookmarked

    slugs = catalogs.resolve(opened, named, exact=exact, no_cache=no_cache)
    both = [*slugs, *(slug for slug in bookmarked(opened) if slug not in slugs)]
    if not both:
        raise VcompareError("no tool is bookmarked", "`vcompare bookmark add TOOL` saves one")
    return both


def comparison(opened: Catalog, tools: Sequence[str], **how: bool) -> "Comparison":
    """Compare the tools that were named; `how` they are looked up is for `catalogs.records`."""
    from vcompare.comparison import compare

    return compare(catalogs.records(opened, tools, **how), opened.settings.panel)


def show_blocks(
    compared: "Callable[[Sequence[str]], Comparison]",
    tools: Sequence[str],
    *,
    full: bool = False,
    section: Sequence[Section] | None = None,
    differences: bool = False,
) -> "list[Block]":
    """Lay out what `show` answers. What this takes after `compared` is what a block of `sync` may say.

    Raises VcompareError for options that do not fit the tools.
    """
    from vcompare.views.comparison import sheet

    _refuse_what_does_not_fit(tools, differences=differences)
    return [sheet(compared(tools), tuple(section or ()), full=full, differences=differences)]


def _refuse_what_does_not_fit(tools: Sequence[str], *, differences: bool) -> None:
    if len(tools) > len(LETTERS):
        raise VcompareError(f"{len(tools)} tools do not fit side by side", f"name at most {len(LETTERS)}")
    if differences and len(tools) == 1:
        raise VcompareError("--differences compares two tools or more", "name another tool")
