"""Importing: from a data set and a recipe to the changes of a catalog's files, and what they are in facts."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import fields as fields_of
from msgspec.structs import replace

from vcompare.app import checkout
from vcompare.app.filters import Filter, conditions, passing
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import recipe_path, slug_at
from vcompare.catalog.store import Catalog
from vcompare.comparison.listed import listed
from vcompare.editing import edits
from vcompare.editing.edits import FileChange, Preview
from vcompare.editing.formatter import Declared, kept_formatted
from vcompare.errors import VcompareError
from vcompare.importers.cells import typed
from vcompare.importers.plan import ImportPlan, plan
from vcompare.importers.records import AMOUNTS
from vcompare.importers.translate import Dropped, Translation, translate
from vcompare.model import Recipe, Settings
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

if TYPE_CHECKING:
    from vcompare.history.diff import Diff

_SETTINGS = "catalog.toml"


class ImportedChanges(Struct, dict=True):
    """What an import does to a catalog: what was translated, and the changes of files, none of them made yet.

    `setup` is the change of `catalog.toml`, and `recipe` that of the recipe, if there is one. `only` are the
    slugs of the tools that pass the filters, None without any. `undeclared` are the specs and meters of these
    tools that the catalog does not declare.
    """

    root: Path
    name: str
    translation: Translation
    plan: ImportPlan
    setup: FileChange | None = None
    recipe: FileChange | None = None
    only: set[str] | None = None
    undeclared: Sequence[str] = ()

    @property
    def changes(self) -> list[FileChange]:
        """The changes of all files."""
        return [*filter(None, (self.setup, self.recipe)), *self.plan.changes]

    @cached_property
    def dropped(self) -> list[Dropped]:
        """What was left out; with `only`, not what is about other tools."""
        slugs = self.only
        return [one for one in self.translation.dropped if slugs is None or not one.slug or one.slug in slugs]

    @cached_property
    def behind(self) -> tuple[str, ...]:
        """The other sources that count less only because of their names, as the catalog orders none."""
        after = Catalog.of(Preview(self.root, self.changes))
        names = () if after.settings.imports.order else after.imports
        return names[names.index(self.name) + 1 :] if self.name in names else ()

    @property
    def is_empty(self) -> bool:
        """Whether no tool is imported, and none is there from before."""
        return not (self.plan.created or self.plan.replaced or self.plan.unchanged)

    @cached_property
    def declared(self) -> list[str]:
        """What is added to `catalog.toml`: the keys of tables, and categories."""
        if self.setup is None:
            return []
        texts = (self.setup.before, self.setup.after)
        changes = (self.setup._replace(after=text) for text in texts)
        then, now = (Catalog.of(Preview(self.root, [change])).settings for change in changes)
        tables = [(name, getattr(then, name), getattr(now, name)) for name in ("specs", "meters")]
        added = [f"[{name}.{key}]" for name, old, new in tables for key in new if key not in old]
        return added + [f'category "{one}"' for one in now.categories if one not in then.categories]

    @cached_property
    def facts(self) -> "Diff":
        """What changes in the facts that a reader sees."""
        from vcompare.history.diff import diff
        from vcompare.history.states import WORKING_TREE, State

        slugs = {slug_at(change.path) for change in self.plan.changes if change.path.count("/") > 1}
        before = State(WORKING_TREE, None, Catalog.open(self.root), {})
        after = State(self.name, None, Catalog.of(Preview(self.root, self.changes)), {})
        return diff(before, after, slugs=slugs)

    def make(self) -> None:
        """Make the changes: all of them, or none. Raises VcompareError."""
        changes = self.changes
        checkout.refuse_changes(self.root, [change.path for change in changes if change.before is None], [])
        if own := [*filter(None, (self.setup, self.recipe))]:
            edits.judge(self.root, own)
            edits.commit(self.root, own)
        edits.commit(self.root, self.plan.changes, sync=False)


def plan_import(
    opened: OpenCatalog,
    name: str,
    recipe: Recipe,
    data: Any,
    *,
    today: datetime.date,
    setup: bool = False,
    only: Filter | None = None,
    prune: bool = False,
    text: str | None = None,
) -> ImportedChanges:
    """Return what an import of a data set from the source called `name` does to a catalog, as of a day.

    With `setup`, what the recipe needs is added to `catalog.toml`. `only` are filters on the tools as they
    are after the import; the files of others are left alone. With `prune`, files of tools go that the source
    does not have any more. `text` is that of the recipe, if it is to be written.

    Raises VcompareError for a recipe or data that cannot be used, and for categories that the catalog lacks.
    """
    declared = set_up(opened, recipe) if setup else None
    changed = Catalog.of(Preview(opened.root, [declared])) if declared else opened.catalog
    written = FileChange(recipe_path(name), None, text) if text else None
    data = typed(rows(data), recipe, changed.fields) if _is_table(recipe) else data
    translation = translate(data, recipe, changed.settings)
    _refuse_categories(translation, recipe, changed.settings)
    _refuse_incomplete(changed, translation)
    planned = plan(name, recipe, translation, changed.source, today, prune=prune)
    found = ImportedChanges(opened.root, name, translation, planned, declared, written)
    found.undeclared = translation.undeclared
    if only is not None:
        found.only = _passing(found, only)
        if declared:
            found.setup = set_up(opened, recipe, [translation.tools[slug] for slug in found.only])
        if found.undeclared:
            found.undeclared = _lacking(found, data, recipe, changed.settings)
        found.plan = plan(name, recipe, translation, changed.source, today, only=found.only, prune=prune)
    return found


def _is_table(recipe: Recipe) -> bool:
    """Say whether a recipe is for a table, whose rows are the records."""
    return recipe.groups is None and recipe.records.strip() == "@"


def rows(data: Any) -> Any:
    """Return the rows of a table. An object without objects is one: so looks NDJSON of a single line."""
    is_row = isinstance(data, dict) and not any(isinstance(value, dict) for value in data.values())
    return [data] if is_row else data


def _refuse_incomplete(catalog: Catalog, translation: Translation) -> None:
    """Raise VcompareError where tools would have no category, not even in people's files, or no currency."""
    tools = translation.tools.items()
    bare = [slug for slug, tool in tools if "category" not in tool and slug not in catalog]
    if bare:
        hint = 'add a column `category`, or `[constants]` with `category = "..."` to the recipe'
        raise VcompareError(f"no category is known of {_first(bare)}", hint)
    bare = [slug for slug, tool in tools if _lacks_currency(tool)] if not catalog.settings.currency else []
    if bare:
        hint = 'add `currency = "USD"` at the top of catalog.toml, or a column `currency`'
        raise VcompareError(f"the amounts of {_first(bare)} have no currency", hint)


