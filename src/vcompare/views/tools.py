"""A list of tools, a row each."""

from collections.abc import Iterable

from vcompare.comparison.cards import Overview
from vcompare.views.blocks import Cell, Column, Table, unknown
from vcompare.views.comparison import panel


def table(tools: Iterable[Overview]) -> Table:
    """Lay out a list of tools, a row each."""
    columns = (Column("Tool", long=True), Column("Panel"), Column("Score", numeric=True), Column("Entry"),
               Column("Category", long=True))  # fmt: skip
    return Table(columns, tuple(_row(tool) for tool in tools))


def _row(tool: Overview) -> tuple[Cell, ...]:
    score = tool.panel.score
    retired = f"retired {tool.retired}" if tool.retired else ""
    return (
        Cell(tool.name, detail=retired, note=tool.slug),
        panel(tool, short=True),
        Cell(f"{score.mean:.1f}", "number") if score else unknown(),
        Cell(tool.entry.capitalize()),
        Cell(tool.category),
    )
