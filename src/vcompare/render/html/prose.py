"""Prose (`text/prose.py`) as HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup, escape

from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span
from vcompare.text.safe import one_line, visible

# The tree has no others, yet this is where one would do harm. The last is a page of ours beside this one.
_LINK = re.compile(r"(?:https?://|mailto:)\S+|[a-z0-9-]+\.html", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_IN_ADDRESS = ";/?:@&=+$,-_.!~*'()#%[]"


def whole_dates(text: str) -> Markup:
    """Return text, escaped unless it is already, with dates that no line end breaks."""
    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', str(escape(text))))  # noqa: S704 - it is escaped


def marked(text: str) -> Markup:
    """Return the text of a snippet, with its hits marked."""
    return Markup(re.sub("«[^»]*»", r"<mark>\g<0></mark>", str(escape(one_line(text)))))  # noqa: S704 - it is escaped


def prose(nodes: Iterable[Node]) -> Markup:
    """Return nodes one after the other."""
    return Markup("\n").join(_items(node) if isinstance(node, Items) else _node(node) for node in nodes)


def _items(node: Items) -> Markup:
    items = Markup().join(Markup("<li>{}</li>").format(prose(item)) for item in node.items)
    if node.start is None:
        return Markup("<ul>{}</ul>").format(items)
    start = Markup(' start="{}"').format(node.start) if node.start != 1 else ""
    return Markup("<ol{}>{}</ol>").format(start, items)


@lru_cache(maxsize=1 << 12)  # pages about the same tools have much in common
def _node(node: Paragraph | CodeBlock | Quote) -> Markup:
    if isinstance(node, Quote):
        return Markup("<blockquote>{}</blockquote>").format(prose(node.blocks))
    if isinstance(node, Paragraph):
        # A heading inside a text must not become one of the page around it.
        style = Markup(' class="title"') if node.level else ""
        return Markup("<p{}>{}</p>").format(style, line(node.spans))
    style = Markup(' class="language-{}"').format(node.language) if node.language else ""
    return Markup("<pre><code{}>{}</code></pre>").format(style, visible(node.text, lines=True))


def line(spans: Sequence[Span]) -> Markup:
    """Return styled text, with one link around all that has its address."""
    line = Markup()
    for href, run in groupby(spans, lambda span: span.href):
        text = Markup().join(map(_span, run))
        line += _link(href, text) if href and _LINK.fullmatch(href) else text
    return line


def _link(href: str, text: Markup) -> Markup:
    is_bare = visible(href.removeprefix("mailto:")) == text.unescape()
    style = Markup(' class="address"') if is_bare else ""
    address = quote(href, safe=_IN_ADDRESS, errors="replace")
    return Markup('<a href="{}"{}>{}</a>').format(address, style, text)


def _span(span: Span) -> Markup:
    if span.text == "\n":
        return Markup("<br/>")
    text = escape(visible(span.text)) if span.code or span.href else whole_dates(visible(span.text))
    for name, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
        text = Markup("<{0}>{1}</{0}>").format(name, text) if wanted else text
    return text