def _lacks_currency(tool: Mapping[str, Any]) -> bool:
    prices = (tool.get("pricing", {}), *tool.get("offers", {}).values())
    return any("currency" not in one and not one.keys().isdisjoint(AMOUNTS) for one in prices)


def _first(slugs: Sequence[str]) -> str:
    first = natural_list([f"`{slug}`" for slug in slugs[:3]])
    return f"{first} and {len(slugs) - 3:,} more" if slugs[3:] else first


def _passing(found: ImportedChanges, only: Filter) -> set[str]:
    """Return the slugs of the tools that pass filters once everything is imported."""
    catalog = Catalog.of(Preview(found.root, found.changes))
    passes = passing(conditions(catalog.fields, only))
    records = (catalog.record(slug)[0] for slug in found.translation.tools)
    panel, fields = catalog.settings.panel, catalog.fields
    return {record.slug for record in records if record and passes(listed(record, panel, fields))}


def set_up(
    opened: OpenCatalog, recipe: Recipe, tools: Sequence[Mapping[str, Any]] | None = None
) -> FileChange | None:
    """Return the change of `catalog.toml` that adds what a recipe needs, None where nothing is missing.

    With `tools`, only what these use is added. Comments stay. Raises VcompareError where the file is written
    so that only a person can change it.
    """
    from vcompare.editing.values import with_values

    missing = _missing(recipe, opened.settings, None if tools is None else _used(tools, recipe))
    if not missing:
        return None
    before = edits.current(opened.root, _SETTINGS) or ""
    after = with_values(before, missing, (), opened.root / _SETTINGS)
    declared = Declared(tuple(opened.fields.specs), tuple(opened.fields.meters))
    return FileChange(_SETTINGS, before, kept_formatted(_SETTINGS, before, after, declared))


