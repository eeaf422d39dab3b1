"""Blocks as a Markdown document."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vcompare.render.flat import flat
from vcompare.render.markdown_escape import escape
from vcompare.render.markdown_inline import inline
from vcompare.render.markdown_prose import prefixed, prose
from vcompare.text.prose import Items, Node, Paragraph, plain
from vcompare.views.blocks import Block, Cell, Heading, Prose, Table


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as a Markdown document, with one empty line between them."""
    return "\n\n".join(filter(None, map(_block, flat(blocks)))) + "\n"


def _block(block: Heading | Prose | Table) -> str:
    if isinstance(block, Heading):
        # A heading may end in a row of #, which is not part of it.
        return f"{'#' * block.level} {re.sub('#$', '&#35;', escape(block.text))}"
    if isinstance(block, Table):
        return _table(block)
    # A list by itself is in one page only, and may be as long as an index.
    is_list = not block.quoted and all(isinstance(node, Items) for node in block.nodes)
    return (_prose.__wrapped__ if is_list else _prose)(block.nodes, quoted=block.quoted)


@lru_cache(maxsize=4096)
def _prose(nodes: tuple[Node, ...], *, quoted: bool) -> str:
    """Write running text, and remember it: pages about the same tools have much of it in common."""
    text = prose(nodes)
    return prefixed("> ", "> ", text) if quoted else text


def _table(table: Table) -> str:
    titles = [escape(column.title) for column in table.columns]
    marks = ["---:" if column.numeric else "---" for column in table.columns]
    return "\n".join(map(_row, [titles, marks, *(map(_cell, row) for row in table.rows)]))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    headline = escape(cell.headline)
    if cell.role != "plain":
        headline = headline.replace(cell.text, f"**{cell.text}**", 1)
    return " · ".join(filter(None, [headline, escape(cell.note), _inline(cell.prose)]))


def _inline(nodes: Sequence[Node]) -> str:
    """Write running text on the one line that a cell is."""
    return " ".join(
        inline(node.spans, breaks=False) if isinstance(node, Paragraph) else escape(plain([node]))
        for node in nodes
    )
