"""Text and prose (`text/prose.py`) as Markdown that CommonMark and GFM readers read back as the same.

Catalog text is escaped character by character; what the catalog wrote in Markdown arrives as a tree and is
written anew, so nothing in it can become HTML, a heading of the page, or another cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count, pairwise, repeat
from string import ascii_letters, digits, punctuation
from typing import Literal, NamedTuple

from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span
from vcompare.text.safe import visible
from vcompare.text.spans import collapsed

# What has a meaning anywhere in a line: in CommonMark, in GFM (| ~), in maths ($) and in Liquid ({ }), which
# looks into code as well, where nothing can be escaped.
_INLINE = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>~$|{}"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a tag or a comment of Liquid and Nunjucks, after a backslash as well.
_TAG = re.compile(r"\\\{(?=[%#])")
# A shortcode (:skull:), and what GFM would make a link of, its escapes included.
_COLON = re.compile(r":(?=[\w+-]+:)|(?<=[\w+-]):(?=//)|(?<=\bmailto):|(?<=\bxmpp):", re.IGNORECASE)
_WWW = re.compile(r"(?<=\bwww)\.", re.IGNORECASE)
# What has a meaning at the start of a line only.
_START = re.compile(r"([-+#=:](?=\s|$|[-+#=:])|#|!)|(\d{1,9})([.)])(?=\s|$)")
_HIGHEST_NUMBER = 999_999_999
"""The highest that a list can have (CommonMark 5.2). Only that of the first item counts."""

# An address that reads the same between < and >, where some of what others have would be decoded.
_BARE = re.compile(r"(?:https?://|mailto:)(?!.*xn--)[\w./?#=:@+,;~-]+", re.ASCII | re.IGNORECASE)
_IN_ADDRESS = frozenset(ascii_letters + digits + ";/?:@&=+$,-_.!~*'()#%[]")


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Return text on one line, such that Markdown shows it as it is."""
    return _escaped(visible(" ".join(text.split())))


@lru_cache(maxsize=4096)
def anywhere(text: str) -> str:
    """Return text on one line, as `escape` does, that may stand at the start of a line or end a heading."""
    text = re.sub("#$", "&#35;", escape(text))
    return _START.sub(_escaped_start, text, count=1) if _START.match(text) else text


def prose(nodes: Sequence[Node], mark: str = "") -> str:
    """Write blocks one after the other; `mark` is that of the item which they are in.

    A list has other marks than one right before it, or they would be one list, and than the item that it
    begins, or three of them would be a rule.
    """
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Items):
            mark = next(other for other in ("-*" if node.start is None else ".)") if other != mark)
            parts.append("\n".join(_items(node, mark)))
        else:
            mark = ""
            parts.append(_block(node))
    return "\n\n".join(parts)


def prefixed(first: str, rest: str, text: str) -> str:
    """Put one prefix before the first line and another before the rest, without spaces on an empty line."""
    lines = zip(chain([first], repeat(rest)), text.split("\n"), strict=False)
    return "\n".join(prefix + line if line else prefix.rstrip() for prefix, line in lines)


def inline(spans: Iterable[Span], *, breaks: bool = True) -> str:
    """Write styled text, each style around all that has it; in a table, without line `breaks`."""
    spans = tuple(spans)
    if len(spans) == 1 and not any(spans[0][1:4]):
        return _unstyled(spans[0])
    spans = collapsed(spans)
    marks = {"strong": "**", "emphasis": "_" if _styles_meet(spans) else "*", "href": ""}
    pieces = [_NOTHING, *_pieces(spans, marks, breaks=breaks), _NOTHING]
    threes = list(zip(pieces, pieces[1:], pieces[2:], strict=False))
    apart = not all(_is_clear(*three) for three in threes)
    written = "".join(_written(*three, apart=apart) for three in threes)
    return written if breaks else " ".join(written.split())


def _unstyled(span: Span) -> str:
    """Write a line without styles, sooner than the general way does and the same: most lines are so."""
    text = escape(span.text)
    if not span.href or not text:
        return text
    is_bare = visible(" ".join(span.text.split())) == span.href and _BARE.fullmatch(span.href)
    return f"<{span.href}>" if is_bare else f"[{text}]({_address(span.href)})"


def picture(text: str, address: str) -> str:
    """Write a picture, with the text for those who do not see it. The address is ours, not a catalog's."""
    return f"![{escape(text)}]({_address(address)})"


def _escaped(text: str) -> str:
    text = text.translate(_INLINE)
    # Few texts have any of these signs, and to look for one is quicker than to look for the patterns.
    if "&" in text:
        text = _ENTITY.sub(r"\&", text)
    if "{" in text:
        text = _TAG.sub("&#123;", text)
    if ":" in text:
        text = _COLON.sub(r"\\:", text)
    return _WWW.sub(r"\\.", text) if "www." in text.lower() else text


@lru_cache(maxsize=4096)
def _block(node: Paragraph | CodeBlock | Quote) -> str:
    if isinstance(node, CodeBlock):
        return _fenced(node)
    if isinstance(node, Quote):
        return prefixed("> ", "> ", prose(node.blocks))
    # A heading inside a text must not become one of the page around it.
    lines = inline(span._replace(strong=span.strong or node.level > 0) for span in node.spans).split("\n")
    return "\n".join(
        _START.sub(_escaped_start, line, count=1) if _START.match(line) else line for line in lines
    )


