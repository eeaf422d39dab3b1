"""How values are laid out: as Taplo does by default, so that the two never disagree.

An array is on one line where that has at most 80 characters, its key and the comment behind it included;
otherwise, and where it has comments, each item has a line. The rules are those of Taplo's formatter
(crates/taplo/src/formatter/mod.rs), which counts code points.
"""

import re
from collections.abc import Iterable, Iterator

from vcompare.catalog.positions import KeyPath, Place, comments, key_parts
from vcompare.catalog.source import Document

WIDTH = 80
INDENT = "  "
PLAIN = re.compile(r"[ !#-\[\]-~]*")
"""Text that is written between quotation marks as it is."""
Commented = tuple[str, str]
"""A text, and the comment behind it or ""."""

_PART = re.compile(r"#[^\n]*|\n")


def aligned(rows: Iterable[Commented]) -> Iterator[str]:
    """Yield the lines of rows in a group: comments in one column, unless a row has several lines."""
    rows = list(rows)
    several = any("\n" in text for text, _ in rows)
    width = 0 if several or not any(comment for _, comment in rows) else max(len(text) for text, _ in rows)
    for text, comment in rows:
        yield f"{text:{width}} {comment}" if comment else text


def has_comment(text: str) -> bool:
    """Say whether there is a comment in a part of a document."""
    return "#" in text and any(True for _ in comments(text))


def dotted(key: str) -> str:
    """Return a key as it is written, without the space around its dots."""
    return ".".join(key_parts(key)) if "." in key else key


def laid_out(document: Document, path: KeyPath, key: str, comment: str) -> str:
    """Return a value of a document in the one layout; `key` and `comment` stand before and behind it.

    A string stays as it is written, escapes included; only plain text gets double quotes for single ones.
    """
    place = document.layout.places[path]
    if document.text[place.value] not in "[{":
        return _scalar(document.text[place.value : place.end])
    value = _value(document, path, place, "")
    first, *others = value.split("\n")
    lines = [f"{key} = {first}", *others]
    lines[-1] += f" {comment}" if comment else ""
    return value if max(map(len, lines)) <= WIDTH else _value(document, path, place, "", wide=True)


def _value(document: Document, path: KeyPath, place: Place, indent: str, *, wide: bool = False) -> str:
    """Lay out a value in a line that begins with `indent`; a `wide` one has its arrays on several lines."""
    raw = document.text[place.value : place.end]
    if raw[0] not in "[{":
        return _scalar(raw)
    if raw[0] == "{":
        return _table(document, path, place, indent, wide=wide)
    within = indent + INDENT if wide or has_comment(raw) else indent
    paths = [(*path, index) for index in range(len(document.get(path)))]
    places = [document.layout.places[one] for one in paths]
    items = [_value(document, *one, within, wide=wide) for one in zip(paths, places, strict=True)]
    if within == indent:
        return f"[{', '.join(items)}]"
    ends = [place.value + 1, *(one.end for one in places)]
    starts = [*(one.value for one in places), place.end - 1]
    gaps = [document.text[end:start] for end, start in zip(ends, starts, strict=True)]
    return "\n".join((*_lines(items, gaps, within), f"{indent}]"))


def _scalar(raw: str) -> str:
    is_plain = raw[0] == "'" and not raw.startswith("'''") and PLAIN.fullmatch(raw, 1, len(raw) - 1)
    return f'"{raw[1:-1]}"' if is_plain else raw


def _table(document: Document, path: KeyPath, place: Place, indent: str, *, wide: bool) -> str:
    """Lay out an inline table on one line, but for the arrays in it; one with comments is left as it is."""
    members, gaps, end = list[str](), list[str](), place.value + 1
    for own, at in sorted(_members(document, path), key=lambda member: member[1]):
        gaps.append(document.text[end : at.value])
        key = dotted(gaps[-1].strip(" \t\n,").removesuffix("=").rstrip())
        members.append(f"{key} = {_value(document, own, at, indent, wide=wide)}")
        end = at.end
    gaps.append(document.text[end : place.end])
    if any(map(has_comment, gaps)):
        return document.text[place.value : place.end]
    return f"{{ {', '.join(members)} }}" if members else "{}"


def _members(document: Document, path: KeyPath) -> Iterator[tuple[KeyPath, Place]]:
    """Return the values of an inline table with their paths; those of dotted keys are further down."""
    for key in document.get(path):
        own = (*path, key)
        place = document.layout.places[own]
        if place.value == place.key:
            yield from _members(document, own)
        else:
            yield own, place


def _lines(items: list[str], gaps: list[str], indent: str) -> Iterator[str]:
    """Return the lines of an array but the last, from its items and what is around them.

    An empty line between items stands for any number of them.
    """
    head, rows, done = "[", list[Commented](), list[str]()
    for number, gap in enumerate(gaps):
        ends = 0
        for part in _PART.findall(gap):
            if part == "\n":
                ends += 1
                continue
            if ends == 0 and not rows:
                head += f" {part.rstrip()}"
            elif ends == 0:
                rows[-1] = rows[-1][0], part.rstrip()
            else:
                done += aligned(rows)
                done += [""] * (ends > 1 and bool(done)) + [indent + part.rstrip()]
                rows.clear()
            ends = 0
        if number < len(items):
            if ends > 1:
                done += aligned(rows)
                done += [""] * bool(done)
                rows.clear()
            rows.append((f"{indent}{items[number]},", ""))
    yield head
    yield from done
    yield from aligned(rows)
