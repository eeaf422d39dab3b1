"""Slips of the finger: whether one word may be meant for another."""

import re
from functools import lru_cache
from math import inf
from typing import Literal

from vcompare.match.folding import kind

_SLIP = 0.8
_BEGINNING = 3
"""How many letters the beginning of a word has at least; it has at least half of the word, too."""
_SWAP_ONLY = 5
"""Of fewer letters than this, only two that changed places are a slip."""
_STEM = 3
"""How many letters are left of a word without its prefix, at least."""
_PREFIXES = frozenset((
    "", "ab", "ad", "anti", "arch", "auto", "be", "bi", "by", "co", "com", "con", "contra", "counter",
    "de", "di", "dis", "down", "em", "en", "ex", "extra", "fore", "hyper", "il", "im", "in", "infra",
    "inter", "intra", "ir", "macro", "mal", "mega", "micro", "mid", "mini", "mis", "mono", "multi",
    "nano", "neo", "non", "off", "on", "out", "over", "pan", "poly", "post", "pre", "pro", "proto",
    "pseudo", "re", "semi", "sub", "super", "sur", "tele", "trans", "tri", "ultra", "un", "under",
    "uni", "up", "vice",
))  # fmt: skip
"""With which English makes one word of another (Quirk et al., A Comprehensive Grammar of the English
Language, appendix I), some with which Latin did, and nothing. A single letter is more often a slip."""
_FORMS = {"im": "in", "il": "in", "ir": "in", "com": "co", "con": "co", "em": "en"}
"""Which prefixes are others before another sound: "comand" is a slip of "command"."""
_DIGITS = re.compile(r"([\d.]*\d)")


def may_share(word: str, whole: str) -> bool:
    """Say whether a run of the whole may be one slip away: a slip spares one third of the letters."""
    plain = word.replace(".", "")
    first, second = len(plain) // 3, 2 * len(plain) // 3
    return any(part in whole for part in (plain[:first], plain[first:second], plain[second:]))


@lru_cache(maxsize=1 << 16)
def likeness(word: str, other: str) -> tuple[Literal["slip", "prefix", "beginning", "missing"], float]:
    """Say what a typed word is to another that it is not, and how near: a slip of it, or its beginning.

    What differs by its prefix is as near as a slip, and yet another word: "censored" is not "uncensored".
    """
    if _slipped(word, other):
        return ("prefix" if begins_otherwise(word, other) else "slip"), _SLIP
    whole = kind(word) == "letters" and other.startswith(word)
    if whole and len(word) >= _BEGINNING and 2 * len(word) >= len(other):
        return "beginning", 0.85 + 0.1 * len(word) / len(other)
    return "missing", 0.0


def joined_slip(word: str, run: str) -> bool:
    """Say whether a typed word is a run of words with one slip."""
    return abs(len(word) - len(run)) <= 1 and _slipped(word, run, most=1)


def begins_otherwise(word: str, other: str) -> bool:
    """Say whether words that are near each other differ in how they begin as other words do, not as slips.

    They have other prefixes before one stem, or one has two letters more at its beginning.
    """
    if abs(len(word) - len(other)) > 1 and (word.endswith(other) or other.endswith(word)):
        return True
    return any(
        _other_prefix(prefix, other.removesuffix(word.removeprefix(prefix)))
        for prefix in _PREFIXES
        if word.startswith(prefix)
        and len(word) - len(prefix) >= _STEM
        and other.endswith(word[len(prefix) :])
    )


def _other_prefix(one: str, two: str) -> bool:
    return two in _PREFIXES and _FORMS.get(one, one) != _FORMS.get(two, two)


def _slipped(word: str, other: str, most: float = inf) -> bool:
    """Say whether a typed word is another one with slips among its letters; all its digits must be right."""
    if kind(word) == kind(other) == "letters":
        return 0 < _distance(word, other) <= most
    parts, others = _DIGITS.split(word), _DIGITS.split(other)
    if kind(word) != "number" or parts[1::2] != others[1::2]:
        return False
    wrong = [(one, two) for one, two in zip(parts[::2], others[::2], strict=True) if one != two]
    return len(wrong) == 1 and all(0 < _distance(*pair) <= most for pair in wrong)


def _distance(word: str, other: str) -> int:
    """Return how many slips are between two words, 0 where they are none or too many."""
    from rapidfuzz.distance import OSA

    most = slips(min(len(word), len(other)))
    if not most or (max(len(word), len(other)) < _SWAP_ONLY and sorted(word) != sorted(other)):
        return 0
    distance = OSA.distance(word, other, score_cutoff=most)
    return distance if distance <= most else 0


def slips(length: int) -> int:
    """Return how many slips of the finger a word survives: a swap, a missing, wrong or additional letter."""
    return 0 if length < 4 else 1 if length < 8 else 2  # noqa: PLR2004
