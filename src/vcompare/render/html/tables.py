"""Sheets and tables as HTML, all of it escaped.

In Python, not in a template: a site has hundreds of cells on each of ten thousands of pages, and a template
takes four times as long for them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from vcompare.render.html.prose import line, marked, prose, whole_dates
from vcompare.render.palette import tool_class
from vcompare.text.safe import one_line
from vcompare.views.blocks import Cell, Column, Grid, GridRow, Head, Part, Plot, Scale, Sheet, TableSection

_SHORT = 28
"""How long a value is at most that takes no more than two lines of a narrow column."""
_MOST_COLUMNS = 6
"""Up to so many tools side by side have columns of a width of their own."""
_STRENGTHS = 4
"""The parts of a stacked bar come in so many strengths of a color."""
_BETTER = '<span class="mark" aria-hidden="true">▲</span><span class="unseen"> better</span>'
Chart = Callable[[Plot, Sequence[Head]], str]


def sheet(of: Sheet, level: int, chart: Chart) -> str:
    """Return a sheet whose headings are of some level; `chart` draws its plots."""
    return "\n".join(_sheet(of, level, chart))


def _sheet(of: Sheet, level: int, chart: Chart) -> Iterator[str]:
    parts = groupby(of.parts or (Grid("", ()),), lambda part: isinstance(part, Grid))
    for number, (is_grid, run) in enumerate(parts):
        if is_grid:
            yield from _grids([part for part in run if isinstance(part, Grid)], of.heads, again=number > 1)
        else:
            for part in run:
                yield from _plot(part, of.heads, level, chart)
    if of.sources:
        yield f'<section class="sources">\n<h{level}>Sources</h{level}>\n<ol>'
        yield from (f'<li id="source-{at}">{line(one)}</li>' for at, one in enumerate(of.sources, 1))
        yield "</ol>\n</section>"
    if of.notes:
        yield '<dl class="notes">'
        yield from (
            f"<div><dt>{_text(note.label)}</dt> <dd>{_dated(note.text)}</dd></div>" for note in of.notes
        )
        yield "</dl>"
    if of.remark:
        yield f'<p class="remark">{_text(of.remark)}</p>'


def _grids(grids: Sequence[Grid], heads: Sequence[Head], *, again: bool) -> Iterator[str]:
    """Yield grids as one table. Its heads are unseen if a table above it has them.

    The roles are those that the elements have anyway. Where a narrow window makes blocks of rows and cells,
    some browsers would forget them.
    """
    size = len(heads) if len(heads) <= _MOST_COLUMNS else "many"
    yield f'<table class="sheet of-{size}" role="table">'
    yield f'<caption class="unseen">{_text(" vs ".join(head.name for head in heads))}</caption>'
    yield f'<colgroup><col class="label"/>{"<col/>" * len(heads)}</colgroup>'
    yield f'<thead role="rowgroup"{_class("unseen", again)}>'
    yield '<tr role="row">\n<td class="corner" role="cell"></td>'
    yield from (_head(head, at) for at, head in enumerate(heads))
    yield "</tr>\n</thead>"
    for grid in grids:
        yield f'<tbody role="rowgroup"{_class("strong", grid.strong)}>'
        if grid.title:
            span = len(heads) + 1
            yield (
                f'<tr class="section" role="row"><th scope="rowgroup" colspan="{span}" role="rowheader" '
                f'aria-colspan="{span}">{_text(grid.title)}</th></tr>'
            )
        for row in grid.rows:
            yield from _row(row, heads)
        yield "</tbody>"
    yield "</table>"


def _head(head: Head, at: int) -> str:
    letter = f'<span class="letter {tool_class(at)}">{_text(head.letter)}</span> ' if head.letter else ""
    name = f'<span class="name">{_text(head.name)}</span>'
    if head.note:
        name = f'<span>{name} <span class="note">{_dated(head.note)}</span></span>'
    return f'<th scope="col" role="columnheader"><span class="head">{letter}{name}</span></th>'


def _row(row: GridRow, heads: Sequence[Head]) -> Iterator[str]:
    """Yield a row. The page aligns what stands beside a mark, and gives long cells lines of their own."""
    is_marked, is_long = any(cell.best for cell in row.cells), any(map(_is_running, row.cells))
    kind = " ".join(["marked"] * is_marked + ["long"] * is_long)
    yield f'<tr role="row"{_class(kind, bool(kind))}>'
    yield f'<th scope="row" role="rowheader">{_text(row.label)}</th>'
    for at, (cell, head) in enumerate(zip(row.cells, heads, strict=False)):
        letter = f' data-letter="{_text(head.letter)}"' if head.letter else ""
        best = " best" if cell.best else ""
        yield f'<td role="cell"{letter} class="{tool_class(at)}{best}">{content(cell, at)}</td>'
    yield "</tr>"


def _plot(part: Part, heads: Sequence[Head], level: int, chart: Chart) -> Iterator[str]:
    yield '<section class="plot">'
    if part.title:
        yield f"<h{level}>{_text(part.title)}</h{level}>"
    if isinstance(part, TableSection):
        yield table(part.table.columns, part.table.rows)
    elif isinstance(part, Plot) and part.rows:
        yield f"<figure>{chart(part, heads)}</figure>"
    yield "</section>"


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table, which scrolls by itself where it is too wide, with the keyboard as well."""
    label = _text(", ".join(column.title for column in columns))
    heads = (
        f'<th scope="col"{_class("numeric", column.numeric)}>{_text(column.title)}</th>' for column in columns
    )
    return "\n".join((
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table class="plain">',
        "<thead>\n<tr>",
        *heads,
        "</tr>\n</thead>\n<tbody>",
        *(part for row in rows for part in _cells(columns, row)),
        "</tbody>\n</table></div>",
    ))  # fmt: skip


