"""The first sentence of a Markdown text."""

import re

from vcompare.text.markdown import BLANK_LINE, parse, with_newlines
from vcompare.text.prose import Paragraph, leaves, plain
from vcompare.text.words import shorten

_END = r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]"
_ABBREVIATION = (
    r"\b(?:(?i:e\.g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|vol|ch|eq|pp|mr|ms|mrs|dr|st|inc|ltd|co)|[A-Z])\.$"
)
_LONGEST = 200
_SEARCHED = 4_000
"""Only this many characters are searched for a sentence."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text as plain text, at most 200 characters.

    It is that of the first paragraph, or of a heading or code where there is none. A sentence ends at `.`,
    `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation, or at an ideographic stop.
    A text without an end is cut after a word.
    """
    text = re.sub(r"\A(?:[ \t]*\n)+", "", with_newlines(text))
    line = _opening(text[:_SEARCHED])
    for end in re.finditer(_END, line[: _LONGEST + 1]):
        if not re.search(_ABBREVIATION, line[: end.end()]):
            return line[: end.end()]
    return shorten(line, _LONGEST)


def _opening(text: str) -> str:
    """Return the first paragraph, parsing no more than it takes, or else the first heading or code."""
    first = text if "]:" in text else re.split(BLANK_LINE, text, maxsplit=1)[0]
    for part in dict.fromkeys((first, text)):
        paragraphs = [leaf for leaf in leaves(parse(part)) if isinstance(leaf, Paragraph) and not leaf.level]
        if paragraphs:
            return plain(paragraphs[:1])
    return next(filter(None, (plain([leaf]) for leaf in leaves(parse(text)))), "")
