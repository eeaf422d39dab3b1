"""How well the words that were typed fit the words of a name."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from vcompare.match.folding import kind, split
from vcompare.match.slips import begins_otherwise, joined_slip, likeness, may_share, slips
from vcompare.match.texts import Run, Text, bare, firsts, initials, meet, runs

How = Literal["exact", "apart", "joined", "initials", "slip", "prefix", "beginning", "missing"]

_QUALITY = {"exact": 1.0, "apart": 0.95, "joined": 0.95, "initials": 0.95, "missing": 0.0}
_JOINED_SLIP = 0.75
_OFFERED: tuple[How, ...] = ("beginning", "prefix")
"""What a word is like that is offered and never taken."""
_OUT_OF_ORDER = 0.1
_DESCRIPTION = 3
"""From so many words on, what is left over is a description; fewer tell a thing from its siblings."""
_BARE = re.compile(r"\d+(?:\.\d+)*")
_DIGITS = re.compile(r"[\d.]*\d")


class Query(NamedTuple):
    """What was typed, folded: its words, neighbors that may be one word written apart, and known words.

    A word is known where it stands in any name. It means itself then, and is nobody's slip of the finger.
    """

    folded: str
    words: tuple[str, ...]
    apart: tuple[tuple[int, int, str], ...]
    known: frozenset[str]


class Found(NamedTuple):
    """A typed word, or several that are one, and the places in a name that it stands for."""

    typed: str
    how: How
    quality: float
    at: tuple[int, ...]


class Fit(NamedTuple):
    """How well a query fits a text: `quality` from 0 to 1, and what that means.

    `fits`: every word was found, and the numbers in order. `whole`: nothing of the name is left over.
    `safe`: what was typed does not name another tool, which may not be in the catalog; `spare`: what is
    left over is no reason to think so.
    """

    fits: bool
    quality: float
    whole: bool
    safe: bool
    spare: bool
    text: Text
    found: tuple[Found, ...]


def typed(folded: str) -> Query:
    """Return a folded query as a Query of which no word is known."""
    words = split(folded)
    spans = ((start, start + size) for size in (3, 2) for start in range(len(words) - size + 1))
    apart = ((start, end, _one(words[start:end])) for start, end in spans)
    return Query(folded, words, tuple(span for span in apart if span[2]), frozenset())


def _one(words: Sequence[str]) -> str:
    """Return neighbors as one word, or nothing where numbers would run into another: 4 5 is 4.5 at most."""
    if all(_BARE.fullmatch(word) for word in words):
        return ".".join(words)
    return "" if meet(words) else "".join(words)


def fit(query: Query, text: Text) -> Fit:
    """Say how well a query fits a text, and why.

    Where words of the name are left over, the name was not typed in full. That is safe where they stand
    before what was typed, as people leave out makers and families ("opus 4.5"). A word or two in between or
    after make it the name of another thing ("claude haiku" is not "claude haiku instant"); more of them are
    a description that was shortened ("azure voice" for "Azure AI Foundry Real-Time Voice"). Numbers, single
    letters and signs are never left out safely. A nickname may lose any word, a vendor's name none. The
    beginning of a word is offered and never taken, and so is a word with another prefix.

    Numbers come in the order that the name has, for Phi 3 2 is not Phi 2 3. Only where all of a name is typed
    with its other words in another order too, they may be in any, which counts for less.
    """
    found = _place(query, text)
    length = sum(len(one.typed) for one in found)
    quality = sum(one.quality * len(one.typed) for one in found) / length if length else 0.0
    used = {place for one in found for place in one.at}
    left = [place for place in range(text.own, len(text.words)) if place not in used]
    ordered = in_order(found, text)
    fits = bool(found) and all(one.at for one in found) and (ordered or (not left and _shuffled(found, text)))
    spare = _may_go(text, left, used)
    safe = spare and all(one.how not in _OFFERED for one in found)
    return Fit(fits, quality if ordered else quality - _OUT_OF_ORDER, not left, safe, spare, text, found)


def may_fit(query: Query, text: Text) -> bool:
    """Say, much sooner than `fit` would, whether a query may fit: what is known has to stand in the text."""
    written = {index for start, end, word in query.apart if word in text.words for index in range(start, end)}
    return all(
        index in written or word.replace(".", "") in bare(text) or word in firsts(text)
        for index, word in enumerate(query.words)
        if word in query.known
    )


def _may_go(text: Text, left: Sequence[int], used: Collection[int]) -> bool:
    """Say whether the words at the places in `left` may be left out where those in `used` were typed."""
    first = min((place for place in used if place >= text.own), default=-1)
    if not left or first < 0 or text.loses == "none":
        return not left
    kinds = [kind(text.words[place]) for place in left]
    if not all(one == "picture" or (one == "letters" and len(text.words[place]) > 1)
               for place, one in zip(left, kinds, strict=True)):  # fmt: skip
        return False
    telling = [place for place, one in zip(left, kinds, strict=True) if place > first and one == "letters"]
    return text.loses == "any" or not telling or len(telling) >= _DESCRIPTION


def in_order(found: Iterable[Found], text: Text) -> bool:
    """Say whether numbers of one kind (plain ones, sizes in b) come in the order that the name has."""
    last: dict[str, int] = {}
    for place in (place for one in found for place in one.at if place >= text.own):
        if kind(text.words[place]) == "number":
            unit = _unit(text.words[place])
            if last.get(unit, -1) > place:
                return False
            last[unit] = place
    return True


def _shuffled(found: Iterable[Found], text: Text) -> bool:
    """Say whether more than numbers changed places in a name that was typed in full."""
    at = [place for one in found for place in one.at if place >= text.own]
    numbers = {place for place in at if kind(text.words[place]) == "number"}
    return [place in numbers or place for place in at] != [place in numbers or place for place in sorted(at)]


@lru_cache(maxsize=1 << 12)
def _unit(number: str) -> str:
    return _DIGITS.sub("", number)


class _Places:
    """The words of a text that are still free for typed words, its own before its vendor's."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.free = [*range(text.own, len(text.words)), *range(text.own)]
        self.last: dict[str, int] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the first free place of a word, for a number rather one after those of its kind."""
        places = [place for place in self.free if self.text.words[place] == word]
        if len(places) > 1 and kind(word) == "number":
            places = [place for place in places if place > self.last.get(_unit(word), -1)] or places
        return tuple(places[:1])

    def take(self, found: Found) -> Found:
        """Mark the places of what was found as used."""
        for place in found.at:
            self.free.remove(place)
            self.last[_unit(self.text.words[place])] = place
        return found


def _place(query: Query, text: Text) -> tuple[Found, ...]:
    """Find each typed word in a text: those written apart first, then exact ones, then the longest first.

    No word of the text stands for two that were typed.
    """
    places, words = _Places(text), query.words
    found = _apart(query, places)
    covered = {
        index for start, one in found.items() for index in range(start, start + one.typed.count(" ") + 1)
    }
    for index, word in enumerate(words):
        if word in text.words and index not in covered and (at := places.of(word)):
            found[index] = places.take(_found(word, "exact", at))
    rest = [index for index in range(len(words)) if index not in covered and index not in found]
    for index in sorted(rest, key=lambda index: -len(words[index])):
        found[index] = places.take(_closest(words[index], places, known=words[index] in query.known))
    return tuple(found[index] for index in sorted(found))


def _apart(query: Query, places: _Places) -> dict[int, Found]:
    found: dict[int, Found] = {}
    covered: set[int] = set()
    for start, end, word in query.apart:
        parts, new = query.words[start:end], covered.isdisjoint(range(start, end))
        if new and word in places.text.words and not {*parts} <= {*places.text.words}:
            found[start] = places.take(_found(" ".join(parts), "apart", places.of(word)))
            covered.update(range(start, end))
    return {start: one for start, one in found.items() if one.at}


def _found(word: str, how: How, at: Iterable[int]) -> Found:
    return Found(word, how, _QUALITY[how], tuple(at))


def _closest(word: str, places: _Places, *, known: bool) -> Found:
    """Find what a typed word that is not a word of the text may stand for there."""
    options = [*_as_it_stands(word, places)]
    if not (options or known):
        # A slip in a run is the least of all: it is worth looking for only where there is nothing else.
        options = [*_nearly(word, places)] or [*_nearly_joined(word, places)]
    return max(options, key=lambda found: found.quality, default=_found(word, "missing", ()))


def _as_it_stands(word: str, places: _Places) -> Iterator[Found]:
    text, free = places.text, {*places.free}
    if word.replace(".", "") in bare(text):
        same = (range(run.start, run.end) for run in runs(text) if run.text == word)
        yield from (_found(word, "joined", at) for at in same if free.issuperset(at))
    if word in firsts(text):
        same = (range(run.start, run.end) for run in initials(text) if run.text == word)
        yield from (_found(word, "initials", at) for at in same if free.issuperset(at))


def _nearly(word: str, places: _Places) -> Iterator[Found]:
    for place in places.free:
        how, quality = likeness(word, places.text.words[place])
        if quality:
            yield Found(word, how, quality, (place,))


def _nearly_joined(word: str, places: _Places) -> Iterator[Found]:
    if slips(len(word)) and may_share(word, bare(places.text)):
        close = (run for run in runs(places.text) if joined_slip(word, run.text))
        for run in close:
            if {*range(run.start, run.end)} <= {*places.free}:
                how: How = "prefix" if _word_begins_otherwise(word, run, places.text) else "slip"
                yield Found(word, how, _JOINED_SLIP, tuple(range(run.start, run.end)))


def _word_begins_otherwise(word: str, run: Run, text: Text) -> bool:
    """Say whether a typed word has another prefix where the run or one of the words in it begins."""
    rests = ("".join(text.words[place : run.end]) for place in range(run.start, run.end))
    for rest in (rest if run.text.endswith(rest) else rest.replace(".", "") for rest in rests):
        before = run.text.removesuffix(rest)
        if word.startswith(before) and begins_otherwise(word.removeprefix(before), rest):
            return True
    return False
