"""`vcompare export`: a draft of a blog post."""

from typing import Annotated, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ExactOption
from vcompare.errors import VcompareError

Format = Literal["markdown", "json", "csv"]
_FEWEST, _MOST = 2, 6


def export_command(
    tools: Annotated[
        list[str], typer.Argument(metavar="TOOL TOOL...", help="Slugs, names, aliases, or close to one.")
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = "markdown",
    exact: ExactOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
) -> None:
    """Write a draft of a post that compares two to six tools.

    Example: `vcompare export claude-4-api azure-ai-foundry > draft.md`
    """
    from vcompare.comparison import compare
    from vcompare.render import data, markdown

    if not _FEWEST <= len(tools) <= _MOST:
        raise VcompareError(
            f"a draft compares two to six tools, not {len(tools)}", "`vcompare show` takes one to 26"
        )
    opened = catalogs.open_catalog(catalog)
    result = compare(catalogs.records(opened, tools, exact=exact, no_cache=no_cache), opened.settings.panel)
    if form == "json":
        console.payload(data.comparison_payload(result))
    elif form == "csv":
        console.data(data.comparison_csv(result))
    else:
        from vcompare.views.draft import draft

        console.data(markdown.render(draft(result)))
