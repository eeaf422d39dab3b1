"""`vcompare rename`: a new slug for a tool, its reviews and its votes."""

from collections.abc import Iterator
from typing import Annotated

import typer

from vcompare.catalog.paths import paths_of, review_path, tool_path, votes_path
from vcompare.catalog.source import Source
from vcompare.cli import catalogs, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.edits import FileChange
from vcompare.errors import VcompareError


def rename_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A slug, a name or an alias.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new slug.")],
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Give a tool another slug, and move its facts, reviews and votes.

    Example: `vcompare rename hf-hub-deploy hub-deploy`
    """
    _refuse_no_slug(new)
    opened = catalogs.open_catalog(catalog, or_sample=False)
    slug = writing.named(opened, old)
    if slug == new:
        raise VcompareError(f"{new} is already its slug", "name another one")
    with edits.locked(opened.root, dry_run=dry_run):
        source = Source(opened.root)
        _refuse_taken(source, new)
        changes = [change for paths in _moves(source, slug, new) for change in _moved(source, *paths)]
        if not changes:
            raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
        writing.put(opened.root, changes, dry_run=dry_run, color=color)


def _refuse_no_slug(new: str) -> None:
    from vcompare.text.slugs import is_slug, slug_of

    if is_slug(new):
        return

    like = slug_of(new)
    hint = "a slug is lower-case letters and digits joined by single hyphens, at most 80 characters"
    raise VcompareError(f'"{new}" is not a slug', f"{hint}: `{like}`?" if like and is_slug(like) else hint)


def _refuse_taken(source: Source, slug: str) -> None:
    """Refuse a slug that the catalog has files for: reviews left behind would become another tool's."""
    tool, reviews, votes = paths_of(slug)
    taken = [path for path in (tool, votes) if source.exists(path)]
    if source.exists(reviews) and _names(source, reviews):
        taken.append(reviews)
    if taken:
        raise VcompareError(
            f"{source.root / taken[0]} already exists", "choose another slug, or move it away"
        )


def _moves(source: Source, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Return the old and new path of each file of a tool."""
    yield tool_path(old), tool_path(new)
    for name in _names(source, f"reviews/{old}"):
        if not name.endswith(".toml") or not source.is_file(f"reviews/{old}/{name}"):
            raise VcompareError(f"{source.root / 'reviews' / old / name} is no review", "move it away first")
        reviewer = name.removesuffix(".toml")
        yield review_path(old, reviewer), review_path(new, reviewer)
    yield votes_path(old), votes_path(new)


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise VcompareError(f"{source.root / names.path}: {names.message}", names.hint)
    return [name for name in names if not name.startswith(".")]


def _moved(source: Source, old: str, new: str) -> list[FileChange]:
    text = edits.current(source.root, old)
    return [] if text is None else [FileChange(new, None, text), FileChange(old, text, None)]
