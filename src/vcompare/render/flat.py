"""Sheets as headings, tables and prose: for formats that have nothing else."""

from collections.abc import Iterable, Iterator, Sequence

from vcompare.text.prose import Items, Paragraph, Span
from vcompare.views.blocks import (
    Block,
    Cell,
    ChangeList,
    Column,
    Grid,
    Head,
    Heading,
    Part,
    Passage,
    Plot,
    PlotRow,
    Sheet,
    Table,
    TableSection,
    unknown,
    words,
)


def flat(blocks: Iterable[Block]) -> Iterator[Heading | Passage | Table]:
    """Yield blocks in order: of a sheet a heading and a table per section, its notes and its remark."""
    for block in blocks:
        if isinstance(block, Sheet):
            yield from _sheet(block)
        elif isinstance(block, ChangeList):
            yield from _changes(block)
        else:
            yield block


def _changes(of: ChangeList) -> Iterator[Heading | Table]:
    columns = tuple(map(Column, ("What", "Before", "After")))
    for group in of.groups:
        yield Heading(" · ".join(filter(None, [group.title, group.note])), 2)
        yield Table(
            columns, tuple((Cell(row.label), row.before or Cell(""), row.after) for row in group.rows)
        )


def _sheet(sheet: Sheet) -> Iterator[Heading | Passage | Table]:
    names = [_title(head) for head in sheet.heads]
    for number, part in enumerate(sheet.parts):
        if part.title:
            yield Heading(part.title, sheet.level)
        # The first table explains the letters, so a plot that comes first has the names.
        yield from _part(part, names, [head.letter or "Score" for head in sheet.heads] if number else names)
    if not sheet.parts:
        yield Passage((Items(tuple(map(words, names))),))
    if sheet.sources:
        yield Heading("Sources", sheet.level)
    for number, spans in enumerate(sheet.sources, 1):
        yield Passage((Paragraph((Span(f"[{number}] "), *spans)),))
    for note in sheet.notes:
        yield Passage(words(f"{note.label}: {note.text}"))
    if sheet.remark:
        yield Passage(words(sheet.remark))


def _part(part: Part, names: Sequence[str], in_short: Sequence[str]) -> Iterator[Table]:
    if isinstance(part, Grid):
        rows = tuple((Cell(row.label), *row.cells) for row in part.rows)
        yield Table(tuple(map(Column, ["", *names])), rows)
    elif isinstance(part, TableSection):
        yield part.table
    elif part.rows:
        yield _plot(part, in_short)


def _title(head: Head) -> str:
    name = f"{head.name} ({head.note})" if head.note else head.name
    return f"{head.letter} · {name}" if head.letter else name


def _plot(plot: Plot, titles: Sequence[str]) -> Table:
    points = [Column(title, numeric=True) for title in titles]
    remark = Column("Lead" if len(titles) > 1 else "Distance")
    return Table((Column(""), *points, remark), tuple(map(_plot_row, plot.rows)))


def _plot_row(row: PlotRow) -> tuple[Cell, ...]:
    points = (unknown() if point is None else Cell(str(point)) for point in row.points)
    return Cell(row.label), *points, Cell(row.remark)
