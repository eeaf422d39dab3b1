"""`vcompare show`: one tool's card, or several side by side."""

from typing import Annotated, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColourOption, ExactOption
from vcompare.errors import VcompareError
from vcompare.views.comparison import LETTERS, Section

Format = Literal["table", "markdown", "json", "csv", "plain", "rst", "asciidoc", "jira", "mediawiki", "latex"]


def show_command(
    tools: Annotated[
        list[str], typer.Argument(metavar="TOOL...", help="Slugs, names, aliases, or close to one.")
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = "table",
    full: Annotated[bool, typer.Option("--full", help="Whole review texts, and every section.")] = False,
    section: Annotated[
        list[Section] | None, typer.Option("--section", help="Only this section; repeatable.")
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="Only the rows that differ.")] = False,
    exact: ExactOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say on stderr what each name could mean, and how well it fits.")
    ] = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColourOption = "auto",
) -> None:
    """Show one tool's card, or two and more side by side.

    Examples: `vcompare show modal`, `vcompare show "claude 4 api" "azure voice" --differences`
    """
    from vcompare.comparison import compare
    from vcompare.views.comparison import sheet

    if len(tools) > len(LETTERS):
        raise VcompareError(f"{len(tools)} tools do not fit side by side", f"name at most {len(LETTERS)}")
    if differences and len(tools) == 1:
        raise VcompareError("--differences compares two tools or more", "name another tool")
    if form == "json" and (section or differences or full):
        console.note("json always holds everything: --section, --differences and --full change nothing")
    opened = catalogs.open_catalog(catalog)
    result = compare(
        catalogs.records(opened, tools, exact=exact, no_cache=no_cache, why=why), opened.settings.panel
    )
    if form == "json":
        from vcompare.render import data

        console.payload(data.comparison_payload(result))
    elif form == "csv":
        from vcompare.render import data

        console.data(data.comparison_csv(result, tuple(section or ()), differences=differences))
    else:
        block = sheet(result, tuple(section or ()), full=full, differences=differences)
        console.blocks([block], form, color)
