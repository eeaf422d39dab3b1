"""What a search found, a row a tool."""

from collections.abc import Iterable

from vcompare.catalog.full_text import Hit
from vcompare.views.blocks import Answer, Column, Table


def table(hits: Iterable[Hit]) -> Table:
    """Lay out hits, best first: the tool, and where and how it says what was asked for."""
    columns = (Column("Tool", long=True), Column("Found in"), Column("Text", long=True))
    return Table(columns, tuple(_row(hit) for hit in hits))


def _row(hit: Hit) -> tuple[Answer, ...]:
    return Answer(hit.name, note=hit.slug), Answer(_place(hit.field)), Answer(hit.snippet, "snippet")


def _place(field: str) -> str:
    """Say in words which field of a tool's JSON that is."""
    if field.startswith("reviews."):
        return f"review by {field.split('.')[1]}"
    return field.removesuffix(".summary").replace("_", " ")
