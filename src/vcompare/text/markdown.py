"""Markdown from a catalog to prose: the only place where a catalog's Markdown is parsed.

CommonMark without raw HTML (a tag is text), links only to http, https and mailto (others stay text), and
an image is its description.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span, collapsed, leaves, plain
from vcompare.text.words import shorten

# The parser costs 15 ms to import and a millisecond per text: look for markup before parsing.
# The patterns are compiled where they are used, as most commands never get there.
_MARKED_BUT_FOR_CODE = (
    r"(?m)[\\*_\[<&]|^[ \t]*(?:[-+]|\d+[.)])(?:\s|$)|^(?: {4}| {0,3}\t)|^ {0,3}(?:[-=#>]|~~~)|  \n"
)
_MARKED = f"{_MARKED_BUT_FOR_CODE}|`"
_HARD_CODE = r"``|~~~|[ \t]\n|\n[ \t]"
"""What makes code between single backticks hard to read without a parser: the spaces at ends of lines."""
_UNDERLINE = r"(?m)^ {0,3}(?:=+|-+)[ \t]*$"
"""What makes a heading of the lines above it."""
_SAFE_LINK = r"(?i)(?:https?://|mailto:)[^\s]+"
BLANK_LINE = r"\n[ \t]*\n"

# Parsing takes time for each mark and showing takes time for each line: 256 KiB of the worst of both take ten
# seconds, a text of this size a few tenths. A text that is longer, or nested deeper than the parser goes (it
# drops what is below), is shown without markup.
_MOST_CHARACTERS = 16_384
_MOST_LINES = 1_000
_DEEPEST = 20
_UNSTYLED = Span("")

_END = r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]"
_ABBREVIATION = (
    r"\b(?:(?i:e\.g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|vol|ch|eq|pp|mr|ms|mrs|dr|st|inc|ltd|co)|[A-Z])\.$"
)
_LONGEST = 200
_SEARCHED = 4_000
"""Only this many characters are searched for a sentence."""


def parse(text: str) -> tuple[Node, ...]:
    """Parse Markdown. A text without markup, or one that is too long, is split at its blank lines."""
    text = with_newlines(text)
    if _is_short(text) and re.search(_MARKED, text):
        if coded := _with_code(text):
            return coded
        tokens = _parser().parse(text)
        if not any(_is_cut(token) for token in tokens):
            return _tree(tokens)
    parts = re.split(BLANK_LINE, text, maxsplit=_MOST_LINES)
    return tuple(Paragraph((Span(line),)) for part in parts if (line := " ".join(part.split())))


def _with_code(text: str) -> tuple[Node, ...]:
    """Parse paragraphs whose only markup is code between single backticks; nothing for all others.

    Most reviews are such, and the parser takes twenty times as long for them.
    """
    if re.search(_MARKED_BUT_FOR_CODE, text) or re.search(_HARD_CODE, text):
        return ()
    paragraphs = [part.strip("\n").split("`") for part in re.split(BLANK_LINE, text, maxsplit=_MOST_LINES)]
    if any(len(parts) % 2 == 0 or not all(map(str.strip, parts[1::2])) for parts in paragraphs):
        return ()
    return tuple(Paragraph(spans) for parts in paragraphs if (spans := collapsed(_between_backticks(parts))))


def _between_backticks(parts: Sequence[str]) -> Iterator[Span]:
    """Yield what stands between backticks as code. One space at both of its ends does not count."""
    for number, part in enumerate(parts):
        text, is_code = part.replace("\n", " "), bool(number % 2)
        is_padded = is_code and text.startswith(" ") and text.endswith(" ")
        yield Span(text[1:-1] if is_padded else text, code=is_code)


@lru_cache(maxsize=8192)
def parse_cached(text: str) -> tuple[Node, ...]:
    """Parse Markdown once, for pages that show the same tools again and again."""
    return parse(text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text as plain text, at most 200 characters.

    It is that of the first paragraph, or of a heading or code where there is none. A sentence ends at `.`,
    `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation, or at an ideographic stop.
    A text without an end is cut after a word.
    """
    text = re.sub(r"\A(?:[ \t]*\n)+", "", with_newlines(text))[:_SEARCHED]
    if found := _sentence(_unmarked(text)):
        return found
    line = _opening(text)
    return _sentence(line) or shorten(line, _LONGEST)


