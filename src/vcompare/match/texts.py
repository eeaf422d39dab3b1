"""What a tool can be called, as words that can be looked for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from vcompare.match.folding import fold, kind, split
from vcompare.model import Named

_TOGETHER = 3
"""How many neighboring words people write as one, unless it is the whole name."""
_INITIALS = range(3, 6)
"""How many words people abbreviate to their initials; two only where a name begins, as in "hf hub"."""


class Text(NamedTuple):
    """One thing that a tool is called: the words of its vendor, then from `own` on its own.

    `loses` says which of its own words people leave out: those before the ones they type, any of a nickname
    (an alias that does not contain the name), none of what is a vendor's name alone.
    """

    shown: str
    words: tuple[str, ...]
    own: int
    loses: Literal["front", "any", "none"]


class Run(NamedTuple):
    """Neighbouring words of a text, from `start` to before `end`, written as one."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1 << 15)
def exact_texts(tool: Named) -> frozenset[str]:
    """Return the folded slug, name and aliases of a tool, by which an exact match is found."""
    return frozenset(fold(text) for text in (tool.slug, tool.name, *tool.aliases))


@lru_cache(maxsize=1 << 15)
def texts(tool: Named) -> tuple[Text, ...]:
    """Return what a tool is called: name, slug and aliases after its vendor, and the vendor alone."""
    vendor = split(fold(tool.vendor or ""))
    found: dict[tuple[str, ...], Text] = {}
    name = fold(tool.name).replace(" ", "")
    for shown, folded in _called(tool):
        if not (words := split(folded)):
            continue
        before = () if words[: len(vendor)] == vendor else vendor
        nickname = shown in tool.aliases and name not in folded.replace(" ", "")
        text = Text(shown, before + words, len(before), "any" if nickname else "front")
        found.setdefault(text.words, text)
    if vendor:
        found.setdefault(vendor, Text(tool.vendor or "", vendor, 0, "none"))
    return tuple(found.values())


def _called(tool: Named) -> Iterator[tuple[str, str]]:
    own = [(shown, fold(shown)) for shown in (tool.name, *tool.aliases)]
    slug = f" {fold(tool.slug)} "
    for word in {word for _, folded in own for word in folded.split() if "." in word}:
        # A slug has no points: its 4-5 is 4.5 where the name says so, and two numbers where it does not.
        slug = slug.replace(f" {word.replace('.', ' ')} ", f" {word} ")
    yield own[0]
    yield tool.slug, slug.strip()
    # The name as one word is a run of the name.
    yield from (alias for alias in own[1:] if alias[1] != own[0][1].replace(" ", ""))


@lru_cache(maxsize=1 << 12)
def runs(text: Text) -> tuple[Run, ...]:
    """Return what people may write as one word: two or three neighbors, the whole, numbers without points.

    Two numbers never meet inside a run, except in the whole name: 3 4B is not 34B.
    """
    words, count = text.words, len(text.words)
    near = (span for size in range(1, _TOGETHER + 1) for span in _spans(text, size))
    spans = {(start, end) for start, end in near if not meet(words[start:end])}
    return tuple(
        Run(start, end, joined)
        for start, end in sorted(spans | {(0, count), (text.own, count)})
        for joined in _joined("".join(words[start:end]))
        if end - start > 1 or joined != words[start]
    )


def _spans(text: Text, size: int) -> Iterator[tuple[int, int]]:
    """Yield where so many neighbors are, all of the vendor's name or all of the tool's own."""
    for start in range(len(text.words) - size + 1):
        if not start < text.own < start + size:
            yield start, start + size


def meet(words: Sequence[str]) -> bool:
    """Say whether a number runs into another one where words are written as one."""
    return any(one[-1].isnumeric() and other[0].isnumeric() for one, other in pairwise(words))


def _joined(whole: str) -> tuple[str, ...]:
    """Return a run with its points, and without them where letters show that it is not a bare number."""
    if "." in whole and not (plain := whole.replace(".", "")).isnumeric():
        return whole, plain
    return (whole,)


@lru_cache(maxsize=1 << 12)
def initials(text: Text) -> tuple[Run, ...]:
    """Return the initials of three to five neighboring words of letters, and of two that begin a name."""
    first = "".join(word[0] if kind(word) == "letters" else " " for word in text.words)
    spans = {span for size in _INITIALS for span in _spans(text, size)}
    spans |= {span for span in _spans(text, 2) if span[0] in {0, text.own} and len(text.words) > 2}  # noqa: PLR2004
    return tuple(
        Run(start, end, first[start:end]) for start, end in sorted(spans) if " " not in first[start:end]
    )


@lru_cache(maxsize=1 << 16)
def bare(text: Text) -> str:
    """Return the words of a text as one, without points: what a run of it must be part of."""
    return "".join(text.words).replace(".", "")


@lru_cache(maxsize=1 << 16)
def firsts(text: Text) -> str:
    """Return the first letters of a text: what initials of it must be part of."""
    return "".join(word[0] for word in text.words)


def stands(word: str, text: Text) -> bool:
    """Say whether a word stands in a text: by itself, as neighbors written as one, or as initials."""
    if word in text.words:
        return True
    return (word.replace(".", "") in bare(text) and any(run.text == word for run in runs(text))) or (
        word in firsts(text) and any(run.text == word for run in initials(text))
    )
