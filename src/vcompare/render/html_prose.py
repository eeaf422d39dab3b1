"""Prose (`text/prose.py`) as HTML."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup, escape

from vcompare.render.tags import element, joined
from vcompare.text.prose import CodeBlock, Items, Node, Quote, Span
from vcompare.text.safe import visible

# The tree has no others, yet this is where one would do harm.
# The last is a page of ours beside this one.
_LINK = re.compile(r"(?:https?://|mailto:)\S+|[a-z0-9-]+\.html", re.IGNORECASE)
_IN_ADDRESS = ";/?:@&=+$,-_.!~*'()#%[]"


def prose(nodes: Iterable[Node]) -> Markup:
    """Return nodes one after the other."""
    return Markup("\n").join(map(_node, nodes))


def link(address: str, *content: str) -> Markup:
    """Return a link; only the content where the address is not one of http, https or mailto."""
    if not _LINK.fullmatch(address):
        return joined(*content)
    bare = visible(address.removeprefix("mailto:")) == joined(*content).unescape()
    href = quote(address, safe=_IN_ADDRESS, errors="replace")
    return element("a", *content, href=href, class_="address" if bare else None)


def _node(node: Node) -> Markup:
    if isinstance(node, CodeBlock):
        code = escape(visible(node.text, lines=True))
        return element(
            "pre", element("code", code, class_=f"language-{node.language}" if node.language else None)
        )
    if isinstance(node, Quote):
        return element("blockquote", prose(node.blocks))
    if isinstance(node, Items):
        return _items(node)
    # A heading inside a text must not become one of the page around it.
    return element("p", _line(node.spans), class_="title" if node.level else None)


def _items(node: Items) -> Markup:
    items = [element("li", prose(item)) for item in node.items]
    if node.start is None:
        return element("ul", *items)
    return element("ol", *items, start=node.start if node.start != 1 else None)


def _line(spans: Sequence[Span]) -> Markup:
    """Return styled text, with one link around all that has its address."""
    parts = []
    for href, run in groupby(spans, lambda span: span.href):
        text = joined(*map(_span, run))
        parts.append(link(href, text) if href else text)
    return joined(*parts)


def _span(span: Span) -> Markup:
    if span.text == "\n":
        return element("br")
    text = escape(visible(span.text))
    for name, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
        text = element(name, text) if wanted else text
    return text
