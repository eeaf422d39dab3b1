"""Snippets: the field of a tool that shows best why it was found, and the text around the hits."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from vcompare.text.safe import one_line

OPEN, CLOSE = "«", "»"
"""What stands around a hit in a snippet."""

_WIDTH = 160
"""Characters of a snippet, at most, without its marks."""
_MOST_HITS = 1000
"""Up to this many hits of a term in a text are looked at."""
_WORD = re.compile(r"[^\W_]+")


_Hit = tuple[int, int, int]
"""Where a hit begins and ends in a text, and the number of its term."""


def snippet(fields: Iterable[tuple[str, str]], terms: Sequence[str]) -> tuple[str, str]:
    """Return the first of a tool's fields that holds most of the terms, and a snippet of its text.

    Words are compared without case and accents, as the search does. Where none is found again, the first
    field begins the answer.
    """
    patterns = [_pattern(term) for term in terms]
    found = [(field, text, sorted(_hits(text, patterns))) for field, text in fields]
    field, text, hits = max(found, key=lambda one: len({term for _, _, term in one[2]}))
    return field, _cut(text, hits)


def _pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term of a query, as it is written for FTS5, in a folded text."""
    first, *more = _WORD.findall(_folded(term))
    # That it begins a word is looked at behind it, so that the rest of a text is skipped quickly.
    words = r"[\W_]+".join([rf"{first}(?<![^\W_]{first})", *more])
    return re.compile(words + (r"[^\W_]*" if term.endswith("*") else r"(?![^\W_])"))


def _hits(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[_Hit]:
    folded = _folded(text)
    for term, pattern in enumerate(patterns):
        yield from ((*hit.span(), term) for hit in islice(pattern.finditer(folded), _MOST_HITS))


def _cut(text: str, hits: Sequence[_Hit]) -> str:
    """Return the part of a text with most of the terms, cut between words, with marks around the hits."""

    def terms_from(at: int) -> int:
        near = hits[at][0] + _WIDTH // 2
        return len({term for start, _, term in hits[at : at + _WIDTH // 4] if start < near})

    first = hits[max(range(len(hits)), key=terms_from)][0] if hits else 0
    begin, end = max(0, min(first - _WIDTH // 4, len(text) - _WIDTH)), len(text)
    if begin:
        begin = text.find(" ", begin, first) + 1 or first
    if end > begin + _WIDTH:
        end = max(text.rfind(" ", first + 1, begin + _WIDTH), 0) or begin + _WIDTH
    marked, at = "…" if begin else "", begin
    for start, stop, _ in hits:
        if at <= start < end:
            marked += f"{text[at:start]}{OPEN}{text[start : min(stop, end)]}{CLOSE}"
            at = min(stop, end)
    return one_line(marked + text[at:end]) + ("…" if end < len(text) else "")


def _folded(text: str) -> str:
    """Return a text without case and accents, character by character."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=1 << 12)
def _plain(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return parts[0].lower()[0] if all(map(unicodedata.combining, parts[1:])) else character
