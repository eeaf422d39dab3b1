"""What a tool can be called: as phrases, and as the single words that people write for parts of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from vcompare.model import Named
from vcompare.text.folding import fold, kind_of, split_words

_V = re.compile(r"v\d[\d.]*")
_POINT_LOST = re.compile(r"(?<!\S)([a-z]*[1-9]\d?) (\d|[1-9]\d)(?!\S)")
"""In an alias that is an identifier, such as claude-sonnet-4-5-20250929, what two numbers are one version."""
_GLUED = re.compile(r"([^\W\d]{3,})\d{1,2}(?:\.\d+)*")
"""A word and its version in one, as in Qwen3.5: the word is typed without it, too."""
_LETTER_AND_POINT = re.compile(r"[^\W\d]\d+\.\d")
_SIGNS = re.compile(r"(\S*?)([+#]+)")
_SPELLED_SIGNS = {"+": ("plus", "pp", "plusplus"), "#": ("sharp",)}
"""What stands for a sign in a slug or an alias."""
_MOST_JOINED = 3
"""How many neighboring words people write as one, unless it is the whole name."""
_INITIALS = range(3, 6)
"""How many words people abbreviate to their initials; two only where a name begins, as in "hf hub"."""


class Phrase(NamedTuple):
    """One thing that a tool is called: the words of its vendor, then from `own` on its own words.

    With `is_vendor`, it is the vendor's name and nothing else. `needed` are the places of words that may not
    be left out: signs, and what stands for them; a vendor's name has one where it is the tool's without its
    signs, as Disney is of Disney+. `cut`: how many versions were taken off the words.
    """

    text: str
    words: tuple[str, ...]
    own: int
    is_vendor: bool = False
    needed: frozenset[int] = frozenset()
    cut: int = 0


class Run(NamedTuple):
    """What people write as one word for the words of a phrase from `start` to before `end`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1 << 15)
def exact_names(tool: Named) -> frozenset[str]:
    """Return the folded slug, name, short name and aliases of a tool: each matches exactly."""
    return frozenset(fold(text) for text in (tool.slug, tool.name, tool.short_name, *tool.aliases) if text)


@lru_cache(maxsize=1 << 15)
def phrases(tool: Named) -> tuple[Phrase, ...]:
    """Return what a tool is called: name, slug and aliases, each after its vendor, and the vendor alone."""
    vendor = split_words(fold(tool.vendor or ""))
    found: dict[tuple[str, ...], Phrase] = {}
    for text, folded in _names(tool):
        for words, cut in _spoken(split_words(folded)):
            before = () if words[: len(vendor)] == vendor else vendor
            needed = frozenset(len(before) + place for place in _needed(words, text, tool.name))
            phrase = Phrase(text, before + words, len(before), needed=needed, cut=cut)
            found.setdefault(phrase.words, phrase)
    if vendor:
        is_name = _signs(tool.name) and vendor == split_words(fold(tool.name.strip("+# ")))
        needed = frozenset([0] if is_name else [])
        found.setdefault(vendor, Phrase(tool.vendor or "", vendor, 0, is_vendor=True, needed=needed))
    return tuple(found.values())