def _items(node: Items, mark: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start or 0):
        first = f"{mark} " if node.start is None else f"{min(number, _HIGHEST_NUMBER)}{mark} "
        yield prefixed(first, " " * len(first), prose(item, mark))


def _fenced(node: CodeBlock) -> str:
    text = visible(node.text, lines=True)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{node.language}\n{text}\n{fence}"


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


class _Piece(NamedTuple):
    """A part of a line: text yet to be escaped, a mark that opens or closes a style, or finished Markdown."""

    text: str
    kind: Literal["text", "open", "close", "done"] = "done"


_NOTHING = _Piece("")


def _styles_meet(spans: Sequence[Span]) -> bool:
    """Say whether asterisks for both styles would meet, which can be read in more than one way."""
    pairs = [*zip(spans, spans, strict=True), *pairwise(spans)]
    return any((one.strong and other.emphasis) or (one.emphasis and other.strong) for one, other in pairs)


def _pieces(spans: Sequence[Span], marks: Mapping[str, str], *, breaks: bool) -> Iterator[_Piece]:
    """Take spans apart; `marks` are those of the styles that do not surround them yet."""
    at = 0
    while at < len(spans):
        ends = {style: _end(spans, at, style, whole_links="href" in marks) for style in marks}
        style = max(ends, key=ends.__getitem__, default="")
        end = ends.get(style, at)
        if end == at:
            yield _leaf(spans[at], breaks=breaks)
        else:
            others = {other: mark for other, mark in marks.items() if other != style}
            inner = list(_pieces(spans[at:end], others, breaks=breaks))
            yield from _around(inner, marks[style], spans[at].href if style == "href" else None)
        at = max(end, at + 1)


def _end(spans: Sequence[Span], at: int, style: str, *, whole_links: bool) -> int:
    """Return where a style ends that begins at a span: at the span itself if it does not have the style."""
    value, end = getattr(spans[at], style), at
    while value and end < len(spans) and getattr(spans[end], style) == value:
        end += 1
    # A link is written as one, so what ends inside it ends before it.
    while whole_links and style != "href" and at < end < len(spans) and _is_inside_link(spans, end):
        end -= 1
    return end


def _is_inside_link(spans: Sequence[Span], at: int) -> bool:
    return spans[at].href is not None and spans[at - 1].href == spans[at].href


def _around(inner: Sequence[_Piece], mark: str, href: str | None) -> Iterator[_Piece]:
    if href is None:
        yield from (_Piece(mark, "open"), *inner, _Piece(mark, "close"))
    elif inner == [_Piece(href, "text")] and _BARE.fullmatch(href):
        yield _Piece(f"<{href}>")
    else:
        yield from (_Piece("["), *inner, _Piece(f"]({_address(href)})"))


def _leaf(span: Span, *, breaks: bool) -> _Piece:
    if span.text == "\n":
        return _Piece("\\\n" if breaks else " ")
    if span.code and (breaks or "|" not in span.text):  # which would end a cell in code as well
        return _Piece(_code(visible(span.text)))
    return _Piece(visible(span.text), "text")


def _code(text: str) -> str:
    runs = set(map(len, re.findall("`+", text)))
    fence = "`" * next(length for length in count(1) if length not in runs)
    # A reader takes one space off each end, if there is one at both and not all is space.
    pad = " " if "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(href: str) -> str:
    encoded = href
    if not _IN_ADDRESS.issuperset(href):
        encoded = "".join(sign if sign in _IN_ADDRESS else _percent(sign) for sign in href)
    return _ENTITY.sub(r"\&", re.sub(r"([()\[\]])", r"\\\1", encoded))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))


def _is_clear(before: _Piece, piece: _Piece, after: _Piece) -> bool:
    """Say whether a mark is sure to open or close its style where it stands (CommonMark 6.2)."""
    if piece.kind not in {"open", "close"}:
        return True
    left = before.text[-1:] if before.kind == "text" else ""
    right = after.text[:1] if after.kind == "text" else ""
    if not _is_letter(left if piece.kind == "open" else right):
        return True
    return piece.text != "_" and left.isalnum() and right.isalnum()


def _is_letter(character: str) -> bool:
    """Say whether a mark beside it may be taken for one inside a word: beside a sign not of ASCII, too."""
    return character != "" and not character.isspace() and character not in punctuation


def _written(before: _Piece, piece: _Piece, after: _Piece, *, apart: bool) -> str:
    """Escape a piece. With `apart`, letters beside marks become references, which are signs to the marks."""
    text = piece.text
    if piece.kind != "text":
        return text
    start = int(_disturbs(text[0], before.kind, "open", "close", apart=apart))
    end = len(text) - int(_disturbs(text[-1], after.kind, "close", "open", apart=apart) and len(text) > start)
    middle = _escaped(text[start:end])
    if after.text == "[":  # or it would be an image, and a page that fetches something
        middle = re.sub("!$", r"\\!", middle)
    return _reference(text[:start]) + middle + _reference(text[end:])


def _disturbs(character: str, mark: str, inside: str, outside: str, *, apart: bool) -> bool:
    """Say whether a character would keep a mark from its work: a space inside it, a letter outside."""
    return character == " " if mark == inside else apart and mark == outside and _is_letter(character)


def _reference(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
