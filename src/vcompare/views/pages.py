"""The index of many pages, each about two tools."""

from collections.abc import Callable, Iterator, Sequence

from vcompare.comparison import Card, labels
from vcompare.text.prose import Items, Paragraph, Span
from vcompare.text.words import plural
from vcompare.views.blocks import Block, Heading, Passage, words


def index(
    catalog: str, tools: Sequence[Card], address: Callable[[str, str], str]
) -> Iterator[tuple[Block, ...]]:
    """Yield the index of all pairs in parts: each tool with the pages on which it is compared.

    `address` returns where the page about two slugs is. A part at a time keeps memory low for many pages.
    """
    count = plural(len(tools) * (len(tools) - 1) // 2, "page")
    text = f"{count}: every two of {plural(len(tools), 'tool')} from the catalog “{catalog}”, side by side."
    yield Heading("Comparisons", 1), Passage(words(text))
    named = list(zip(tools, labels(tools), strict=True))
    for tool, name in named:
        links = (
            Span(f"vs {label}", href=address(tool.slug, other.slug))
            for other, label in named
            if other is not tool
        )
        yield Heading(name, 2), Passage((Items(tuple((Paragraph((link,)),) for link in links)),))
