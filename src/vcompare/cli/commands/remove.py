"""`vcompare remove`: tools that go, with their reviews and votes."""

from typing import Annotated

import typer

from vcompare.app.writing.changes import make
from vcompare.app.writing.removing import described, left_of, removal, still_named
from vcompare.cli import catalogs, console, writing
from vcompare.cli.input import sources
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption, YesOption
from vcompare.text.words import plural


def remove_command(
    tools: Annotated[list[str], typer.Argument(metavar="TOOL...", help="Slugs, names or aliases.")],
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Remove tools with their reviews and votes, after a question that names what goes.

    Example: `vcompare remove modal`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    slugs = list(
        dict.fromkeys(tool if left_of(opened, tool) else writing.named(opened, tool) for tool in tools)
    )
    with sources.locked_unless_asking(opened.root, editor=False, dry_run=dry_run) as lock:
        changes = removal(opened, slugs)
        if not dry_run:
            question = f"remove {slugs[0] if len(slugs) == 1 else plural(len(slugs), 'tool')}"
            writing.confirm(question, [described(slug, changes) for slug in slugs], yes=yes)
        with lock():
            written = make(opened.root, changes, dry_run=dry_run)
    writing.report(written, color, "vcompare check")
    for left in still_named(opened, slugs):
        console.warn(left, hint="remove it from there, too")