def _cells(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[str]:
    yield "<tr>"
    for column, cell in zip(columns, row, strict=False):
        kind = "numeric" if column.numeric else "whole" if is_whole(cell) else "running"
        yield f'<td class="{kind}">{content(cell, 0)}</td>'
    yield "</tr>"


def content(cell: Cell, tool: int) -> Markup:
    """Return what is in a cell of the tool at some place."""
    parts = [_headline(cell, tool)]
    if cell.note:
        parts.append(f' <span class="note">{_dated(cell.note)}</span>')
    if cell.prose:
        parts.append(f' <div class="prose">{prose(cell.prose)}</div>')
    if cell.source and not (cell.text or cell.detail):
        parts.append(f" {_reference(cell)}")
    return Markup("".join(parts))  # noqa: S704 - all in it is escaped


def _headline(cell: Cell, tool: int) -> str:
    if cell.shares:
        return _stack(cell)
    detail = f' <span class="detail">{_dated(cell.detail)}</span>' if cell.detail else ""
    if cell.unknown:
        return f'<span class="unknown">{_text(cell.text)}</span>{detail}'
    if not (cell.text or cell.detail):
        return ""
    parts = [_value(cell)]
    if cell.source:
        parts.append(f" {_reference(cell)}")
    if cell.best:
        space = "&#160;" if cell.source else " "
        parts.append(
            f'{space}<span class="mark" aria-hidden="true">▲</span><span class="unseen"> better</span>'
        )
    if cell.scale:
        parts.append(f" {_scale(tool, cell.scale)}")
    if cell.role != "verdict":
        parts.append(detail)
    return f'<span class="headline">{"".join(parts)}</span>'


def _value(cell: Cell) -> str:
    if cell.role == "verdict":
        number = f' <strong class="number">{_text(cell.detail)}</strong>' if cell.detail else ""
        return f'<strong class="verdict {cell.verdict or ""}">{_text(cell.text)}</strong>{number}'
    if cell.role == "number":
        return f'<strong class="number">{_text(cell.text)}</strong>'
    return marked(cell.text) if cell.role == "snippet" else _dated(cell.text)


def _reference(cell: Cell) -> str:
    number = f'<span class="unseen">source </span>{cell.reference}'
    return f'<a class="reference" href="#source-{cell.source}">{number}</a>'


def _stack(cell: Cell) -> str:
    """Draw the parts of a worth, each in another strength of the tool's color.

    In outline comes how much more it may be.
    """
    *known, more = cell.shares
    said = "".join(f"{share:.2f} " for share in known) + (f"and up to {more:.2f} more" if more else "")
    drawn, x = list[str](), 0.0
    for number, share in enumerate(cell.shares):
        kind = "open" if number == len(known) else f"part-{number % _STRENGTHS}"
        at, width = round(x * 100, 2), round(share * 100, 2)
        drawn.append(f'<rect x="{at}" y="0" width="{width}" height="10" class="{kind}"/>')
        x += share
    kind = f"stack {tool_class(cell.tool or 0)}"
    return (
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" class="{kind}" role="img" aria-label="{said}">'
        f'<rect x="0" y="0" width="100" height="10" class="track"/>{"".join(drawn)}</svg>'
    )


def _scale(tool: int, of: Scale) -> str:
    """Draw a score's range on the axis of its row, with its mean."""
    unit = 100 / (of.end - of.start)
    low, mean = round((of.low - of.start) * unit, 1), round((of.mean - of.start) * unit - 0.5, 1)
    width = round((of.high - of.low) * unit, 1)
    said = f"from {of.low} to {of.high} on a scale of {of.start} to {of.end}, on average {of.mean}"
    return (
        f'<svg viewBox="0 0 100 10" class="scale {tool_class(tool)}" role="img" aria-label="{said}">'
        '<rect x="0" y="4.5" width="100" height="1" class="track"/>'
        f'<rect x="{low}" y="3" width="{width}" height="4" rx="1" class="range"/>'
        f'<rect x="{mean}" y="0" width="1" height="10" class="mean"/></svg> '
        f'<span class="detail ends">{_text(str(of.span or of.low))}</span>'
    )


def _class(name: str, applies: bool) -> str:
    return f' class="{name}"' if applies else ""


@lru_cache(1 << 12)  # most texts stand in many cells
def _text(text: str) -> str:
    return str(escape(one_line(text)))


@lru_cache(1 << 12)
def _dated(text: str) -> str:
    return str(whole_dates(one_line(text)))


def _is_running(cell: Cell) -> bool:
    """Say whether a cell holds running text, which needs a line of its own in a narrow window."""
    return bool(cell.prose) or len(cell.text) > _SHORT


def is_whole(cell: Cell) -> bool:
    """Say whether a cell of a list is never broken: a short value, and a slug, however long that is."""
    return not _is_running(cell) or not (cell.prose or " " in cell.text)
