"""Prose (`text/prose.py`) as Markdown; nothing in it becomes HTML, a heading of the page, or another cell."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

from vcompare.render.markdown_escape import line_start
from vcompare.render.markdown_inline import inline
from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote
from vcompare.text.safe import visible

_HIGHEST_NUMBER = 999_999_999
"""The highest that a list can have (CommonMark 5.2). Only that of the first item counts."""


def prose(nodes: Sequence[Node], mark: str = "") -> str:
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
            parts.append(_block(node))
    return "\n\n".join(parts)


def prefixed(first: str, rest: str, text: str) -> str:
    """Put one prefix before the first line and another before the rest, without spaces on an empty line."""
    lines = zip(chain([first], repeat(rest)), text.split("\n"), strict=False)
    return "\n".join(prefix + line if line else prefix.rstrip() for prefix, line in lines)


@lru_cache(maxsize=4096)
def _block(node: Paragraph | CodeBlock | Quote) -> str:
    if isinstance(node, CodeBlock):
        return _fenced(node)
    if isinstance(node, Quote):
        return prefixed("> ", "> ", prose(node.blocks))
    # A heading inside a text must not become one of the page around it.
    lines = inline(span._replace(strong=span.strong or node.level > 0) for span in node.spans).split("\n")
    return "\n".join(map(line_start, lines))


def _items(node: Items, mark: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start or 0):
        first = f"{mark} " if node.start is None else f"{min(number, _HIGHEST_NUMBER)}{mark} "
        yield prefixed(first, " " * len(first), prose(item, mark))


def _fenced(node: CodeBlock) -> str:
    text = visible(node.text, lines=True)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{node.language}\n{text}\n{fence}"
