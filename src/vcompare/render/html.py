"""Blocks as HTML, and pages that need nothing but themselves: no script, no request, no font of their own."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from vcompare.render import chart, palette
from vcompare.render.html_cell import content
from vcompare.render.html_prose import prose
from vcompare.render.tags import color, element, joined, lines
from vcompare.text.prose import Items, Node
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, Cell, Column, Grid, GridRow, Head, Heading, Plot, Prose, Sheet, Table

if TYPE_CHECKING:
    from jinja2 import Template

_DEEPEST = 6
_MOST_BESIDE = 6
"""More tools than these are below each other, however wide the window is."""


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as a fragment of HTML in which everything is escaped.

    A heading is at most one level below the one before it, and what a sheet has of its own fits below that.
    """
    parts, level = [], None
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, _DEEPEST if level is None else level + 1, _DEEPEST)
            parts.append(element(f"h{level}", block.text))
        else:
            parts.append(_block(block, min((level or 1) + 1, _DEEPEST)))
    return str(Markup("\n").join(part for part in parts if part))


def page(title: str, description: str, body: str, *, language: str = "en") -> str:
    """Return one self-contained page around a fragment, which is taken for safe as it is."""
    return _template().render(
        title=one_line(title),
        description=one_line(description),
        body=Markup(body),  # noqa: S704 - it is a fragment
        language=language,
        colors=palette.css(),
    )


def document(blocks: Sequence[Block], title: str = "", description: str = "") -> str:
    """Return blocks as a page; without a title, it is called after the tools in it."""
    if title:
        return page(title, description, render(blocks))
    heads = next((block.heads for block in blocks if isinstance(block, Sheet)), ())
    title = " vs ".join(head.name for head in heads) or "vcompare"
    described = f"{title}, side by side" if len(heads) > 1 else title
    return page(
        title, f"{described}: what the panel says, scores and facts.", render([Heading(title, 1), *blocks])
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja")


def _block(block: Table | Prose | Sheet, level: int) -> Markup:
    if isinstance(block, Prose):
        # A list by itself is in one page only, and may be as long as an index.
        is_list = not block.quoted and all(isinstance(node, Items) for node in block.nodes)
        return (_prose.__wrapped__ if is_list else _prose)(block.nodes, quoted=block.quoted)
    if isinstance(block, Table):
        return _table(block)
    return Markup("\n").join(_sheet(block, level))


@lru_cache(maxsize=4096)
def _prose(nodes: tuple[Node, ...], *, quoted: bool) -> Markup:
    """Write running text, and remember it: pages about the same tools have much of it in common."""
    return element("blockquote", prose(nodes)) if quoted else prose(nodes)


def _sheet(sheet: Sheet, level: int) -> Iterator[Markup]:
    """Write a table of all sections up to a plot, the plot, and another table of those after it."""
    continued = False
    for is_grid, parts in groupby(sheet.parts, lambda part: isinstance(part, Grid)):
        if is_grid:
            grids = [part for part in parts if isinstance(part, Grid)]
            yield _grids(grids, sheet.heads, continued=continued)
            continued = True
        else:
            yield from (_plot(part, sheet.heads, level) for part in parts if isinstance(part, Plot))


def _grids(grids: Sequence[Grid], heads: Sequence[Head], *, continued: bool) -> Markup:
    # The roles are those that the elements have anyway. Where a narrow window makes blocks of rows and cells,
    # some browsers would forget them.
    names = [_head(head, index) for index, head in enumerate(heads)]
    corner = element("td", class_="corner", role="cell")
    top = element("tr", lines(corner, *names), role="row")
    return element(
        "table",
        lines(
            element("caption", " vs ".join(head.name for head in heads), class_="unseen"),
            element("colgroup", element("col", class_="label"), *(element("col") for _ in heads)),
            element("thead", lines(top), role="rowgroup", class_="unseen" if continued else None),
            *(_grid(grid, heads) for grid in grids),
        ),
        class_=f"sheet of-{len(heads) if len(heads) <= _MOST_BESIDE else 'many'}",
        role="table",
    )


def _head(head: Head, index: int) -> Markup:
    letter = element("span", head.letter, class_=f"letter {color(index)}") if head.letter else Markup()
    note = element("span", head.note, class_="note") if head.note else Markup()
    name = element("span", head.name, class_="name")
    called = element("span", joined(name, Markup(" "), note)) if note else name
    whole = element("span", Markup(" ").join(filter(None, (letter, called))), class_="head")
    return element("th", whole, scope="col", role="columnheader")


def _grid(grid: Grid, heads: Sequence[Head]) -> Markup:
    rows = [_grid_row(row, heads) for row in grid.rows]
    if grid.title:
        width = len(heads) + 1
        title = element(
            "th", grid.title, scope="rowgroup", colspan=width, role="rowheader", aria_colspan=width
        )
        rows.insert(0, element("tr", title, class_="section", role="row"))
    return element("tbody", lines(*rows), role="rowgroup", class_="strong" if grid.strong else None)


def _grid_row(row: GridRow, heads: Sequence[Head]) -> Markup:
    """Write a row; the page aligns what stands beside a mark, and gives long cells lines of their own."""
    marked = "marked" if any(cell.best for cell in row.cells) else ""
    long = "long" if any(cell.prose for cell in row.cells) else ""
    label = element("th", row.label, scope="row", role="rowheader")
    cells = [_cell(cell, heads, index) for index, cell in enumerate(row.cells)]
    return element(
        "tr", lines(label, *cells), role="row", class_=" ".join(filter(None, (marked, long))) or None
    )


def _cell(cell: Cell, heads: Sequence[Head], index: int) -> Markup:
    return element(
        "td",
        content(cell, index),
        role="cell",
        data_letter=heads[index].letter or None,
        class_=f"{color(index)} best" if cell.best else color(index),
    )


def _plot(plot: Plot, heads: Sequence[Head], level: int) -> Markup:
    parts = [element(f"h{level}", plot.title)] if plot.title else []
    if plot.rows:
        parts.append(element("figure", Markup(chart.svg(plot, heads, ""))))  # noqa: S704 - all in it is escaped
    if plot.remarks:
        parts.append(element("p", " ".join(plot.remarks), class_="remark"))
    return element("section", lines(*parts), class_="plot")


def _table(table: Table) -> Markup:
    top = [element("th", column.title, scope="col", class_=_kind(column)) for column in table.columns]
    rows = [_row(row, table.columns) for row in table.rows]
    parts = (
        element("thead", lines(element("tr", lines(*top)))),
        element("tbody", lines(*rows)),
    )
    # It scrolls by itself where it is too wide, with the keyboard as well.
    titles = ", ".join(column.title for column in table.columns)
    written = element("table", lines(*parts), class_="plain")
    return element("div", written, class_="scroll", tabindex=0, role="group", aria_label=titles)


def _row(row: Sequence[Cell], columns: Sequence[Column]) -> Markup:
    cells = (
        element("td", content(cell), class_=_kind(column)) for cell, column in zip(row, columns, strict=True)
    )
    return element("tr", lines(*cells))


def _kind(column: Column) -> str | None:
    return "numeric" if column.numeric else "long" if column.long else None
