"""`vcompare rename`: a new slug for a tool, its reviews and its votes."""

from typing import Annotated

import typer

from vcompare.app.writing.changes import make
from vcompare.app.writing.recipes import with_slug
from vcompare.cli import catalogs, writing
from vcompare.cli.bookmarks import follow
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing.lock import locked
from vcompare.editing.renaming import refuse_no_slug, renamed
from vcompare.errors import VcompareError


def rename_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A slug, a name or an alias.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new slug.")],
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Give a tool another slug, and move its facts, reviews and votes.

    Example: `vcompare rename hf-hub-deploy hub-deploy`
    """
    refuse_no_slug(new)
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    slug = writing.named(opened, old)
    if slug == new:
        raise VcompareError(f"{new} is already its slug", "name another one")
    with locked(opened.root, dry_run=dry_run):
        changes = renamed(opened.root, slug, new)
        if not changes:
            raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
        changes += with_slug(opened, slug, new)
        written = make(opened.root, changes, dry_run=dry_run)
    if not dry_run:
        follow(opened, slug, new)
    # What `check` warned of has only moved.
    writing.report(
        written._replace(warnings=()),
        color,
        f"vcompare edit {new} aliases+={slug}",
        "keeps the old name working",
    )
