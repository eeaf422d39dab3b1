"""A whole data set to facts about tools, by a recipe. No files are read or written."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from vcompare.catalog.expressions import ExpressionError
from vcompare.errors import VcompareError
from vcompare.importers import values
from vcompare.importers.bounds import MAX_RECORDS
from vcompare.importers.budget import STEPS, Budget, BudgetError
from vcompare.importers.combining import FoundTool, combined
from vcompare.importers.evaluation import compiled, each, holds
from vcompare.importers.identity import Identity, identity, label, seller
from vcompare.importers.records import Facts, Reader, expression
from vcompare.model import Recipe, Settings
from vcompare.text.slugs import DEVICES

_EXPRESSIONS = ("version", "groups", "records", "tool", "offer", "own", "where")
_Called = tuple[Any, ...]
"""What a data set calls a record, as it has that: the seller and the tool, as far as they are known."""
_FEWER = "let `records` of the recipe find fewer, or import the data in parts"
_OTHER_DATA = "check that this is the data that the recipe is for; `values(…)` lists an object"


class Dropped(Struct, frozen=True, order=True):
    """A record, or one `field` of it, that did not become a fact, and the reason.

    `record` is what the data set calls it, and `slug` that of its tool, where it has one. `kind` is as much
    of the reason as others have too, empty where that is all. What the recipe itself leaves out is `wanted`.
    """

    record: str
    field: str
    reason: str
    wanted: bool = False
    kind: str = ""
    slug: str = ""


class Translation(Struct, frozen=True):
    """What a data set says of tools, in the shape of their files, by slug, sorted.

    Of so many `records`, `own` are those of the tools themselves, and `offers` are of sellers; the others
    were dropped. `spellings` has the names of tools that are spelled in several ways. `undeclared` are the
    specs and meters that the catalog does not declare, as `specs.context`, or declares in another unit, and
    `categories` those that it does not list.
    """

    tools: dict[str, dict[str, Any]]
    version: str | None
    records: int
    own: int
    offers: int
    dropped: list[Dropped]
    spellings: dict[str, list[str]]
    undeclared: list[str]
    categories: list[str]

    @property
    def dropped_records(self) -> int:
        """How many records did not become facts."""
        return sum(not one.field for one in self.dropped)


def translate(data: Any, recipe: Recipe, settings: Settings, *, steps: int = STEPS) -> Translation:
    """Translate a data set, as its file has it, to what a catalog with these settings can say.

    Numbers with a fraction should be `Decimal`, so that no amount changes. Bad records and values are
    dropped, and said to be. Raises VcompareError for a recipe whose expressions are wrong or take too long,
    and for data that has no records where the recipe looks for them.
    """
    translator = _Translator(recipe, settings, Budget(steps))
    try:
        translator.read(data)
        return translator.translation(data)
    except BudgetError as much:
        hint = "make the expressions simpler, or the data smaller"
        raise VcompareError(f"an expression of the recipe {much} for this data", hint) from None


class _Translator:
    def __init__(self, recipe: Recipe, settings: Settings, budget: Budget) -> None:
        self._recipe = recipe
        self._settings = settings
        self._budget = budget
        self._reader = Reader(recipe, settings, budget)
        self._find = {
            name: expression(name, text, budget, each if name in {"groups", "records"} else compiled)
            for name in _EXPRESSIONS
            if (text := getattr(recipe, name))
        }
        self._only, self._skipped = {*recipe.only.tools}, {*recipe.skip.tools}
        self._found = dict[str, FoundTool]()
        self._dropped = list[Dropped]()
        self._count = 0

    def read(self, data: Any) -> None:
        """Read all records."""
        for key, group in self._groups(data):
            for called, record in self._listed("records", group):
                self._count += 1
                if self._count > MAX_RECORDS:
                    raise VcompareError(f"the recipe finds more than {MAX_RECORDS:,} records", _FEWER)
                if isinstance(record, dict):
                    self._budget.spend(len(record) // 8)
                    self._read({**record, "_key": called, "_group": group, "_group_key": key})
                else:
                    self._drop((), "is no object")
        if not self._count:
            raise VcompareError("`records` of the recipe finds nothing in this data", _OTHER_DATA)
        wrong = next((one for one in self._dropped if not one.field and not one.wanted), None)
        if wrong and not self._found:
            raise VcompareError(
                f"the recipe finds no tool in this data: {wrong.record} {wrong.reason}", _OTHER_DATA
            )

    def translation(self, data: Any) -> Translation:
        """Return what was read."""
        fixed = self._reader.constants, _tagline(self._recipe), (*self._settings.specs,)
        tools = {slug: combined(self._found[slug], *fixed) for slug in sorted(self._found)}
        names = {slug: [*dict.fromkeys(self._found[slug].names)] for slug in tools}
        listed = self._settings.categories
        used = {tool["category"] for tool in tools.values() if "category" in tool} if listed else set[str]()
        return Translation(
            tools=tools,
            version=self._version(data),
            records=self._count,
            own=sum(found.own is not None for found in self._found.values()),
            offers=sum(len(found.offers) for found in self._found.values()),
            dropped=self._dropped,
            spellings={slug: spelled for slug, spelled in names.items() if len(spelled) > 1},
            undeclared=self._reader.undeclared,
            categories=sorted(used.difference(listed)),
        )

    def _groups(self, data: Any) -> Iterator[tuple[str | None, Any]]:
        yield from self._listed("groups", data) if "groups" in self._find else [(None, data)]

    def _listed(self, name: str, data: Any) -> Iterable[tuple[str | None, Any]]:
        """Return what an expression lists, with its keys where it has any. Raises VcompareError."""
        try:
            return _items(self._find[name](data))
        except BudgetError:
            raise
        except ExpressionError as wrong:
            raise VcompareError(
                f"`{name}` of the recipe lists nothing in this data: {wrong}", _OTHER_DATA
            ) from None

    def _read(self, record: dict[str, Any]) -> None:
        called: _Called = ()
        try:
            name = self._value("tool", record)
            called = (name,)
            if "where" in self._find and not holds(self._value("where", record)):
                self._drop(called, "`where` of the recipe leaves it out", wanted=True)
                return
            sold_by = self._value("offer", record)
            called = (sold_by, name)
            record["_own"] = holds(self._value("own", record))
        except BudgetError:
            raise
        except ExpressionError as wrong:
            self._drop(called, str(wrong))
            return
        tool = identity(name, self._recipe.slugs)
        if tool is None:
            self._drop(called, "has no name that a slug can be made of")
        elif self._skipped.intersection((tool.slug, tool.name, name)):
            self._drop(called, "`skip` of the recipe names it", wanted=True)
        elif self._only and self._only.isdisjoint((tool.slug, tool.name, name)):
            self._drop(called, "`only` of the recipe does not name it", wanted=True)
        elif tool.slug in DEVICES:
            self._drop(called, f"comes to the slug {tool.slug}, which Windows reserves for a device")
        else:
            self._add(record, tool, sold_by, called)

    def _add(self, record: Mapping[str, Any], tool: Identity, sold_by: Any, called: _Called) -> None:
        """Add a record to what was found of its tool, unless another one is in its place."""
        by = seller(sold_by)
        if sold_by is not None and not by:
            self._drop(called, "has a seller of whose name no slug can be made", slug=tool.slug)
            return
        found, spelling = self._found.get(tool.slug), tool.spelling
        if found is None:
            found = self._found[tool.slug] = FoundTool(spelling, [])
        if found.spelling != spelling:
            reason = f'comes to the slug {tool.slug}, which "{label(found.names[0])}" has'
            self._drop(called, reason, kind="comes to the slug of another tool", slug=tool.slug)
            return
        if by in found.offers or (found.own and by in {"", found.seller}):
            reason = f"is a second record of {tool.slug}{f' from {by}' if by else ''}"
            kind = f"is a second record of its tool{' and seller' if by else ''}"
            self._drop(called, reason, kind=kind, slug=tool.slug)
            return
        found.names.append(_name(tool))

        def drop(field: str, reason: str, kind: str = "") -> None:
            self._drop(called, reason, field, kind=kind, slug=tool.slug)

        facts = self._reader.facts(record, drop)
        if found.own is None and (record["_own"] or not by):
            found.own, found.seller = facts, by
        else:
            found.offers[by] = _named(facts, sold_by, by)

    def _value(self, name: str, record: Any) -> Any:
        """Return what an expression of the recipe finds in a record, None where it has no such expression."""
        if name not in self._find:
            return None
        try:
            return self._find[name](record)
        except BudgetError:
            raise
        except ExpressionError as wrong:
            raise ExpressionError(f"`{name}` of the recipe has no value here: {wrong}") from None

    def _version(self, data: Any) -> str | None:
        try:
            found = self._value("version", data)
            return None if found is None else str(values.version(found))
        except (ExpressionError, ValueError):
            return None

    def _drop(
        self,
        called: _Called,
        reason: str,
        field: str = "",
        *,
        wanted: bool = False,
        kind: str = "",
        slug: str = "",
    ) -> None:
        record = label(*called) or f"record {self._count}"
        self._dropped.append(Dropped(record, field, reason, wanted, kind, slug))


def _items(found: Any) -> Iterable[tuple[str | None, Any]]:
    """Return what `each` finds, with its keys where it has any."""
    if isinstance(found, dict):
        return found.items()
    return [(None, one) for one in found or ()]


@lru_cache(4096)
def _name(tool: Identity) -> str:
    """Return what a data set calls a tool, if that can be the name of one, or else its slug."""
    try:
        return str(values.of_name(tool.name))
    except ValueError:
        return tool.slug


def _named(facts: Facts, sold_by: Any, slug: str) -> Facts:
    """Return an offer whose seller has a name: the one by which the data set calls it, if that says more."""
    if "name" not in facts.offer and sold_by != slug:
        with suppress(ValueError):
            facts.offer["name"] = values.of_name(sold_by)
    return facts


def _tagline(recipe: Recipe) -> str:
    """Return what to say of a tool of which a data set says nothing: where it is listed."""
    host = urlsplit(recipe.home or "").hostname
    return f"Listed on {host}" if host else "Imported"