def _spoken(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of a name, those without the v of a version, and those without versions in words.

    Each comes with how many versions are gone: Qwen Flash is one short of Qwen3.5 Flash.
    """
    if words:
        yield words, 0
    if any(map(_V.fullmatch, words)):
        yield tuple(word[1:] if _V.fullmatch(word) else word for word in words), 0
    if glued := [place for place, word in enumerate(words) if _GLUED.fullmatch(word)]:
        bare = (_GLUED.sub(r"\1", word) if place in glued else word for place, word in enumerate(words))
        yield tuple(bare), len(glued)


def _needed(words: Sequence[str], text: str, name: str) -> Iterable[int]:
    """Return the places of the signs in a name, or of what spells the signs of the tool's name there.

    A slug that spells none of them, notepad-editor for Notepad++, needs all its words.
    """
    if own := {sign for _, sign in _signs(text)}:
        return {place for place, word in enumerate(words) if word in own}
    signs = _signs(name)
    spelled = {
        place
        for place, word in enumerate(words)
        if any(word.removeprefix(before) in _SPELLED_SIGNS[sign[0]] for before, sign in signs)
    }
    return spelled or (range(len(words)) if signs else ())


def _signs(name: str) -> list[tuple[str, str]]:
    """Return the signs in a name, each with what it follows in its word.

    A sign between two words is an "and", which may be left out.
    """
    if "+" not in name and "#" not in name:
        return []
    words = fold(name).split()
    ends = {0, len(words) - 1}
    return [
        pair
        for place, word in enumerate(words)
        if place in ends or word.strip("+#")
        for pair in _SIGNS.findall(word)
    ]


def _names(tool: Named) -> Iterator[tuple[str, str]]:
    names = [(text, fold(text)) for text in (tool.name, tool.short_name, *tool.aliases) if text]
    numbers = {word for _, folded in names for word in folded.split() if "." in word}
    yield names[0]
    yield tool.slug, _with_points(fold(tool.slug), numbers)
    # An alias that is the name written as one word is among the runs of the name.
    same = names[0][1].replace(" ", "")
    for text, folded in names[1:]:
        if folded != same:
            dotted = _with_points(folded, numbers)
            yield text, dotted if " " in text else _POINT_LOST.sub(r"\1.\2", dotted)


def _with_points(folded: str, numbers: Iterable[str]) -> str:
    """Return a slug, or what looks like one, with the points that the name has: its 4-5 is 4.5 there."""
    for number in numbers:
        folded = f" {folded} ".replace(f" {number.replace('.', ' ')} ", f" {number} ").strip()
    return folded


@lru_cache(maxsize=1 << 12)
def joined(phrase: Phrase) -> tuple[Run, ...]:
    """Return neighbors that people may join: two or three, all words, and numbers without their points.

    Numbers are never joined to each other, except in the whole name: 3 4B is not 34B.
    """
    words, count = phrase.words, len(phrase.words)
    near = (span for size in range(1, _MOST_JOINED + 1) for span in _spans(phrase, size))
    spans = {(start, end) for start, end in near if not numbers_touch(words[start:end])}
    return tuple(
        Run(start, end, text)
        for start, end in sorted(spans | {(0, count), (phrase.own, count)})
        for text in _with_and_without_points(words[start:end])
        if end - start > 1 or text != words[start]
    )


@lru_cache(maxsize=1 << 12)
def initials(phrase: Phrase) -> tuple[Run, ...]:
    """Return the initials of three to five neighboring words of letters, and of two that begin a name."""
    first = "".join(word[0] if kind_of(word) == "letters" else " " for word in phrase.words)
    spans = {span for size in _INITIALS for span in _spans(phrase, size)}
    if len(phrase.words) > 2:  # noqa: PLR2004 - two letters are too few for a whole name
        spans |= {span for span in _spans(phrase, 2) if span[0] in {0, phrase.own}}
    return tuple(
        Run(start, end, first[start:end]) for start, end in sorted(spans) if " " not in first[start:end]
    )


def numbers_touch(words: Sequence[str]) -> bool:
    """Return whether two numbers become one where words are joined."""
    return any(one[-1].isnumeric() and other[0].isnumeric() for one, other in pairwise(words))


def runs_spelled(word: str, phrase: Phrase) -> Iterator[Run]:
    """Yield the joined words and the initials that are spelled like a word; most phrases have none."""
    if word.replace(".", "") in all_joined(phrase):
        yield from (run for run in joined(phrase) if run.text == word)
    if word in all_initials(phrase):
        yield from (run for run in initials(phrase) if run.text == word)


def is_literal(run: Run, phrase: Phrase) -> bool:
    """Return whether a run is words joined as they are, without points lost or numbers that become one."""
    words = phrase.words[run.start : run.end]
    return run.text == "".join(words) and not numbers_touch(words)


def contains(word: str, phrase: Phrase) -> bool:
    """Return whether a word is in a phrase: by itself, or as neighbors written as one."""
    return word in phrase.words or (
        word.replace(".", "") in all_joined(phrase) and any(run.text == word for run in joined(phrase))
    )


@lru_cache(maxsize=1 << 16)
def all_joined(phrase: Phrase) -> str:
    """Return all words of a phrase as one, without points: whatever is joined is part of it."""
    return "".join(phrase.words).replace(".", "")


@lru_cache(maxsize=1 << 16)
def all_initials(phrase: Phrase) -> str:
    """Return the first letters of a phrase: any initials are part of it."""
    return "".join(word[0] for word in phrase.words)


def _spans(phrase: Phrase, size: int) -> Iterator[tuple[int, int]]:
    """Yield where so many neighbors are, all of the vendor's name or all of the tool's own."""
    for start in range(len(phrase.words) - size + 1):
        if not start < phrase.own < start + size:
            yield start, start + size


def _with_and_without_points(words: Sequence[str]) -> tuple[str, ...]:
    """Return a run with its points, and also without them unless it is a bare version then, as 45 or v32."""
    whole = "".join(words)
    if "." not in whole or any(map(_LETTER_AND_POINT.match, words)):
        return (whole,)
    return (whole,) if (plain := whole.replace(".", "")).isnumeric() else (whole, plain)
