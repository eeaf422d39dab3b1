"""Tables of tools: all of them, those of a category, and those with a tag."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import NamedTuple, get_args

from vcompare.app.listing import LAST, Listing
from vcompare.comparison import Card
from vcompare.fields import Field
from vcompare.fields.kinds import Amount, Quantity
from vcompare.model import NONE, Entry, PanelVerdict
from vcompare.render.payloads import json_bytes, tools_payload
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage
from vcompare.views.blocks import Cell, Column
from vcompare.views.tools import table


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the page of all tools, and one for each category and each tag."""
    yield SitePage("table", addresses.TOOLS, ("tools", ""), (), tuple(contents.tools))
    for name, slugs in contents.categories.items():
        yield SitePage(
            "table", addresses.category(contents.category_slugs[name]), ("category", name), (), tuple(slugs)
        )
    for name, slugs in contents.tags.items():
        yield SitePage("table", addresses.tag(contents.tag_slugs[name]), ("tag", name), (), tuple(slugs))
    for address, what in ((addresses.CATEGORIES, "categories"), (addresses.TAGS, "tags")):
        made_of = repr(_counts(contents, what))
        yield SitePage("table", address, (what, ""), made_of=made_of)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render a table."""
    what, name = page.names
    path = addresses.file(page.address)
    if what in {"categories", "tags"}:
        values = {"title": what.capitalize(), "description": f"The {what} of {contents.title}."}
        text = templates.fill(contents, "groups.html", page, groups=_counts(contents, what), **values)
        return {path: text}
    titles = {"tools": "All tools", "category": name, "tag": f"Tagged {name}"}
    text = templates.fill(
        contents,
        "table.html",
        page,
        title=titles[what],
        description=f"{titles[what]}: {len(page.brief)} compared, with prices and facts.",
        table=table_of(contents, page.brief),
    )
    return {path: text, **(_for_programs(contents) if what == "tools" else {})}


def _for_programs(contents: Contents) -> Mapping[str, str]:
    """Return the JSON object of `list`, beside the page of all tools."""
    payload = tools_payload(contents.listed.values(), contents.opened.fields)
    return {addresses.LIST: json_bytes(payload).decode()}


def _counts(contents: Contents, what: str) -> list[tuple[str, str, int]]:
    """Return the names of groups, their addresses, and how many tools each has."""
    if what == "categories":
        return [
            (name, addresses.category(contents.category_slugs[name]), len(slugs))
            for name, slugs in contents.categories.items()
        ]
    return [
        (name, addresses.tag(contents.tag_slugs[name]), len(slugs)) for name, slugs in contents.tags.items()
    ]


class Extent(NamedTuple):
    """The least and the most that a number can be, "" where there is no such limit, or nothing known."""

    low: str
    high: str


class Pick(NamedTuple):
    """What tools can be picked by, such as tags: values in rows, with labels and how many rows have each."""

    name: str
    label: str
    options: Sequence[tuple[str, str, int]]


class TableRow(NamedTuple):
    """A tool of a table: its address, and its cells, each with its place in the order of its column.

    `groups` are what it can be picked by: its category, verdict and entry, and its tags, with spaces between.
    """

    slug: str
    address: str
    groups: Mapping[str, str]
    cells: Sequence[tuple[Cell, str, Extent]]


class TableOfTools(NamedTuple):
    """Tools as a table that can be sorted and filtered: its fields, its columns, and its rows.

    `numbers` are the fields that can be limited, each with what an amount of it is in.
    """

    fields: Sequence[Field]
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    picks: Sequence[Pick]
    numbers: Sequence[tuple[Field, str]]


def table_of(contents: Contents, slugs: Sequence[str]) -> TableOfTools:
    """Lay out tools with the columns that their facts suggest, and with all other specs and rates."""
    found = [contents.listed[slug] for slug in slugs]
    listing = Listing(found, (), len(found), fields=contents.opened.fields)
    tools = listing.tools
    fields = [field for field in _with_all_facts(listing) if field.path != "slug"]
    of = table(tools, fields, contents.today)
    places = [places_in(tools, field) for field in fields]
    extents = [[extent_in(field, tool) for tool in tools] for field in fields]
    columns = [*zip(*places, strict=True)], [*zip(*extents, strict=True)]
    rows = [
        TableRow(tool.slug, addresses.tool(tool.slug), _groups(contents, tool), [*zip(*cells, strict=True)])
        for tool, *cells in zip(tools, of.rows, *columns, strict=True)
    ]
    numbers = [(field, _unit(field)) for field in fields if isinstance(field.kind, Quantity | Amount)]
    return TableOfTools(fields, of.columns, rows, [*_picks(contents, rows)], numbers)


def _with_all_facts(listing: Listing) -> list[Field]:
    """Return the columns of a list, and the specs and rates that only few of its tools have."""
    facts = [*listing.fields.specs.values(), *listing.fields.meters.values()]
    known = [
        field
        for field in facts
        if field.kind.style != "link" and any(field.known(tool) is not None for tool in listing.tools)
    ]
    return [*dict.fromkeys((*listing.columns, *known))]


def _unit(field: Field) -> str:
    if not isinstance(field.kind, Amount):
        return getattr(field.kind, "unit", "")
    main = field.kind.currencies.main
    return f"{main} per {field.kind.of}" if field.meter else main


def _groups(contents: Contents, tool: Card) -> dict[str, str]:
    found = {
        "category": contents.category_slugs[tool.tool.category],
        "tags": " ".join(contents.tag_slugs[tag] for tag in dict.fromkeys(tool.tool.tags)),
        "verdict": tool.panel.verdict or "",
        "entry": tool.tool.entry or "",
    }
    return {name: value for name, value in found.items() if value}


def _picks(contents: Contents, rows: Sequence[TableRow]) -> Iterator[Pick]:
    """Yield what the rows can be picked by: what all of them share is no choice."""
    labels = {
        "category": {slug: name for name, slug in contents.category_slugs.items()},
        "tags": {slug: name for name, slug in contents.tag_slugs.items()},
        "verdict": {one: one.capitalize() for one in get_args(PanelVerdict)},
        "entry": {one: one.capitalize() for one in get_args(Entry)},
    }
    for name, named in labels.items():
        counts = Counter(value for row in rows for value in row.groups.get(name, "").split())
        options = [(value, label, counts[value]) for value, label in named.items() if counts[value]]
        if any(count < len(rows) for _, _, count in options):
            yield Pick(name, name.capitalize(), options)


def extent_in(field: Field, tool: Card) -> Extent:
    """Return the least and the most that a number of a tool can be, as `list --where` compares it."""
    value = field.known(tool) if isinstance(field.kind, Quantity | Amount) else None
    if value is None or value is NONE:
        return Extent("", "")
    ends = field.kind.span(value)
    if isinstance(field.kind, Amount) and {end[:2] for end in ends} != {(0, "")}:
        return Extent("", "")  # it cannot be converted into the currency of the filter
    low, high = (_number(field.kind.worth(end)) for end in ends)
    return Extent(low, high)


def _number(of: float | Decimal | Fraction) -> str:
    """Return a number as a script reads it, nothing for one without a limit."""
    exact = float(of) if isinstance(of, Fraction) else of
    return str(exact) if isfinite(exact) else ""


def places_in(tools: Sequence[Card], field: Field) -> list[str]:
    """Return the place of each tool in the order of a field, from 0; the same where they are alike.

    What is known to be nothing comes after all values (`none`), and what is unknown after that (no place).
    """
    orders = [field.order(tool) for tool in tools]
    values = sorted({order for order in orders if order not in LAST})
    places = {order: str(place) for place, order in enumerate(values)} | {(): "none", None: ""}
    return [places[order] for order in orders]
