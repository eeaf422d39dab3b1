"""`vcompare bookmark`: tools saved for later."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from vcompare.app.names import resolve
from vcompare.app.opened import OpenCatalog
from vcompare.cli import catalogs, console
from vcompare.cli.bookmarks import bookmarked, bookmarks
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, ExactOption, TodayOption
from vcompare.cli.writing import DryRunOption
from vcompare.errors import UnknownNameError, VcompareError
from vcompare.text.suggestions import did_you_mean

Action = Literal["add", "remove", "list"]


def bookmark_command(
    action: Annotated[Action, typer.Argument(metavar="add|remove|list", help="What to do.")],
    tools: Annotated[
        list[str] | None, typer.Argument(metavar="[TOOL]...", help="Slugs, names, aliases, or close to one.")
    ] = None,
    exact: ExactOption = False,
    dry_run: DryRunOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Save tools for later, or list what is saved.

    Bookmarks are yours, not the catalog's: they are kept in your data folder. `list --bookmarked` and
    `show --bookmarked` use them. `bookmark list` prints slugs, and exits with 1 if there are none.

    Examples: `vcompare bookmark add modal`, `vcompare bookmark list`
    """
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    marks = bookmarks(opened)
    if action == "list":
        return _list(opened, tools or ())
    if not tools:
        raise VcompareError(f"`bookmark {action}` needs a TOOL", f"as in `vcompare bookmark {action} modal`")
    known = marks.slugs()
    gone = [tool for tool in tools if action == "remove" and tool in known]
    named = [tool for tool in tools if tool not in gone]
    try:
        slugs = [*gone, *resolve(opened, named, exact=exact, choose=catalogs.chooser())]
    except UnknownNameError as error:
        near = did_you_mean(error.query, known) if action == "remove" else None
        if near is None:
            raise
        raise VcompareError(error.message, near) from None
    adds, removes = (slugs, []) if action == "add" else ([], slugs)
    difference = marks.change(add=adds, remove=removes, dry_run=dry_run)
    if dry_run:
        console.difference(difference, color)
    else:
        _say(action, slugs, known)
    return 0


def _list(opened: OpenCatalog, tools: Sequence[str]) -> int:
    if tools:
        raise VcompareError("`bookmark list` takes no TOOL", "`vcompare bookmark add` saves one")
    slugs = bookmarked(opened)
    console.data("".join(f"{slug}\n" for slug in slugs))
    if not slugs:
        console.note("no tool is bookmarked")
    return 0 if slugs else 1


def _say(action: Action, slugs: Sequence[str], known: Sequence[str]) -> None:
    for slug in slugs:
        if action == "add":
            console.note(f"{slug} is bookmarked already" if slug in known else f"bookmarked {slug}")
        else:
            console.note(f"{slug} is no longer bookmarked" if slug in known else f"{slug} was not bookmarked")
