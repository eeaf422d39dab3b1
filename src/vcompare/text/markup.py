"""Markdown from a catalog as a small, safe tree: the only place where a catalog's Markdown is parsed.

CommonMark without raw HTML (a tag is text), links only to http, https and mailto (others stay text), and
an image is its description. Renderers turn the tree into their own format and never see the source.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

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
    """Blocks said by someone else."""

    blocks: "tuple[Node, ...]"


class Items(Struct, frozen=True, cache_hash=True):
    """A list; `start` is the first number of an ordered one."""

    items: "tuple[tuple[Node, ...], ...]"
    start: int | None = None


Node = Paragraph | CodeBlock | Quote | Items

# A Markdown parser costs 15 ms to import and a millisecond a text: look before parsing.
# The patterns are compiled where they are used, for most commands never get there.
_MARKED = r"(?m)[\\`*_\[\]<&!#>~|=]|^[ \t]*(?:[-+]|\d+[.)])(?:\s|$)|^(?: {4}| {0,3}\t)|^ {0,3}-|  \n"
_LINK = r"(?i)(?:https?://|mailto:)[^\s]+"
_BLANK = r"\n[ \t]*\n"
_END = r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]"
_ABBREVIATION = (
    r"\b(?:(?i:e\.g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|vol|ch|eq|pp|mr|ms|mrs|dr|st|inc|ltd|co)|[A-Z])\.$"
)
_SUMMARY_LENGTH = 200
_SUMMARY_SOURCE = 4_000
"""A summary is looked for in as many characters."""

# What a text may cost. Reading takes time for each mark, showing it takes time for each line, and 256 KiB of
# the worst of both take ten seconds; a text of this size takes a few tenths. What is longer, or nested deeper
# than the parser goes (it drops what is below), is text without markup, and so is what is in it.
_MOST_CHARACTERS = 16_384
_MOST_LINES = 1_000
_DEEPEST = 20


def parse(text: str) -> tuple[Node, ...]:
    """Parse Markdown. Where the text uses none, or is too long, this is a split at blank lines."""
    text = _with_newlines(text)
    if _is_short(text) and re.search(_MARKED, text):
        tokens = _parser().parse(text)
        if not any(_is_cut(token) for token in tokens):
            return tuple(_blocks(tokens))
    parts = re.split(_BLANK, text, maxsplit=_MOST_LINES)
    return tuple(Paragraph((Span(line),)) for part in parts if (line := " ".join(part.split())))


@lru_cache(maxsize=2048)
def remembered(text: str) -> tuple[Node, ...]:
    """Parse Markdown once, for who needs the same text again and again: pages about the same tools."""
    return parse(text)


def tidied(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the one way to write down a line: what reads the same has the same spans.

    A run of white space is one space or one line break. It is styled or linked where what is before and after
    it is as well, and there is none at the ends. Neighbours of one style are one span.
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


def plain(nodes: Iterable[Node]) -> str:
    """Return the text of a tree on one line, without its markup."""
    return " ".join(" ".join(map(_text, _leaves(nodes))).split())


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text as plain text, at most 200 characters.

    It is that of the first paragraph, or of a heading or code where there is none. A sentence ends at `.`,
    `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation, or at an ideographic stop.
    A text without an end is cut at a word.
    """
    text = re.sub(r"\A(?:[ \t]*\n)+", "", _with_newlines(text))
    line = _opening(text[:_SUMMARY_SOURCE])
    for end in re.finditer(_END, line[: _SUMMARY_LENGTH + 1]):
        if not re.search(_ABBREVIATION, line[: end.end()]):
            return line[: end.end()]
    return line if len(line) <= _SUMMARY_LENGTH else line[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def raw_html(text: str) -> list[str]:
    """Return the pieces of HTML in a Markdown text, as CommonMark tells them from text and code."""
    from markdown_it import MarkdownIt

    tokens = _flat(MarkdownIt("commonmark"), text)
    return [token.content.strip() for token in tokens if token.type in {"html_block", "html_inline"}]


def unsafe_links(text: str) -> list[str]:
    """Return the addresses in a Markdown text that no output links to."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the parser names it
    links = [str(token.attrs["href"]) for token in _flat(parser, text) if token.type == "link_open"]
    return [link for link in links if not re.fullmatch(_LINK, link)]


def _opening(text: str) -> str:
    """Return the first paragraph, reading no more than it takes, or else the first of what there is."""
    first = text if "]:" in text else re.split(_BLANK, text, maxsplit=1)[0]
    for part in dict.fromkeys((first, text)):
        leaves = [leaf for leaf in _leaves(parse(part)) if isinstance(leaf, Paragraph) and not leaf.level]
        if leaves:
            return plain(leaves[:1])
    return next(filter(None, (plain([leaf]) for leaf in _leaves(parse(text)))), "")


def _leaves(nodes: Iterable[Node]) -> Iterator[Paragraph | CodeBlock]:
    for node in nodes:
        if isinstance(node, Quote):
            yield from _leaves(node.blocks)
        elif isinstance(node, Items):
            for item in node.items:
                yield from _leaves(item)
        else:
            yield node


def _text(leaf: Paragraph | CodeBlock) -> str:
    return leaf.text if isinstance(leaf, CodeBlock) else "".join(span.text for span in leaf.spans)


def _flat(parser: Any, text: str) -> list[Any]:
    """Return the parser's tokens, inner ones too; none of a text that `parse` does not take for Markdown."""
    tokens = parser.parse(text) if _is_short(_with_newlines(text)) else []
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_short(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and text.count("\n") < _MOST_LINES


def _is_cut(token: Any) -> bool:
    """Say whether a quote or an item is so deep that the parser has dropped what is in it."""
    return token.level >= _DEEPEST - 1 and token.type in {"blockquote_open", "list_item_open"}


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
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
            if spans := tidied(_spans(inside[0].children)):
                yield Paragraph(spans, level)
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
        elif token.type in {"link_open", "link_close"}:
            href = str(token.attrs["href"]) if token.nesting == 1 else None
        else:
            yield Span(_content(token), token.type == "code_inline", bool(strong), bool(emphasis), href)


def _content(token: Any) -> str:
    if token.type == "image":
        return "".join(span.text for span in _spans(token.children or ()))
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, str(token.content))


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """Take the white space around texts off, as spans of their own."""
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
    of = (before, gap, after)
    broken = "\n" in [span.text for span in of]
    href = gap.href if before.href == gap.href == after.href else None
    return Span(
        "\n" if broken else " ",
        strong=not broken and all(span.strong for span in of),
        emphasis=not broken and all(span.emphasis for span in of),
        href=href,
    )
