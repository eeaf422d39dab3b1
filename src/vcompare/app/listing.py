"""Which tools a list holds, in which order, and which fields are its columns."""

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from vcompare.app import lookup
from vcompare.app.filters import Filter, clash, narrowed, passing, unmatched
from vcompare.app.opened import OpenCatalog
from vcompare.app.queries import ListQuery, query
from vcompare.catalog.store import unreadable
from vcompare.comparison import Card, card
from vcompare.comparison.kept import is_kept, only
from vcompare.comparison.listed import Listed, listed, with_card
from vcompare.errors import UnreadableFileError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Quantity

T = TypeVar("T")

LAST = ((), None)
"""What comes after all values in either direction: nothing, then what is unknown."""
COLUMNS = ("panel.verdict", "panel.score", "quantities", "rates", "specs", "entry", "category", "vendor")
"""What `list` can show beside slugs and names where no columns are asked for.

`rates` are those of all meters: the tools' own, or else the lowest of sellers. Numbers come first: they are
narrow, and what tools are ranked by. `specs` are all others but links.
"""


class Listing(Struct, frozen=True, dict=True):
    """The tools of a list, and an error for each tool that cannot be read."""

    listed: Sequence[Listed]
    problems: Sequence[UnreadableFileError]
    total: int
    """How many tools there are, whatever the list asks for."""
    matched: int = 0
    """How many tools are what the list asks for, whatever its limit."""
    asked: tuple[Field, ...] = ()
    """The fields that were asked for as columns."""
    used: tuple[Field, ...] = ()
    """The fields by which the tools were filtered and sorted, if that tells them apart."""
    remarks: tuple[str, ...] = ()
    """What was asked for that no tool has, each in a sentence."""
    fields: Registry = BUILTIN
    """All fields of the catalog."""

    @cached_property
    def tools(self) -> list[Card]:
        """The cards of the tools, without their reviews unless a field of a reviewer is asked for."""
        return [tool.card for tool in self.listed]

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The fields that were asked for, or else what the facts suggest.

        Those are the slug, the name, what the list is sorted and filtered by, and what most of the tools have
        before what few have. What none has is left out, and so is a spec or a rate that few have.
        """
        if self.asked:
            return self.asked
        counts = {
            field: sum(field.of(tool) is not None for tool in self.tools) for field in _possible(self.fields)
        }
        most = [field for field, count in counts.items() if count and 2 * count >= len(self.tools)]
        own = {field.path for field in most}
        most = [field for field in most if field.part_of not in own]
        declared = {field for field in counts if field.spec or field.path.startswith("pricing.rates.")}
        few = [field for field, count in counts.items() if count and field not in {*most, *declared}]
        return tuple(dict.fromkeys((BUILTIN["slug"], BUILTIN["name"], *self.used, *most, *few)))

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The values of the columns, one row per tool; what is unknown is None."""
        return [tuple(field.of(tool) for field in self.columns) for tool in self.tools]


def _possible(fields: Registry) -> list[Field]:
    specs = [field for field in fields.specs.values() if field.kind.style != "link"]
    quantities = [field for field in specs if isinstance(field.kind, Quantity)]
    rates = [part for field in fields.meters.values() for part in fields.parts(field)]
    found = {path: [fields[path]] for path in COLUMNS if path in fields}
    found |= {"quantities": quantities, "rates": rates}
    found["specs"] = [field for field in specs if field not in quantities]
    return [field for path in COLUMNS for field in found.get(path, ())]


