"""Blocks as a Markdown document; nothing in prose becomes HTML, a heading of the page, or another cell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from vcompare.render.flat import flat
from vcompare.render.markdown.inline import anywhere, escape, inline, line_start
from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, flowed
from vcompare.text.safe import visible
from vcompare.views.blocks import Block, Cell, Heading, Passage, Table

_HIGHEST_NUMBER = 999_999_999
"""The highest that a list can have (CommonMark 5.2). Only that of the first item counts."""


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as a Markdown document, with one empty line between them."""
    return "\n\n".join(filter(None, map(_block, flat(blocks)))) + "\n"


def _block(block: Heading | Passage | Table) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {anywhere(block.text)}"
    if isinstance(block, Table):
        return _table(block)
    text = _prose(block.nodes)
    return _prefixed("> ", "> ", text) if block.quoted else text


def _table(table: Table) -> str:
    titles = [escape(column.title) for column in table.columns]
    marks = ["---:" if column.numeric else "---" for column in table.columns]
    return "\n".join(
        f"| {' | '.join(cells)} |" for cells in (titles, marks, *(map(_cell, row) for row in table.rows))
    )


def _cell(cell: Cell) -> str:
    headline = escape(cell.headline)
    if cell.role == "snippet":
        headline = re.sub("«[^»]*»", r"**\g<0>**", headline)
    elif cell.role != "plain":
        text = escape(cell.text)
        headline = headline.replace(text, f"**{text}**", 1)
    return " · ".join(filter(None, [headline, escape(cell.note), flowed(cell.prose, _leaf)]))


@lru_cache(maxsize=1 << 12)  # pages about the same tools have much in common
def _leaf(leaf: Paragraph | CodeBlock) -> str:
    return escape(leaf.text) if isinstance(leaf, CodeBlock) else inline(leaf.spans, breaks=False)


def _prose(nodes: Sequence[Node], mark: str = "") -> str:
    """Write blocks one after the other; `mark` is that of the item which they are in.

    A list has other marks than one right before it, or they would be one list, and than the item that it
    begins, or three of them would be a rule.
    """
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Items):
            mark = next(other for other in ("-*" if node.start is None else ".)") if other != mark)
            parts.append("\n".join(_items(node, mark)))
        else:
            mark = ""
            parts.append(_node(node))
    return "\n\n".join(parts)


@lru_cache(maxsize=1 << 12)  # pages about the same tools have much in common
def _node(node: Paragraph | CodeBlock | Quote) -> str:
    if isinstance(node, CodeBlock):
        text = visible(node.text, lines=True)
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}{node.language}\n{text}\n{fence}"
    if isinstance(node, Quote):
        return _prefixed("> ", "> ", _prose(node.blocks))
    # A heading inside a text must not become one of the page around it.
    lines = inline(span._replace(strong=span.strong or node.level > 0) for span in node.spans).split("\n")
    return "\n".join(map(line_start, lines))


def _items(node: Items, mark: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start or 0):
        first = f"{mark} " if node.start is None else f"{min(number, _HIGHEST_NUMBER)}{mark} "
        yield _prefixed(first, " " * len(first), _prose(item, mark))


def _prefixed(first: str, rest: str, text: str) -> str:
    """Put one prefix before the first line and another before the rest, without spaces on an empty line."""
    lines = text.split("\n")
    prefixes = [first, *[rest] * len(lines)]
    return "\n".join(
        prefix + line if line else prefix.rstrip() for prefix, line in zip(prefixes, lines, strict=False)
    )
