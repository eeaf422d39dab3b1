"""Prose (`text/prose.py`) for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from vcompare.text.prose import CodeBlock, Items, Node, Quote, Span
from vcompare.text.safe import visible

_INDENT = 2
_NARROWEST = 10


def prose(nodes: Sequence[Node]) -> RenderableType:
    """Return nodes one below the other, with an empty line between them."""
    parts = [_node(node) for node in nodes]
    if len(parts) == 1:
        return parts[0]
    spaced: list[RenderableType] = []
    for part in parts:
        spaced += ["", part] if spaced else [part]
    return Group(*spaced)


def _node(node: Node) -> RenderableType:
    if isinstance(node, CodeBlock):
        return _Indented(Text(visible(node.text, lines=True).expandtabs(4), "bold"), _INDENT)
    if isinstance(node, Quote):
        return _Indented(prose(node.blocks), _INDENT)
    if isinstance(node, Items):
        return Group(*_items(node))
    return _line(node.spans, "bold" if node.level else "")


def _line(spans: Sequence[Span], style: str) -> Text:
    """Return styled text, with the address of a link once behind it."""
    text = Text()
    for href, run in groupby(spans, lambda span: span.href):
        link = Text.assemble(*map(_span, run))
        text.append_text(link)
        if href and href.removeprefix("mailto:") != link.plain:
            text.append(f" <{visible(href)}>", "dim")
    text.stylize(style)
    return text


def _items(node: Items) -> Iterator[RenderableType]:
    last = (node.start or 0) + len(node.items) - 1
    indent = len("• " if node.start is None else f"{last}. ")
    for number, item in enumerate(node.items, node.start or 0):
        yield _Indented(prose(item) if item else "", indent, "•" if node.start is None else f"{number}.")


class _Indented:
    """Content that is indented, with or without a mark in front, unless too little width is left.

    A grid draws its cells twice, so what is in lists in lists would be drawn a thousand times.
    """

    def __init__(self, content: RenderableType, indent: int, mark: str = "") -> None:
        self.content = content
        self.indent = indent
        self.mark = mark

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        left = options.max_width - self.indent
        indent, width = (self.indent, left) if left >= _NARROWEST else (0, options.max_width)
        prefix = self.mark.ljust(indent) if indent else ""
        if self.mark and not indent:
            yield from (Segment(self.mark), Segment.line())
        for line in console.render_lines(
            self.content, options.update(width=width, overflow="fold"), pad=False
        ):
            yield from (Segment(prefix), *line, Segment.line())
            prefix = " " * indent


def _span(span: Span) -> Text:
    style = " ".join(
        name
        for name, wanted in (
            ("bold", span.strong),
            ("italic", span.emphasis),
            ("cyan", span.code),
            ("underline", bool(span.href)),
        )
        if wanted
    )
    return Text("\n" if span.text == "\n" else visible(span.text), style)
