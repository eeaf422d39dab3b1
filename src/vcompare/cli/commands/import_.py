"""`vcompare import`: facts from another data set, by a recipe."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vcompare.app import importing
from vcompare.app.filters import Filter
from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.input.files import content
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.cli.reporter import progress
from vcompare.editing.lock import locked
from vcompare.importers.reading import Format, read
from vcompare.render import formats
from vcompare.text.days import local_today
from vcompare.text.words import limited, plural

if TYPE_CHECKING:
    from vcompare.app.importing import ImportedChanges
    from vcompare.importers.plan import LeftAlone
    from vcompare.model import Recipe
    from vcompare.views.blocks import Block

_MOST = 1_000
"""So many records and values that are left out are named one by one."""
_WHY_KEPT = {
    "edited": "was edited by hand, and stays as it is",
    "not imported": "is not from this import, and stays as it is",
    "unreadable": "cannot be read, and stays as it is",
    "too large": "would be larger than 256 KiB, and was not written",
}


def import_command(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A recipe: recipes/SOURCE.toml, or one that is shipped.")
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="JSON, NDJSON, CSV, YAML or TOML; - is stdin.",
        ),
    ] = None,
    from_format: Annotated[
        Format | None, typer.Option(help="The format of FILE, where neither suffix nor content tells it.")
    ] = None,
    setup: Annotated[
        bool,
        typer.Option("--setup", help="Add the specs, meters and categories it needs to catalog.toml."),
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="EXPRESSION", help="Only tools that fit it, as with `list --where`; repeatable."
        ),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove imported files of tools that the source no longer has.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the changes as `diff` does, and write nothing.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Like --dry-run, and exit with 1 if anything would change.")
    ] = False,
    form: Annotated[str, format_option("diff")] = "table",
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Import facts from another data set into `imported/`, beside what people wrote.

    Without FILE, the address of the recipe is read. People's facts win over imported ones, field by field,
    and their files are never touched.

    Examples: `vcompare import models-dev --setup`, `vcompare import litellm prices.json --dry-run`,
    `vcompare import models-dev --only 'vendor=OpenAI,Anthropic'`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    recipe = importing.recipe(opened, source)
    data = _data(recipe, source, file, from_format, no_cache=no_cache)
    writes = not (dry_run or check)
    with locked(opened.root, dry_run=not writes):
        found = importing.plan_import(
            opened,
            source,
            recipe,
            data,
            today=local_today(),
            setup=setup,
            only=Filter(where=only) if only else None,
            prune=prune,
        )
        if writes:
            found.make()
    if not writes:
        _show(found, form, color)
    _report(found, writes=writes)
    if found.is_empty and only:
        console.note(f"no tool of {source} fits {' and '.join(only)}")
        return 1
    return int(bool(found.plan.kept) or (check and bool(found.changes)))


def _data(recipe: "Recipe", source: str, file: Path | None, form: Format | None, *, no_cache: bool) -> Any:
    """Read the data set: a file, stdin, or what is at the recipe's address."""
    if file is not None:
        brought = content(file)
        return read(brought.name, brought.data, form=form)
    address = importing.address(recipe, source)
    from vcompare.importers.download import download

    cache = None if no_cache else catalogs.cache_folder()
    watch = partial(progress, label=f"downloading {source}")
    loaded = download(address, source, cache=cache, watch=watch)
    return read(address, loaded.content, media_type=loaded.media_type, form=form)


def _show(found: "ImportedChanges", form: str, color: ColorMode) -> None:
    """Print what would change in facts."""
    from vcompare.history.states import WORKING_TREE
    from vcompare.render.payloads import changes_payload

    def blocks() -> "list[Block]":
        from vcompare.views import changes

        return changes.blocks(found.facts, WORKING_TREE, found.name)

    def payload() -> dict[str, Any]:
        return changes_payload(WORKING_TREE, found.name, found.facts)

    views: formats.Sources = {"blocks": blocks, "payload": payload}
    console.show(form, views, color)


def _report(found: "ImportedChanges", *, writes: bool) -> None:
    """Say on stderr what was imported, what was left out, and what needs a person."""
    read = found.translation
    dropped = [one for one in read.dropped if not one.wanted]
    if dropped:
        lines = [f"{one.record}: {f'{one.field} ' if one.field else ''}{one.reason}" for one in dropped]
        console.warn(f"{importing.left_out(dropped)} left out", limited(lines, _MOST))
    for sentence in importing.remarks(found):
        console.note(sentence)
    if left := importing.undeclared(read):
        console.warn(left, hint=f"`vcompare import {found.name} --setup` declares them")
    if found.setup:
        added = "added to" if writes else "would add to"
        console.note(f"{added} {found.root / 'catalog.toml'}", limited(found.declared))
    if found.plan.gone and not found.plan.removed:
        console.warn(
            f"{found.name} no longer has {plural(len(found.plan.gone), 'tool')}",
            limited(found.plan.gone),
            "`--prune` removes what was imported of them",
        )
    for kept in found.plan.kept:
        console.fail(f"{found.root / kept.path} {_WHY_KEPT[kept.reason]}", _remedy(kept))
    console.note(importing.summary(found, is_done=writes))


def _remedy(kept: "LeftAlone") -> str:
    if kept.reason == "edited":
        where = f"tools/{kept.slug}.toml, which wins over it" if kept.slug else "your own files"
        return f"move the edit to {where}, and remove this file"
    return "remove it, or give what you import another name"
