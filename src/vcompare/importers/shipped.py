"""Recipes: those of a catalog, and those that come with vcompare."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from vcompare.catalog.decode import decode
from vcompare.catalog.paths import recipe_path
from vcompare.catalog.source import Source
from vcompare.catalog.store import HARMLESS, unreadable
from vcompare.checks.rules.bad_recipe import bad_expressions
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.model import Recipe
from vcompare.text.slugs import is_slug
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

_FOLDER = Path(__file__).parent


Findings = tuple[Diagnostic, ...]


@cache
def shipped() -> tuple[str, ...]:
    """Return the names of the recipes that come with vcompare, sorted."""
    return tuple(sorted(path.stem for path in (_FOLDER / "recipes").glob("*.toml")))


def shipped_text(name: str) -> str | None:
    """Return the text of a recipe that comes with vcompare, None where there is none."""
    return (_FOLDER / recipe_path(name)).read_text("utf-8") if name in shipped() else None


def ours() -> Source:
    """Return the folder of the package that has the recipes, like the folder of a catalog."""
    return Source(_FOLDER)


def recipes(source: Source) -> list[str]:
    """Return the names of all recipes that can be used with a catalog, sorted."""
    names = source.names("recipes")
    own = [] if isinstance(names, Diagnostic) else [name for name in names if name.endswith(".toml")]
    return sorted({*shipped(), *(name.removesuffix(".toml") for name in own)})


def recipe(name: str, source: Source, warn: Callable[[Findings], None] = lambda _: None) -> Recipe:
    """Return a recipe: the catalog's, which replaces as a whole one that is shipped, or that.

    `warn` gets what is odd in it, such as a key that it cannot have.

    Raises VcompareError where there is none, and UnreadableFileError for one that cannot be used.
    """
    within = source if is_slug(name) and source.exists(recipe_path(name)) else None
    if within is None and name not in shipped():
        known = recipes(source)
        hint = did_you_mean(name, known) or f"there are {natural_list(known)}"
        raise VcompareError(f'there is no recipe "{name}"', hint)
    document = (within or ours()).load(recipe_path(name))
    if isinstance(document, Diagnostic):
        raise unreadable((within or ours()).root, (document,))
    found, findings = decode(document, Recipe)
    findings = (*findings, *(bad_expressions(document) if within else ()))
    if found is None or any(finding.rule not in HARMLESS for finding in findings):
        raise unreadable((within or ours()).root, findings)
    warn(findings)
    return found
