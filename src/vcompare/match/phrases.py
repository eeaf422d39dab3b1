"""What a tool can be called: as phrases, and as the single words that people write for parts of them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from vcompare.model import Named
from vcompare.text.folding import fold, kind_of, split_words

_MOST_JOINED = 3
"""How many neighboring words people write as one, unless it is the whole name."""
_INITIALS = range(3, 6)
"""How many words people abbreviate to their initials; two only where a name begins, as in "hf hub"."""


class Phrase(NamedTuple):
    """One thing that a tool is called: the words of its vendor, then from `own` on its own words.

    `optional` says which of its own words people leave out: those before the words that they type, any of a
    nickname (an alias that does not contain the name), none of a phrase that is the vendor's name alone.
    """

    text: str
    words: tuple[str, ...]
    own: int
    optional: Literal["leading", "any", "none"]


class Run(NamedTuple):
    """What people write as one word for the words of a phrase from `start` to before `end`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1 << 15)
def exact_names(tool: Named) -> frozenset[str]:
    """Return the folded slug, name and aliases of a tool: each matches exactly."""
    return frozenset(fold(text) for text in (tool.slug, tool.name, *tool.aliases))


@lru_cache(maxsize=1 << 15)
def phrases(tool: Named) -> tuple[Phrase, ...]:
    """Return what a tool is called: name, slug and aliases, each after its vendor, and the vendor alone."""
    vendor = split_words(fold(tool.vendor or ""))
    found: dict[tuple[str, ...], Phrase] = {}
    name = fold(tool.name).replace(" ", "")
    for text, folded in _names(tool):
        if not (words := split_words(folded)):
            continue
        before = () if words[: len(vendor)] == vendor else vendor
        is_nickname = text in tool.aliases and name not in folded.replace(" ", "")
        phrase = Phrase(text, before + words, len(before), "any" if is_nickname else "leading")
        found.setdefault(phrase.words, phrase)
    if vendor:
        found.setdefault(vendor, Phrase(tool.vendor or "", vendor, 0, "none"))
    return tuple(found.values())


def _names(tool: Named) -> Iterator[tuple[str, str]]:
    names = [(text, fold(text)) for text in (tool.name, *tool.aliases)]
    slug = f" {fold(tool.slug)} "
    for number in {word for _, folded in names for word in folded.split() if "." in word}:
        # A slug has no points: its 4-5 is 4.5 where the name says so, and two numbers where it does not.
        slug = slug.replace(f" {number.replace('.', ' ')} ", f" {number} ")
    yield names[0]
    yield tool.slug, slug.strip()
    # An alias that is the name written as one word is among the runs of the name.
    yield from (alias for alias in names[1:] if alias[1] != names[0][1].replace(" ", ""))


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
        for text in _with_and_without_points("".join(words[start:end]))
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


def contains(word: str, phrase: Phrase) -> bool:
    """Return whether a word is in a phrase: by itself, as neighbors written as one, or as initials."""
    return word in phrase.words or any(True for _ in runs_spelled(word, phrase))


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


def _with_and_without_points(whole: str) -> tuple[str, ...]:
    """Return a run with its points, and also without them unless it is a bare number then."""
    if "." in whole and not (plain := whole.replace(".", "")).isnumeric():
        return whole, plain
    return (whole,)
