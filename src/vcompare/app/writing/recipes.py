"""What people say of imported tools in the recipes: other slugs, and tools that are not imported again."""

from collections.abc import Mapping, Sequence
from typing import Any

from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.places import inside, value_at
from vcompare.catalog.paths import imported_path, kind_at, recipe_path, slug_at
from vcompare.editing.edits import FileChange, current
from vcompare.editing.formatter import kept_formatted
from vcompare.editing.style import parsed
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.importers.shipped import recipes, shipped_text
from vcompare.text.slugs import slug_of
from vcompare.text.words import natural_list


def with_slug(opened: OpenCatalog, old: str, new: str) -> list[FileChange]:
    """Return how recipes change so that what imports call a tool comes to another slug.

    Raises VcompareError where a recipe says never to import a tool with that slug.
    """
    importing = _importing(opened, old)
    changes = list[FileChange]()
    for source in dict.fromkeys((*importing, *recipes(opened.catalog.source))):
        recipe = _Recipe(opened, source)
        called = [key for key, slug in recipe.slugs.items() if slug == old]
        if source not in importing and not (called and recipe.is_own):
            continue
        if new in recipe.skipped:
            hint = "choose another slug, or take it out of `tools` there"
            raise VcompareError(f"`[skip]` in {recipe.where} names {new}", hint)
        # A tool that gets the slug which it would have anyway needs no line.
        slugs = {key: None if slug_of(key.rpartition("/")[2]) == new else new for key in called or [old]}
        changes += recipe.changed({("slugs", key): slug for key, slug in slugs.items()})
    _note_without(opened, {source: [old] for source in importing})
    return changes


def with_skipped(opened: OpenCatalog, slugs: Sequence[str]) -> list[FileChange]:
    """Return how recipes change so that tools which were imported are not imported again."""
    skipping = dict[str, list[str]]()
    for slug in slugs:
        for source in _importing(opened, slug):
            skipping.setdefault(source, []).append(slug)
    changes = list[FileChange]()
    for source, gone in skipping.items():
        recipe = _Recipe(opened, source)
        if new := [slug for slug in gone if slug not in recipe.skipped]:
            changes += recipe.changed({("skip", "tools"): [*recipe.skipped, *new]})
    _note_without(opened, skipping)
    return changes


def with_shipped(change: FileChange) -> FileChange:
    """Return the change of a recipe that the catalog did not have as one of the recipe that is shipped."""
    if change.before is not None or kind_at(change.path) != "recipe":
        return change
    return change._replace(before=shipped_text(slug_at(change.path)))


class _Recipe:
    """The recipe for a source: the catalog's, or a copy of the one that is shipped, if there is either."""

    def __init__(self, opened: OpenCatalog, source: str) -> None:
        self.path = recipe_path(source)
        self.where = opened.root / self.path
        self._own = current(opened.root, self.path)
        self._text = shipped_text(source) if self._own is None else self._own
        self._data = parsed(self._text or "", self.where).data

    @property
    def is_own(self) -> bool:
        """Whether the catalog has it."""
        return self._own is not None

    @property
    def slugs(self) -> Mapping[str, Any]:
        """The slugs of tools, by what the source calls them."""
        return inside(self._data, "slugs") or {}

    @property
    def skipped(self) -> list[Any]:
        """The tools that are never imported."""
        tools = value_at(self._data, "skip", "tools")
        return tools if isinstance(tools, list) else []

    def changed(self, values: Mapping[tuple[str, ...], Any]) -> list[FileChange]:
        """Return the change that sets values; none without a recipe."""
        if self._text is None:
            return []
        after = with_values(self._text, values, where=self.where)
        return [FileChange(self.path, self._own, kept_formatted(self.path, self._text, after))]


def _importing(opened: OpenCatalog, slug: str) -> list[str]:
    """Return the sources from which a tool was imported."""
    catalog = opened.catalog
    return [one for one in catalog.imports if catalog.source.exists(imported_path(one, slug))]


def _note_without(opened: OpenCatalog, importing: Mapping[str, Sequence[str]]) -> None:
    """Report the tools of sources that have no recipe in which to note what was asked for."""
    known = recipes(opened.catalog.source)
    if missing := [source for source in importing if source not in known]:
        tools = natural_list(list(dict.fromkeys(slug for source in missing for slug in importing[source])))
        names = f"{natural_list(missing)} {'has' if len(missing) == 1 else 'have'}"
        opened.reporter.note(f"{names} no recipe to note this in: an import would bring {tools} back")