def _sentence(line: str) -> str:
    """Return the first sentence of a line, nothing where it does not end."""
    for end in re.finditer(_END, line[: _LONGEST + 1]):
        if not re.search(_ABBREVIATION, line[: end.end()]):
            return line[: end.end()]
    return ""


def _unmarked(text: str) -> str:
    """Return what the first paragraph begins with before any markup, on one line: nothing of a heading."""
    first = re.split(BLANK_LINE, text, maxsplit=1)[0]
    if re.search(_UNDERLINE, first):
        return ""
    mark = re.search(_MARKED, first)
    return re.sub(r"\s+", " ", first[: mark.start()] if mark else first).lstrip()


def raw_html(text: str) -> list[str]:
    """Return the pieces of raw HTML in a Markdown text: no output contains them as HTML."""
    from markdown_it import MarkdownIt

    tokens = _flat_tokens(MarkdownIt("commonmark"), text)
    return [token.content.strip() for token in tokens if token.type in {"html_block", "html_inline"}]


def unsafe_links(text: str) -> list[str]:
    """Return the addresses in a Markdown text that no output links to."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the parser names it
    links = [str(token.attrs["href"]) for token in _flat_tokens(parser, text) if token.type == "link_open"]
    return [link for link in links if not re.fullmatch(_SAFE_LINK, link)]


def with_newlines(text: str) -> str:
    """Return a text with newlines as its only line ends, as CommonMark reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _opening(text: str) -> str:
    """Return the first paragraph, parsing no more than it takes, or else the first heading or code."""
    first = text if "]:" in text else re.split(BLANK_LINE, text, maxsplit=1)[0]
    for part in dict.fromkeys((first, text)):
        paragraphs = [leaf for leaf in leaves(parse(part)) if isinstance(leaf, Paragraph) and not leaf.level]
        if paragraphs:
            return plain(paragraphs[:1])
    return next(filter(None, (plain([leaf]) for leaf in leaves(parse(text)))), "")


def _flat_tokens(parser: Any, text: str) -> list[Any]:
    """Return the parser's tokens with the inline ones; none of a text too long for `parse` to parse."""
    tokens = parser.parse(text) if _is_short(with_newlines(text)) else []
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


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
    parser.validateLink = lambda url: re.fullmatch(_SAFE_LINK, url) is not None  # type: ignore[method-assign]
    return parser


def _tree(tokens: Sequence[Any]) -> tuple[Node, ...]:
    from markdown_it.tree import SyntaxTreeNode

    return tuple(_blocks(SyntaxTreeNode(tokens).children))


def _blocks(nodes: Iterable[Any]) -> Iterator[Node]:
    """Turn the parser's tree into ours."""
    for node in nodes:
        if node.type in {"paragraph", "heading"}:
            level = int(node.tag[1:]) if node.type == "heading" else 0
            if spans := collapsed(_spans(node.children[0].children)):
                yield Paragraph(spans, level)
        elif node.type in {"fence", "code_block"}:
            language = re.match(r"[\w+#-]{0,30}", node.info, re.ASCII)
            yield CodeBlock(node.content.rstrip("\n"), language[0] if language else "")
        elif node.type == "blockquote":
            yield Quote(tuple(_blocks(node.children)))
        elif node.type in {"bullet_list", "ordered_list"}:
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            yield Items(tuple(tuple(_blocks(item.children)) for item in node.children), start)


def _spans(nodes: Iterable[Any], style: Span = _UNSTYLED) -> Iterator[Span]:
    for node in nodes:
        if node.type == "strong":
            yield from _spans(node.children, style._replace(strong=True))
        elif node.type == "em":
            yield from _spans(node.children, style._replace(emphasis=True))
        elif node.type == "link":
            yield from _spans(node.children, style._replace(href=str(node.attrs["href"])))
        elif node.type == "image":
            yield style._replace(text="".join(span.text for span in _spans(node.children)))
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(node.type, node.content)
            yield style._replace(text=text, code=node.type == "code_inline")
