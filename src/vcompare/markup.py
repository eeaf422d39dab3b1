"""Markdown from a catalog as a small, safe tree: the only user of the Markdown parser.

CommonMark without raw HTML (a tag is text), links only to http, https and mailto (others stay text), and
an image is its description. Renderers turn the tree into their own format and never see the source.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import Struct


class Span(NamedTuple):
    """A run of text in one style; `href` makes it a link, a text of a newline is a line break."""

    text: str
    code: bool = False
    strong: bool = False
    emphasis: bool = False
    href: str | None = None


class Paragraph(Struct, frozen=True):
    """Running text; with a `level` from 1 it is a heading."""

    spans: tuple[Span, ...]
    level: int = 0


class CodeBlock(Struct, frozen=True):
    """Lines to be shown as they are, in a language that is a word of letters and a few signs, or unknown."""

    text: str
    language: str = ""


class Quote(Struct, frozen=True):
    """Blocks said by someone else."""

    blocks: "tuple[Node, ...]"


class Items(Struct, frozen=True):
    """A list; `start` is the first number of an ordered one."""

    items: "tuple[tuple[Node, ...], ...]"
    start: int | None = None


Node = Paragraph | CodeBlock | Quote | Items

# A Markdown parser costs 15 ms to import and a millisecond a text: look before parsing.
# The patterns are compiled where they are used, for most commands never get there.
_MARKED = r"(?m)[\\`*_\[\]<&!#>~|=]|^[ \t]*(?:[-+]|\d+[.)])(?:\s|$)|^(?: {4}|\t)|^ {0,3}-|  \n"
_LINK = r"(?i)(?:https?://|mailto:)[^\s]+"
_BLANK = r"\n[ \t]*\n"
_END = r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]"
_ABBREVIATION = (
    r"\b(?:(?i:e\.g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|vol|ch|eq|pp|mr|ms|mrs|dr|st|inc|ltd|co)|[A-Z])\.$"
)
_SUMMARY_LENGTH = 200


def parse(text: str) -> tuple[Node, ...]:
    """Parse Markdown. Where the text uses none, this is a split at blank lines."""
    if re.search(_MARKED, text):
        return tuple(_blocks(_parser().parse(text)))
    parts = (" ".join(part.split()) for part in re.split(_BLANK, text))
    return tuple(Paragraph((Span(part),)) for part in parts if part)


def plain(nodes: Iterable[Node]) -> str:
    """Return the text of a tree on one line, without its markup."""
    return " ".join(" ".join(_texts(nodes)).split())


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text as plain text, at most 200 characters.

    A sentence ends at `.`, `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation,
    or at an ideographic stop. A text without an end is cut at a word. Only the first paragraph is parsed.
    """
    nodes = parse(re.split(_BLANK, text.strip(), maxsplit=1)[0])
    line = next((found for node in nodes if (found := plain([node]))), "")
    for end in re.finditer(_END, line[: _SUMMARY_LENGTH + 1]):
        if not re.search(_ABBREVIATION, line[: end.end()]):
            return line[: end.end()]
    return line if len(line) <= _SUMMARY_LENGTH else line[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def raw_html(text: str) -> list[str]:
    """Return the pieces of HTML in a Markdown text, as CommonMark tells them from text and code."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
    return [token.content.strip() for token in flat if token.type in {"html_block", "html_inline"}]


def unsafe_links(text: str) -> list[str]:
    """Return the addresses in a Markdown text that no output links to."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the parser names it
    inner = [child for token in parser.parse(text) for child in token.children or ()]
    links = [str(token.attrs["href"]) for token in inner if token.type == "link_open"]
    return [link for link in links if not re.fullmatch(_LINK, link)]


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Paragraph):
            yield "".join(span.text for span in node.spans)
        elif isinstance(node, CodeBlock):
            yield node.text
        elif isinstance(node, Quote):
            yield from _texts(node.blocks)
        else:
            for item in node.items:
                yield from _texts(item)


def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["html_block", "html_inline"])
    parser.validateLink = lambda url: re.fullmatch(_LINK, url) is not None  # type: ignore[method-assign]
    return parser


def _blocks(tokens: Sequence[Any]) -> Iterator[Node]:
    """Turn the parser's flat list of opening and closing tokens into a tree."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at) if token.nesting == 1 else at
        inside = tokens[at + 1 : end]
        if token.type in {"paragraph_open", "heading_open"}:
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
            yield Paragraph(tuple(_spans(inside[0].children)), level)
        elif token.type in {"fence", "code_block"}:
            language = re.match(r"[\w+#-]{0,30}", token.info, re.ASCII)
            yield CodeBlock(token.content.rstrip("\n"), language[0] if language else "")
        elif token.type == "blockquote_open":
            yield Quote(tuple(_blocks(inside)))
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
            yield Items(tuple(_items(inside)), start)
        at = end + 1


def _items(tokens: Sequence[Any]) -> Iterator[tuple[Node, ...]]:
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        yield tuple(_blocks(tokens[at + 1 : end]))
        at = end + 1


def _closing(tokens: Sequence[Any], start: int) -> int:
    return next(at for at in range(start + 1, len(tokens)) if tokens[at].level == tokens[start].level)


def _spans(tokens: Sequence[Any]) -> Iterator[Span]:
    strong = emphasis = 0
    href: str | None = None
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type in {"em_open", "em_close"}:
            emphasis += token.nesting
        elif token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close":
            href = None
        elif token.type == "softbreak":
            yield Span(" ", False, bool(strong), bool(emphasis), href)
        elif token.type == "hardbreak":
            yield Span("\n", False, bool(strong), bool(emphasis), href)
        elif token.content:
            text = " ".join(token.content.split("\n"))
            yield Span(text, token.type == "code_inline", bool(strong), bool(emphasis), href)
