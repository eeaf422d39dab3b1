"""Sources of imports: which there are, and the recipe of the one that was named."""

import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import recipe_path
from vcompare.catalog.source import Source
from vcompare.errors import VcompareError
from vcompare.importers import shipped
from vcompare.model import Recipe
from vcompare.text.slugs import is_slug, slug_of
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list


class ImportSource(NamedTuple):
    """A source. `recipe` is None for one that cannot be used, `file` where the catalog has none itself."""

    name: str
    recipe: Recipe | None
    file: str | None


def sources(catalog: Source | None) -> list[ImportSource]:
    """Return the sources that can be imported into a catalog, sorted; without one, those that ship."""
    names = shipped.recipes(catalog) if catalog else shipped.shipped()
    return [_source(name, catalog) for name in names]


def _source(name: str, catalog: Source | None) -> ImportSource:
    recipe, path = None, recipe_path(name)
    with suppress(VcompareError):
        recipe = shipped.recipe(name, catalog or shipped.ours())
    return ImportSource(name, recipe, path if catalog and catalog.exists(path) else None)


def find_recipe(opened: OpenCatalog, name: str, *, has_file: bool) -> Recipe | None:
    """Return the recipe of the catalog that has this name, or else the one that is shipped.

    None is for a table whose columns say themselves what they are: a file without a recipe, and with a name
    that is like none. Raises VcompareError where there is no recipe and no file, or it cannot be used.
    """
    known = shipped.recipes(opened.catalog.source)
    if name in known:
        return shipped.recipe(name, opened.catalog.source, opened.warn)
    if not is_slug(name):
        raise _no_source(name, known, has_file=has_file)
    if near := did_you_mean(name, known):
        raise VcompareError(f'there is no recipe "{name}"', near)
    if not has_file:
        hint = f"one of {natural_list(known, 'or')}; a table needs none: `vcompare import {name} FILE`"
        raise VcompareError(f'there is no recipe "{name}"', hint)
    return None


def _no_source(name: str, known: Sequence[str], *, has_file: bool) -> VcompareError:
    """Return the error for what was typed in place of a source, such as the file."""
    if "://" in name:
        hint = "write a recipe with `fetch`, or download it: `vcompare import SOURCE FILE`"
        return VcompareError(f'"{name}" is an address, not the name of a source', hint)
    stem = slug_of(PurePath(name).stem)
    source = next((one for one in known if one in (stem, slug_of(name))), stem or "SOURCE")
    if not has_file and ("/" in name or PurePath(name).suffix):
        hint = f"name the source first, and then the file: `vcompare import {source} {shlex.quote(name)}`"
        return VcompareError(f'"{name}" is a file, not the name of a source', hint)
    hint = f"call it `{slug_of(name)}`, for example" if slug_of(name) else "call it `our-list`, for example"
    return VcompareError(f'the name of a source is a slug such as {known[0]}, not "{name}"', hint)


def address(recipe: Recipe | None, name: str) -> str:
    """Return where a recipe finds its data. Raises VcompareError where it does not say."""
    if recipe is None or recipe.fetch is None:
        hint = f"name a file, or `-` for stdin: `vcompare import {name} FILE`; or add `fetch` to the recipe"
        raise VcompareError(f"the recipe {name} has no address to read from", hint)
    return recipe.fetch
