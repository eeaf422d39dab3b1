"""Many pages, each about two tools: the index that leads to them."""

from collections.abc import Callable, Iterator, Sequence

from vcompare.comparison import Card, labels
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.text.words import plural
from vcompare.views.blocks import Block, Heading, Prose, words


def index(
    catalog: str, tools: Sequence[Card], address: Callable[[str, str], str]
) -> Iterator[tuple[Block, ...]]:
    """Yield what an index of all pairs says, tool by tool: of each, the pages on which it is compared.

    `address` is where the page about two slugs lies. There may be very many pages, so they come bit by bit.
    """
    names = labels(tools)
    count = plural(len(tools) * (len(tools) - 1) // 2, "page")
    told = f"{count}: every two of {plural(len(tools), 'tool')} from the catalog “{catalog}”, side by side."
    yield Heading("Comparisons", 1), Prose(words(told))
    for tool, name in zip(tools, names, strict=True):
        others = [
            _link(f"vs {label}", address(tool.slug, other.slug))
            for other, label in zip(tools, names, strict=True)
            if other is not tool
        ]
        yield Heading(name, 2), Prose((Items(tuple(others)),))


def _link(text: str, address: str) -> tuple[Node, ...]:
    return (Paragraph((Span(text, href=address),)),)
