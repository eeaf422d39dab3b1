"""What a search found, one row per tool."""

from collections.abc import Iterable, Sequence

from vcompare.comparison import Card
from vcompare.fields import BUILTIN, Field
from vcompare.index.query import Hit
from vcompare.views.blocks import Cell, Column, Table


def table(hits: Iterable[Hit]) -> Table:
    """Lay out hits, best first: the tool, and where and how its text matches."""
    columns = (Column("Slug"), Column("Name", long=True), Column("Text", long=True))
    return Table(columns, tuple(_row(hit) for hit in hits))


def list_table(tools: Iterable[Card], asked: Sequence[Field]) -> Table:
    """Lay out the tools that were found as a list, with the fields that were asked for."""
    from vcompare.views import tools as listed

    return listed.table(tools, columns(asked))


def columns(asked: Sequence[Field]) -> tuple[Field, ...]:
    """Return the columns that take the place of the text: those asked for, and which tool it is."""
    return (*(BUILTIN[path] for path in ("slug", "name") if BUILTIN[path] not in asked), *asked)


def _row(hit: Hit) -> tuple[Cell, ...]:
    found = Cell(hit.snippet, "snippet", note=f"in {_place(hit.field)}")
    return Cell(hit.slug), Cell(hit.name), found


def _place(field: str) -> str:
    """Say in words which field of a tool's JSON that is."""
    if field.startswith("reviews."):
        return f"the review by {field.split('.')[1]}"
    if field.startswith("offers."):
        _, seller, *_ = field.split(".")
        return f"the offer of {seller}"
    if field.startswith("pricing.rates."):
        return f"the rate of {field.split('.')[2]}"
    name = field.removeprefix("specs.").removesuffix(".summary").removeprefix("pricing.")
    return name.replace("_", " ").replace("-", " ")
