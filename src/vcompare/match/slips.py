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
_DIGITS = re.compile(r"([\d.]*\d)")


def may_share(word: str, whole: str) -> bool:
    """Say whether a run of the whole may be one slip away: a slip spares one third of the letters."""
    plain = word.replace(".", "")
    first, second = len(plain) // 3, 2 * len(plain) // 3
    return any(part in whole for part in (plain[:first], plain[first:second], plain[second:]))


@lru_cache(maxsize=1 << 16)
def likeness(word: str, other: str) -> tuple[Literal["slip", "beginning", "missing"], float]:
    """Say what a typed word is to another that it is not, and how near: a slip of it, or its beginning."""
    if _slipped(word, other):
        return "slip", _SLIP
    whole = kind(word) == "letters" and other.startswith(word)
    if whole and len(word) >= _BEGINNING and 2 * len(word) >= len(other):
        return "beginning", 0.85 + 0.1 * len(word) / len(other)
    return "missing", 0.0


def joined_slip(word: str, run: str) -> bool:
    """Say whether a typed word is a run of words with one slip."""
    return abs(len(word) - len(run)) <= 1 and _slipped(word, run, most=1)


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
