"""Tables of tools: all of them, those of a category, and those with a tag."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vcompare.app.listing import LAST, Listing
from vcompare.comparison import Card
from vcompare.fields import Field
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
    return {path: text}


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


class TableRow(NamedTuple):
    """A tool of a table: its address, and its cells, each with its place in the order of its column."""

    slug: str
    address: str
    cells: Sequence[tuple[Cell, str]]


class TableOfTools(NamedTuple):
    """Tools as a table that can be sorted: its fields, its columns, and its rows."""

    fields: Sequence[Field]
    columns: Sequence[Column]
    rows: Sequence[TableRow]


def table_of(contents: Contents, slugs: Sequence[str]) -> TableOfTools:
    """Lay out tools with the columns that their facts suggest."""
    found = [contents.listed[slug] for slug in slugs]
    listing = Listing(found, (), len(found), fields=contents.opened.fields)
    fields = [field for field in listing.columns if field.path != "slug"]
    of = table(listing.tools, fields, contents.today)
    places = [places_in(listing.tools, field) for field in fields]
    rows = [
        TableRow(slug, addresses.tool(slug), [*zip(cells, (column[at] for column in places), strict=True)])
        for at, (slug, cells) in enumerate(zip(slugs, of.rows, strict=True))
    ]
    return TableOfTools(fields, of.columns, rows)


def places_in(tools: Sequence[Card], field: Field) -> list[str]:
    """Return the place of each tool in the order of a field, from 0; the same where they are alike.

    What is known to be nothing comes after all values (`none`), and what is unknown after that (no place).
    """
    orders = [field.order(tool) for tool in tools]
    values = sorted({order for order in orders if order not in LAST})
    places = {order: str(place) for place, order in enumerate(values)} | {(): "none", None: ""}
    return [places[order] for order in orders]
