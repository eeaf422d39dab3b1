"""Blocks as a Markdown document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from vcompare.render.markdown_prose import escape, inline, prefixed, prose
from vcompare.text.prose import Items, Node, Paragraph, plain
from vcompare.views.blocks import Block, Cell, Grid, Head, Heading, Plot, Prose, Sheet, Table


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as a Markdown document, with one empty line between them."""
    return "\n\n".join(part for block in blocks for part in _block(block) if part) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        # A heading may end in a row of #, which is not part of it.
        yield f"{'#' * block.level} {re.sub('#$', '&#35;', escape(block.text))}"
    elif isinstance(block, Prose):
        # A list by itself is in one page only, and may be as long as an index.
        is_list = not block.quoted and all(isinstance(node, Items) for node in block.nodes)
        yield (_prose.__wrapped__ if is_list else _prose)(block.nodes, quoted=block.quoted)
    elif isinstance(block, Table):
        yield _table(
            [escape(column.title) for column in block.columns],
            [[_answer(answer) for answer in row] for row in block.rows],
            [column.numeric for column in block.columns],
        )
    else:
        yield from _sheet(block)


@lru_cache(maxsize=4096)
def _prose(nodes: tuple[Node, ...], *, quoted: bool) -> str:
    """Write running text, and remember it: pages about the same tools have much of it in common."""
    text = prose(nodes)
    return prefixed("> ", "> ", text) if quoted else text


def _sheet(sheet: Sheet) -> Iterator[str]:
    titles = ["", *map(_head, sheet.heads)]
    for number, part in enumerate(sheet.parts):
        if part.title:
            yield f"## {part.title}"
        if isinstance(part, Grid):
            rows = [[escape(row.label), *map(_answer, row.cells)] for row in part.rows]
            yield _table(titles, rows)
            continue
        if part.rows:
            # The letters are explained by the first table, so a plot that comes first has the names.
            yield _plot(
                part, titles if number == 0 else ["", *(head.letter or "Score" for head in sheet.heads)]
            )
        if part.remarks:
            yield escape(" ".join(part.remarks))


def _head(head: Head) -> str:
    name = escape(f"{head.name} ({head.note})" if head.note else head.name)
    return f"{head.letter} · {name}" if head.letter else name


def _plot(plot: Plot, titles: Sequence[str]) -> str:
    titles = [*titles, "Lead" if len(titles) > 2 else "Distance"]  # noqa: PLR2004
    rows = [
        [
            escape(row.label),
            *("unknown" if point is None else str(point) for point in row.points),
            escape(row.remark),
        ]
        for row in plot.rows
    ]
    return _table(titles, rows, [False, *(True for _ in titles[2:]), False])


def _answer(answer: Cell) -> str:
    headline = escape(answer.headline)
    if answer.role != "plain":
        headline = headline.replace(answer.text, f"**{answer.text}**", 1)
    parts = [headline, escape(answer.note), " ".join(_cell(node) for node in answer.prose)]
    return " · ".join(filter(None, parts))


def _cell(node: Node) -> str:
    if isinstance(node, Paragraph):
        return inline(node.spans, breaks=False)
    return escape(plain([node]))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = ()) -> str:
    marks = ["---:" if number else "---" for number in numeric] or ["---"] * len(titles)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (titles, marks, *rows))
