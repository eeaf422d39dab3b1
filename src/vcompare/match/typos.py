"""Typos: whether one word may be meant for another."""

import re
from functools import lru_cache
from math import inf
from typing import Literal

from vcompare.text.folding import kind_of

_TYPO = 0.8
_SHORTEST_BEGINNING = 3
"""How many letters the beginning of a word has at least; it has at least half of the word, too."""
_SWAPS_ONLY = 5
"""In a word of fewer letters than this, only two letters that changed places are a typo."""
_SHORTEST_STEM = 3
"""How many letters are left of a word without its prefix, at least."""
_PREFIXES = frozenset((
    "", "ab", "ad", "anti", "arch", "auto", "be", "bi", "by", "co", "com", "con", "contra", "counter",
    "de", "di", "dis", "down", "em", "en", "ex", "extra", "fore", "hyper", "il", "im", "in", "infra",
    "inter", "intra", "ir", "macro", "mal", "mega", "micro", "mid", "mini", "mis", "mono", "multi",
    "nano", "neo", "non", "off", "on", "out", "over", "pan", "poly", "post", "pre", "pro", "proto",
    "pseudo", "re", "semi", "sub", "super", "sur", "tele", "trans", "tri", "ultra", "un", "under",
    "uni", "up", "vice",
))  # fmt: skip
"""Prefixes of English words (Quirk et al., A Comprehensive Grammar of the English Language, appendix I), some
of Latin ones, and none. A single letter is left out: it is more often a typo."""
_SAME_PREFIX = {"im": "in", "il": "in", "ir": "in", "com": "co", "con": "co", "em": "en"}
"""Forms that a prefix has before some letters: "comand" is a typo of "command"."""
_DIGITS = re.compile(r"([\d.]*\d)")


@lru_cache(maxsize=1 << 16)
def compare(word: str, other: str) -> tuple[Literal["typo", "prefix", "beginning", "missing"], float]:
    """Return how a typed word relates to another one, and how close it is, from 0 to 1.

    A word with another prefix is as close as a typo, and yet another word: "censored" is not "uncensored".
    """
    if _is_typo(word, other):
        return ("prefix" if has_other_prefix(word, other) else "typo"), _TYPO
    is_beginning = kind_of(word) == "letters" and other.startswith(word)
    if is_beginning and len(word) >= _SHORTEST_BEGINNING and 2 * len(word) >= len(other):
        return "beginning", 0.85 + 0.1 * len(word) / len(other)
    return "missing", 0.0


def is_typo_of_run(word: str, run: str) -> bool:
    """Return whether a typed word is neighboring words written as one, with one typo."""
    return abs(len(word) - len(run)) <= 1 and _is_typo(word, run, most=1)


def most_typos(length: int) -> int:
    """Return how many typos a word of this length may have: a swap, a missing, wrong or additional letter."""
    return 0 if length < 4 else 1 if length < 8 else 2  # noqa: PLR2004


def has_other_prefix(word: str, other: str) -> bool:
    """Return whether words that are close begin differently as words do, and not by a typo.

    They have different prefixes before one stem, or one has two letters more at its beginning.
    """
    if abs(len(word) - len(other)) > 1 and (word.endswith(other) or other.endswith(word)):
        return True
    return any(
        _are_different_prefixes(prefix, other.removesuffix(word.removeprefix(prefix)))
        for prefix in _PREFIXES
        if word.startswith(prefix)
        and len(word) - len(prefix) >= _SHORTEST_STEM
        and other.endswith(word[len(prefix) :])
    )


def _are_different_prefixes(one: str, other: str) -> bool:
    return other in _PREFIXES and _SAME_PREFIX.get(one, one) != _SAME_PREFIX.get(other, other)


def _is_typo(word: str, other: str, most: float = inf) -> bool:
    """Return whether a typed word is another one with typos in its letters; all its digits must be right."""
    if kind_of(word) == kind_of(other) == "letters":
        return 0 < _typos(word, other) <= most
    parts, others = _DIGITS.split(word), _DIGITS.split(other)
    if kind_of(word) != "number" or parts[1::2] != others[1::2]:
        return False
    wrong = [(one, two) for one, two in zip(parts[::2], others[::2], strict=True) if one != two]
    return len(wrong) == 1 and all(0 < _typos(*pair) <= most for pair in wrong)


def _typos(word: str, other: str) -> int:
    """Return how many typos make one word of the other, 0 where there are none or too many."""
    from rapidfuzz.distance import OSA

    most = most_typos(min(len(word), len(other)))
    if not most or (max(len(word), len(other)) < _SWAPS_ONLY and sorted(word) != sorted(other)):
        return 0
    distance = OSA.distance(word, other, score_cutoff=most)
    return distance if distance <= most else 0
