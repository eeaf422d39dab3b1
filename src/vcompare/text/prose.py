"""Prose as a small, safe tree: paragraphs, lists, quotes and code, whatever they were written in.

`markdown.py` makes the tree; renderers turn it into their own format and never see the source.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct


class Span(NamedTuple):
    """A run of text in one style; `href` makes it a link, a text of a newline is a line break."""

    text: str
    code: bool = False
    strong: bool = False
    emphasis: bool = False
    href: str | None = None


class Paragraph(Struct, frozen=True, cache_hash=True):
    """Running text; with a `level` from 1 it is a heading."""

    spans: tuple[Span, ...]
    level: int = 0


class CodeBlock(Struct, frozen=True, cache_hash=True):
    """Lines to be shown as they are, in a language that is a word of letters and a few signs, or unknown."""

    text: str
    language: str = ""


class Quote(Struct, frozen=True, cache_hash=True):
    """Blocks that quote someone."""

    blocks: "tuple[Node, ...]"


class Items(Struct, frozen=True, cache_hash=True):
    """A list; `start` is the first number of an ordered one."""

    items: "tuple[tuple[Node, ...], ...]"
    start: int | None = None


Node = Paragraph | CodeBlock | Quote | Items


def plain(nodes: Iterable[Node]) -> str:
    """Return the text of a tree on one line, without its markup."""
    return " ".join(" ".join(map(_text, leaves(nodes))).split())


def leaves(nodes: Iterable[Node]) -> Iterator[Paragraph | CodeBlock]:
    """Yield the paragraphs and the code of a tree in the order in which they are read."""
    for node in nodes:
        if isinstance(node, Quote):
            yield from leaves(node.blocks)
        elif isinstance(node, Items):
            for item in node.items:
                yield from leaves(item)
        else:
            yield node


def _text(leaf: Paragraph | CodeBlock) -> str:
    return leaf.text if isinstance(leaf, CodeBlock) else "".join(span.text for span in leaf.spans)
