"""Slips: whether one word may be meant for another."""

import re
from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

from vcompare.text.folding import kind_of

MOST_SLIPS = 2
"""More slips than this in a word make another word."""
_SHORTEST = 3
"""How many letters the longer of two words has at least, for a slip to make one of the other."""
_LONG = 8
"""A word of so many letters may have two slips of any kind."""
_MIDDLING = 5
"""A word of so many letters may have two slips where one of them is a swap."""
_SHORTEST_BEGINNING = 3
"""How many letters the beginning of a word has at least; it has at least half of the word, too."""
_SHORTEST_SIZE = 2
"""How many digits a size has that is recognized without its b: 20 may be 20B, but 3 is a version."""
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
_SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("^high", "hi"), ("ph", "f"), ("qu|qw|kw", "kw"), ("[cqk]+", "k"), ("z", "s"), ("au|ou|oo|aw", "o"),
        ("ee|ea|ie|ei|y", "i"), ("ai|ay|ei|ey", "e"), (r"(.)\1", r"\1"), ("e$", ""),
    )
)  # fmt: skip
"""What sounds alike, in the order in which it is replaced."""
_DIGITS = re.compile(r"([\d.]*\d)")


class Likeness(NamedTuple):
    """How a typed word relates to another one: how close it is, from 0 to 1, and how many slips apart.

    A swap of two letters, a missing, wrong or additional letter is a slip. "prefix" is another word with
    another prefix: "censored" is not "uncensored". "similar" are two slips in a short word, which are too
    many to take it for the other one, and enough to doubt a third. "size" is one without its b: 20 for 20b.
    """

    how: Literal["typo", "prefix", "beginning", "size", "similar", "missing"]
    quality: float
    slips: int


_MISSING = Likeness("missing", 0.0, 0)


@lru_cache(maxsize=1 << 16)
def compare(word: str, other: str) -> Likeness:
    """Return how a typed word relates to another one."""
    if other == f"{word}b" and word.isdecimal() and len(word) >= _SHORTEST_SIZE:
        return Likeness("size", 0.85, 1)
    slips = _slips(word, other)
    if slips and has_other_prefix(word, other):
        return Likeness("prefix", _quality(slips), slips)
    if slips and _is_plain(word, other, slips):
        return Likeness("typo", _quality(slips), slips)
    if slips and _sound(word) == _sound(other):
        return Likeness("typo", _quality(1), 1)
    is_beginning = kind_of(word) == "letters" and other.startswith(word)
    if is_beginning and len(word) >= _SHORTEST_BEGINNING and 2 * len(word) >= len(other):
        return Likeness("beginning", 0.85 + 0.1 * len(word) / len(other), 1)
    return Likeness("similar", _quality(slips), slips) if slips else _MISSING


def is_typo_of_run(word: str, run: str) -> bool:
    """Return whether a typed word is neighboring words written as one, with one slip, but not in a sign."""
    return not {"+", "#"} & {*word, *run} and abs(len(word) - len(run)) <= 1 and _slips(word, run) == 1


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


def _quality(slips: int) -> float:
    return 0.9 - 0.1 * slips


def _is_plain(word: str, other: str, slips: int) -> bool:
    """Return whether slips in letters are few enough to take a word for the other one."""
    if slips == 1 or min(len(word), len(other)) >= _LONG:
        return True
    one, two = Counter(word), Counter(other)
    changed = max((one - two).total(), (two - one).total())
    return changed < slips and max(len(word), len(other)) >= _MIDDLING


def _sound(word: str) -> str:
    """Return roughly how a word of English sounds: "phlash" is "flash", and "clode" is "claude"."""
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


def _slips(word: str, other: str) -> int:
    """Return how many slips in letters make one word of the other, 0 where none or too many do.

    All digits must be right.
    """
    if kind_of(word) == kind_of(other) == "letters":
        return _distance(word, other)
    parts, others = _DIGITS.split(word), _DIGITS.split(other)
    if kind_of(word) != "number" or parts[1::2] != others[1::2]:
        return 0
    wrong = [(one, two) for one, two in zip(parts[::2], others[::2], strict=True) if one != two]
    return _distance(*wrong[0]) if len(wrong) == 1 else 0


def _distance(word: str, other: str) -> int:
    """Return how many slips make one word of letters of the other, 0 where none or too many do."""
    from rapidfuzz.distance import OSA

    most = most_slips(min(len(word), len(other)))
    if max(len(word), len(other)) < _SHORTEST or not most:
        return 0
    distance = OSA.distance(word, other, score_cutoff=most)
    return distance if distance <= most else 0


def most_slips(length: int) -> int:
    """Return how many slips are looked for in a word of this length."""
    return 0 if length < 2 else 1 if length < 4 else MOST_SLIPS  # noqa: PLR2004
