"""Styled text as a line of Markdown, with each mark where CommonMark is sure to read it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, pairwise
from string import punctuation
from typing import Literal, NamedTuple

from vcompare.render.markdown_escape import address, escape, escaped
from vcompare.text.prose import Span
from vcompare.text.safe import visible
from vcompare.text.spans import collapsed

# An address that reads the same between < and >, where some of what others have would be decoded.
_BARE = re.compile(r"(?:https?://|mailto:)(?!.*xn--)[\w./?#=:@+,;~-]+", re.ASCII | re.IGNORECASE)


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
    """Write a line without styles: the same result as the general case, and faster."""
    text = escape(span.text)
    if not span.href or not text:
        return text
    is_bare = visible(" ".join(span.text.split())) == span.href and _BARE.fullmatch(span.href)
    return f"<{span.href}>" if is_bare else f"[{text}]({address(span.href)})"


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
        yield from (_Piece("["), *inner, _Piece(f"]({address(href)})"))


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
    middle = escaped(text[start:end])
    if after.text == "[":  # or it would be an image, and a page that fetches something
        middle = re.sub("!$", r"\\!", middle)
    return _reference(text[:start]) + middle + _reference(text[end:])


def _disturbs(character: str, mark: str, inside: str, outside: str, *, apart: bool) -> bool:
    """Say whether a character would keep a mark from its work: a space inside it, a letter outside."""
    return character == " " if mark == inside else apart and mark == outside and _is_letter(character)


def _reference(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
