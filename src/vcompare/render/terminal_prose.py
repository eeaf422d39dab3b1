"""Trees of `markup.py` for a terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Columns
from rich.text import Text

from vcompare.markup import CodeBlock, Items, Node, Paragraph, Quote, Span
from vcompare.text import visible


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
    if isinstance(node, Paragraph):
        text = Text()
        for span in node.spans:
            text.append_text(_span(span))
        if node.level:
            text.stylize("bold")
        return text
    if isinstance(node, CodeBlock):
        return Padding(Text(visible(node.text, lines=True).expandtabs(4), "bold"), (0, 0, 0, 2))
    if isinstance(node, Quote):
        return Padding(prose(node.blocks), (0, 0, 0, 2))
    return _items(node)


def _items(node: Items) -> RenderableType:
    columns = Columns.grid(padding=(0, 1, 0, 0), pad_edge=False)
    columns.add_column()
    columns.add_column(overflow="fold")
    for number, item in enumerate(node.items, node.start or 0):
        columns.add_row("•" if node.start is None else f"{number}.", prose(item) if item else "")
    return columns


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
    text = Text("\n" if span.text == "\n" else visible(span.text), style)
    if span.href and span.href.removeprefix("mailto:") != span.text:
        text.append(f" <{visible(span.href)}>", "dim")
    return text
