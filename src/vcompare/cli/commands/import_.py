"""`vcompare import`: facts from another data set, by a recipe."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from vcompare.app import importing, sources
from vcompare.app.filters import Filter
from vcompare.app.opened import OpenCatalog
from vcompare.cli import catalogs, console, environment, imports
from vcompare.cli.environment import ColorMode
from vcompare.cli.input.columns import mapping_of, settled
from vcompare.cli.input.contents import content
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.cli.reporter import progress
from vcompare.editing.lock import locked
from vcompare.errors import CatalogNotFoundError, VcompareError
from vcompare.importers.reading import Format, read
from vcompare.importers.shipped import shipped
from vcompare.text.days import local_today
from vcompare.text.words import natural_list

if TYPE_CHECKING:
    from vcompare.model import Recipe


def import_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            help=f"{natural_list(shipped(), 'or')}, one of the catalog's recipes/, or a name for a table.",
        ),
    ] = None,
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
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="What a column is, without a recipe; repeatable."),
    ] = None,
    write_recipe: Annotated[
        bool, typer.Option("--write-recipe", help="Keep what the columns are as recipes/SOURCE.toml.")
    ] = False,
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
    if source is None:
        return _list_sources(catalog, color)
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    columns = mapping_of(mapping or ())
    brought = _brought(opened, source, file, from_format, columns, no_cache=no_cache)
    if brought.is_known and (mapping or write_recipe):
        option = "--map" if mapping else "--write-recipe"
        hint = f"what {source} has is in its recipe: recipes/{source}.toml in the catalog replaces it"
        raise VcompareError(f"{option} is for data without a recipe", hint)
    writes = not (dry_run or check)
    with locked(opened.root, dry_run=not writes):
        found = importing.plan_import(
            opened,
            source,
            brought.recipe,
            brought.data,
            today=local_today(),
            setup=setup,
            only=Filter(where=only) if only else None,
            prune=prune,
            text=brought.text if write_recipe else None,
        )
        if writes:
            found.make()
    if not writes:
        imports.show(found, form, color)
    imports.report(found, writes=writes)
    if found.is_empty and only:
        console.note(f"no tool of {source} fits {' and '.join(only)}")
        return 1
    return int(bool(found.plan.kept) or (check and bool(found.changes)))


def _list_sources(catalog: Path | None, color: ColorMode) -> int:
    """List which sources have a recipe, for whoever is there to choose. Raises VcompareError in a script."""
    try:
        opened = catalogs.open_catalog(catalog, or_sample=False)
    except CatalogNotFoundError:
        opened = None
    known = sources.sources(None if opened is None else opened.catalog.source)
    if not environment.can_ask():
        hint = f"one of {natural_list([one.name for one in known], 'or')}, or a name of yours for a table"
        raise VcompareError("missing argument 'SOURCE'", hint)
    console.blocks([imports.table(known)], color)
    console.note(f"next: `vcompare {'init' if opened is None else 'import SOURCE --setup'}`")
    return 0


class _Brought(NamedTuple):
    """A data set, its recipe, and the text of one that was made for it."""

    recipe: "Recipe"
    data: Any
    text: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there was a recipe."""
        return self.text is None


def _brought(
    opened: OpenCatalog,
    source: str,
    file: Path | None,
    form: Format | None,
    columns: Mapping[str, str],
    *,
    no_cache: bool,
) -> _Brought:
    """Read a data set: a file, stdin, or what is at the address of its recipe."""
    recipe = sources.find_recipe(opened, source, has_file=file is not None)
    if file is not None and re.match("https?:", str(file)):
        hint = f"`vcompare import {source}` reads that of the recipe; download another one, and name the file"
        raise VcompareError("an address is not a file", hint)
    if file is None:
        from vcompare.importers.download import fetch

        cache = None if no_cache else catalogs.cache_folder()
        watch = partial(progress, label=f"downloading {source}")
        address = sources.address(recipe, source)
        data = fetch(address, source, cache=cache, watch=watch).data
    else:
        found = content(file)
        data = read(found.name, found.data, form=form)
    if recipe is not None:
        return _Brought(recipe, data)
    made = settled(importing.rows(data), opened.fields, columns)
    return _Brought(made.recipe, data, made.text)