def list_tools(
    opened: OpenCatalog,
    wanted: Filter | None = None,
    *,
    where: str | Sequence[str] = (),
    columns: str | Sequence[str] = (),
    sort: str | Sequence[str] = "slug",
    reverse: bool = False,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> Listing:
    """Return the tools that a list asks for, in order; `among` names slugs that it is limited to.

    `where` are conditions such as `score>=80`, all of which must hold. `columns` and `sort` name fields by
    their path or, where that is unambiguous, by its end; a `-` before a field sorts the highest first. Tools
    that are sorted alike come in the order of `among` or, where that is a set, of their slugs.

    Raises VcompareError for an unknown field, for a condition that cannot be read, and for a negative limit.
    """
    asked = query(
        opened.fields, narrowed(wanted, where), columns=columns, sort=sort, reverse=reverse, limit=limit
    )
    return find(opened, asked, among)


def find(opened: OpenCatalog, asked: ListQuery, among: Collection[str] | None = None) -> Listing:
    """Return the tools that a query asks for, in order."""
    is_part = bool(asked.compared) or asked.limit is not None or among is not None
    index = lookup.kept(opened) if is_part and is_kept(asked.compared) else None
    if index is None:
        return answer(opened, asked, everything(opened), among)

    def of_kept(tools: Sequence[lookup.ListedOrNot]) -> tuple[Sequence[lookup.ListedOrNot], Listing, _Chosen]:
        within = _readable(opened, tools)
        return tools, within, _chosen(opened, asked, within.listed, among)

    tools, within, chosen = index.kept(of_kept, compared=bool(asked.compared))
    _warn(opened, tools)
    return _answer(opened, asked, index.whole(chosen.slugs), within, chosen)


def computed(
    opened: OpenCatalog, asked: ListQuery, among: Collection[str] | None, compute: Callable[[Listing], T]
) -> T:
    """Return what is computed from the tools that a query asks for, by slug.

    Where there is a cache, they have only what it keeps to compute with (`comparison.kept`), and it is done
    while the files are checked.
    """
    index = lookup.kept(opened) if is_kept(asked.compared) else None
    if index is None:
        return compute(answer(opened, asked, everything(opened), among))

    def of_kept(tools: Sequence[lookup.ListedOrNot]) -> tuple[Sequence[lookup.ListedOrNot], T]:
        return tools, compute(answer(opened, asked, _readable(opened, tools), among))

    tools, result = index.kept(of_kept)
    _warn(opened, tools)
    return result


def of_slugs(opened: OpenCatalog, slugs: Sequence[str]) -> Listing:
    """Return tools by their slugs. Raises UnreadableFileError for one with a broken file."""
    panel = opened.settings.panel
    tools = [listed(opened.record(slug), panel, opened.fields) for slug in slugs]
    return Listing(tools, (), len(tools), fields=opened.fields)


def everything(opened: OpenCatalog) -> Listing:
    """Return all tools of a catalog in the order of their slugs."""
    return _listing(opened, lookup.tools(opened))


def _listing(opened: OpenCatalog, tools: lookup.Tools) -> Listing:
    tools = list(tools)
    _warn(opened, tools)
    return _readable(opened, tools)


def _readable(opened: OpenCatalog, tools: Iterable[lookup.ListedOrNot]) -> Listing:
    known, problems = list[Listed](), list[UnreadableFileError]()
    for tool, findings in tools:
        if tool is None:
            problems.append(unreadable(opened.root, findings))
        else:
            known.append(tool)
    return Listing(known, problems, len(known), fields=opened.fields)


def _warn(opened: OpenCatalog, tools: Iterable[lookup.ListedOrNot]) -> None:
    for tool, findings in tools:
        if tool is not None and findings:
            opened.warn(findings)


def answer(
    opened: OpenCatalog, asked: ListQuery, within: Listing, among: Collection[str] | None = None
) -> Listing:
    """Return the tools of a listing that a query asks for, in order."""
    chosen = _chosen(opened, asked, within.listed, among)
    whole = {tool.slug: tool for tool in within.listed}
    return _answer(opened, asked, [whole[slug] for slug in chosen.slugs], within, chosen)


class _Chosen(NamedTuple):
    """The slugs of the tools that a query asks for, in order, how many pass it, and remarks."""

    slugs: list[str]
    matched: int
    remarks: tuple[str, ...]


def _chosen(
    opened: OpenCatalog, asked: ListQuery, tools: Sequence[Listed], among: Collection[str] | None
) -> _Chosen:
    if _lack_reviews(tools, asked.compared):
        tools = [_with_reviews(opened, tool) for tool in tools]
    elif asked.compared:
        tools = only(tools, asked.compared)
    passed = list(filter(passing(asked.conditions), tools))
    remarks = [*unmatched(asked.conditions, tools)]
    if not (passed or remarks) and (why := clash(asked.conditions, opened.fields, tools)):
        remarks = [why]
    chosen = arranged(_among(passed, among), asked.keys)
    return _Chosen([tool.slug for tool in chosen[: asked.limit]], len(chosen), tuple(remarks))


def _among(tools: Sequence[Listed], slugs: Collection[str] | None) -> Sequence[Listed]:
    """Return those of some tools that have one of these slugs, in the order of the slugs if they have one."""
    if slugs is None:
        return tools
    known = {tool.slug: tool for tool in tools}
    ordered = sorted(slugs) if isinstance(slugs, AbstractSet) else dict.fromkeys(slugs)
    return [known[slug] for slug in ordered if slug in known]


def _answer(
    opened: OpenCatalog, asked: ListQuery, listed: list[Listed], within: Listing, chosen: _Chosen
) -> Listing:
    if _lack_reviews(listed, (*asked.columns, *asked.telling)):
        listed = [_with_reviews(opened, tool) for tool in listed]
    seen = (within.problems, within.total, chosen.matched, asked.columns, asked.telling)
    return Listing(listed, *seen, chosen.remarks, opened.fields)


def _lack_reviews(tools: Iterable[Listed], fields: Iterable[Field]) -> bool:
    """Say whether some of these fields need reviews that the tools do not have."""
    return any(field.needs_reviews for field in fields) and not all(tool.has_opinions for tool in tools)


def arranged(tools: Iterable[Listed], keys: Sequence[tuple[Field, bool]]) -> list[Listed]:
    """Return tools sorted by fields, the first of which counts most; equal tools stay in their order.

    For each field, what is known to be nothing comes after all values, and what is unknown after that.
    """
    ordered = list(tools)
    for field, descends in reversed(keys):
        # Sorting is stable, also in reverse.
        if field.path == "slug":
            ordered.sort(key=lambda tool: tool.slug, reverse=descends)
            continue
        keyed = [(field.order(tool.card), tool) for tool in ordered]
        values = [item for item in keyed if item[0] not in LAST]
        values.sort(key=lambda item: item[0], reverse=descends)
        rest = sorted((item for item in keyed if item[0] in LAST), key=lambda item: LAST.index(item[0]))
        ordered = [tool for _, tool in (*values, *rest)]
    return ordered


def _with_reviews(opened: OpenCatalog, tool: Listed) -> Listed:
    """Return a tool with its reviews, which its files have and a list has not."""
    record, _ = opened.catalog.record(tool.slug)
    if record is None:
        return tool
    return with_card(tool, card(record, opened.settings.panel, summarized=False))