def _lacking(found: ImportedChanges, data: Any, recipe: Recipe, settings: Settings) -> list[str]:
    """Return what the fitting tools have and the catalog does not declare, or declares otherwise."""
    specs, meters = recipe.setup.specs | settings.specs, recipe.setup.meters | settings.meters
    whole = translate(data, recipe, replace(settings, specs=specs, meters=meters))
    used = _used([whole.tools[slug] for slug in found.only or ()], recipe)
    return [one for one in found.undeclared if one in used or one in whole.undeclared]


def _used(tools: Sequence[Mapping[str, Any]], recipe: Recipe) -> set[str]:
    """Return the specs and meters that tools use, as `specs.context`, and what these meters are part of."""
    used = set[str]()
    for tool in tools:
        for one in (tool, *tool.get("offers", {}).values()):
            prices = tool.get("pricing", {}) if one is tool else one
            tiers, plans = prices.get("tiers", ()), prices.get("plans", ())
            tables = [prices.get("rates", {}), *(tier[key] for tier in tiers for key in ("over", "rates"))]
            tables += [{plan["per"]: None, **plan.get("includes", {})} for plan in plans]
            used |= {f"specs.{key}" for key in one.get("specs", {})}
            used |= {f"meters.{key}" for table in tables for key in table}
    for key, meter in recipe.setup.meters.items():
        used |= {f"meters.{meter.part_of}"} if f"meters.{key}" in used and meter.part_of else set()
    return used


def _missing(recipe: Recipe, settings: Settings, used: set[str] | None) -> dict[str, Any]:
    """Return what a recipe needs and a catalog does not declare, by key; None takes all for `used`."""
    wanted, missing = recipe.setup, dict[str, Any]()
    more = [one for one in wanted.categories if one not in settings.categories]
    if more and settings.categories:
        missing["categories"] = [*settings.categories, *more]
    for table, declared in (("specs", settings.specs), ("meters", settings.meters)):
        for key, one in getattr(wanted, table).items():
            if key not in declared and (used is None or f"{table}.{key}" in used):
                missing |= {f"{table}.{key}.{part}": value for part, value in _given(one).items()}
    return missing


def _given(declaration: Struct) -> Mapping[str, Any]:
    """Return the keys of a declaration that say more than their defaults."""
    values = ((one.name, getattr(declaration, one.name), one.default) for one in fields_of(type(declaration)))
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value, default in values
        if value != default
    }


def _refuse_categories(translation: Translation, recipe: Recipe, settings: Settings) -> None:
    """Raise VcompareError where tools would have categories that the catalog does not list."""
    unlisted = translation.categories
    if not unlisted:
        return
    verb = "is no category" if len(unlisted) == 1 else "are no categories"
    near = did_you_mean(unlisted[0], settings.categories) if len(unlisted) == 1 else None
    hint = near or "add them to `categories` in catalog.toml, or give others in the recipe"
    if set(unlisted) <= set(recipe.setup.categories):
        hint = "add `--setup`, which adds to catalog.toml what the recipe needs"
    named = natural_list([f'"{one}"' for one in unlisted])
    raise VcompareError(f"{named} {verb} of this catalog", hint)
