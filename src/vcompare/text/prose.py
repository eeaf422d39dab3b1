"""Prose as a small, safe tree: paragraphs, lists, quotes and code, whatever they were written in.

`markdown.py` makes the tree; renderers turn it into their own format and never see the source.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

_ENDS = (".", "!", "?", ":", ";", ",", "。", "！", "？")


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
    return " ".join(flowed(nodes, _text).split())


def flowed(nodes: Iterable[Node], write: Callable[[Paragraph | CodeBlock], str]) -> str:
    """Return a tree on one line, with leaves as `write` returns them, and the items of a list kept apart."""
    line = ""
    after_list = False
    for node in nodes:
        if isinstance(node, Items):
            part = ""
            for item in node.items:
                part = _joined(part, flowed(item, write), "; ")
        else:
            part = flowed(node.blocks, write) if isinstance(node, Quote) else write(node)
        line = _joined(line, part, "; " if after_list else " ")
        after_list = isinstance(node, Items)
    return line


def _joined(first: str, second: str, between: str) -> str:
    """Join two texts, by a space where the first ends like a sentence already."""
    if not (first and second):
        return first or second
    return f"{first}{' ' if first.endswith(_ENDS) else between}{second}"


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


def collapsed(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return a line in its one canonical form: what reads the same has the same spans.

    A run of white space is one space or one line break. It has the style and the link that the text before
    and after it share, and there is none at the ends. Neighbors of one style are one span.
    """
    done: list[Span] = []
    gap: Span | None = None
    for span in _pieces(spans):
        if span.text.isspace() and not span.code:
            gap = span if gap is None else _gap(gap, span, span)
            continue
        if gap and done:
            done.append(_gap(done[-1], gap, span))
        done.append(span)
        gap = None
    runs = groupby(done, lambda span: (span.text == "\n", span[1:]))
    return tuple(Span("".join(span.text for span in run), *style) for (_, style), run in runs)


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """Split the white space at the ends of each text off, as spans of their own."""
    for span in spans:
        core = " ".join(span.text.split())
        if span.code:
            yield span._replace(text=re.sub(r"\s", " ", span.text))
        elif span.text == "\n" or not core:
            yield from [span._replace(text=span.text if span.text == "\n" else " ")] if span.text else []
        else:
            lead, tail = span.text[0].isspace(), span.text[-1].isspace()
            yield from (span._replace(text=text) for text in (" " * lead, core, " " * tail) if text)


def _gap(before: Span, gap: Span, after: Span) -> Span:
    """Return white space in the style that its neighbors share; a line break needs none."""
    spans = (before, gap, after)
    is_break = "\n" in [span.text for span in spans]
    return Span(
        "\n" if is_break else " ",
        strong=not is_break and all(span.strong for span in spans),
        emphasis=not is_break and all(span.emphasis for span in spans),
        href=gap.href if before.href == gap.href == after.href else None,
    )
