"""Where in a phrase each typed word is found."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from vcompare.match import typos
from vcompare.match.phrases import (
    Phrase,
    Run,
    all_initials,
    all_joined,
    contains,
    is_literal,
    joined,
    numbers_touch,
    runs_spelled,
)
from vcompare.text.folding import kind_of, split_words

How = Literal[
    "exact", "apart", "joined", "initials", "typo", "prefix", "beginning", "size", "similar", "missing"
]

_QUALITY = {"exact": 1.0, "apart": 0.95, "joined": 0.95, "initials": 0.95, "missing": 0.0}
_TYPO_IN_RUN = 0.75
_TELLING_INITIALS = 3
_LOST_POINT = re.compile(r"[^\W\d]{2,}\d+\.\d")
_DIGITS = re.compile(r"[\d.]*\d")


class Query(NamedTuple):
    """What was typed, folded: its words, neighbors that may be one word written apart, and known words.

    A word is known if any name contains it. It means itself then and is never a typo of another word.
    """

    folded: str
    words: tuple[str, ...]
    apart: tuple[Run, ...]
    known: frozenset[str]


class WordMatch(NamedTuple):
    """A typed word, or several that are one, and the places of the words in a phrase that it stands for."""

    typed: str
    how: How
    quality: float
    places: tuple[int, ...]
    slips: int = 0


def parse_query(folded: str) -> Query:
    """Return a folded query with none of its words known."""
    words = split_words(folded)
    spans = ((start, start + size) for size in (3, 2) for start in range(len(words) - size + 1))
    apart = (Run(start, end, _as_one(words[start:end])) for start, end in spans)
    return Query(folded, words, tuple(run for run in apart if run.text), frozenset())


def _as_one(words: Sequence[str]) -> str:
    """Return neighbors as one word. Where numbers would become another number, a point was left out.

    4 5 is 4.5, and m2 7 is m2.7.
    """
    whole = words[0]
    for one, other in pairwise(words):
        whole += f".{other}" if numbers_touch((one, other)) else other
    return whole


def may_align(query: Query, phrase: Phrase) -> bool:
    """Return, much faster than `align`, whether all words may be found: the known ones are in the phrase."""
    runs = [run for run in query.apart if lost_point(run) or contains(run.text, phrase)]
    apart = {place for run in runs for place in range(run.start, run.end)}
    return all(
        place in apart or word.replace(".", "") in all_joined(phrase) or word in all_initials(phrase)
        for place, word in enumerate(query.words)
        if word in query.known
    )


def align(query: Query, phrase: Phrase) -> tuple[WordMatch, ...]:
    """Find each typed word in a phrase: those written apart first, then exact ones, then the longest first.

    No word of the phrase stands for two that were typed.
    """
    free, words = _FreeWords(phrase), query.words
    found = _written_apart(query, free)
    covered = {
        place for start, match in found.items() for place in range(start, start + match.typed.count(" ") + 1)
    }
    for place, word in enumerate(words):
        if word in phrase.words and place not in covered and (at := free.find(word)):
            found[place] = free.take(_match(word, "exact", at))
    rest = [place for place in range(len(words)) if place not in covered and place not in found]
    for place in sorted(rest, key=lambda place: -len(words[place])):
        found[place] = free.take(_closest(words[place], free, is_known=words[place] in query.known))
    return tuple(found[place] for place in sorted(found))


@lru_cache(maxsize=1 << 12)
def unit(number: str) -> str:
    """Return a number without its digits: "b" of 70b, "" of a plain one."""
    return _DIGITS.sub("", number)


class _FreeWords:
    """The words of a phrase that no typed word stands for yet, the tool's own before its vendor's."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase
        self.places = [*range(phrase.own, len(phrase.words)), *range(phrase.own)]
        self._last: dict[str, int] = {}

    def find(self, word: str) -> tuple[int, ...]:
        """Return the first free place of a word; of a number preferably one after the last of its unit."""
        places = [place for place in self.places if self.phrase.words[place] == word]
        if len(places) > 1 and kind_of(word) == "number":
            places = [place for place in places if place > self._last.get(unit(word), -1)] or places
        return tuple(places[:1])

    def find_run(self, text: str) -> tuple[int, ...]:
        """Return the free places of neighbors that are written as one, with every point."""
        runs = runs_spelled(text, self.phrase)
        spans = (range(run.start, run.end) for run in runs if is_literal(run, self.phrase))
        return next((tuple(span) for span in spans if {*span} <= {*self.places}), ())

    def take(self, match: WordMatch) -> WordMatch:
        """Mark the places of a match as used."""
        for place in match.places:
            self.places.remove(place)
            self._last[unit(self.phrase.words[place])] = place
        return match


def _written_apart(query: Query, free: _FreeWords) -> dict[int, WordMatch]:
    found: dict[int, WordMatch] = {}
    covered: set[int] = set()
    for run in query.apart:
        parts, span = query.words[run.start : run.end], range(run.start, run.end)
        is_new = covered.isdisjoint(span) and not {*parts} <= {*free.phrase.words}
        match = _found_apart(" ".join(parts), run, free) if is_new else None
        if match:
            found[run.start] = free.take(match)
            covered.update(span)
    return found


def _found_apart(typed: str, run: Run, free: _FreeWords) -> WordMatch | None:
    """Return where words that are one are found; with a slip only where a point was left out, too."""
    if places := free.find(run.text) or free.find_run(run.text):
        return _match(typed, "apart", places)
    if not lost_point(run):
        return None
    runs = [one for one in joined(free.phrase) if is_literal(one, free.phrase)]
    slips = (*_similar_words(run.text, free), *_similar_runs(run.text, free, runs))
    best = max(slips, key=lambda match: match.quality, default=None)
    return best and best._replace(typed=typed)


def lost_point(run: Run) -> bool:
    """Return whether two words are one if a point is put into a number after letters: qwen3 5 is qwen3.5."""
    return run.end - run.start == 2 and _LOST_POINT.match(run.text) is not None  # noqa: PLR2004


def _match(word: str, how: How, places: Iterable[int]) -> WordMatch:
    return WordMatch(word, how, _QUALITY[how], tuple(places))


def _closest(word: str, free: _FreeWords, *, is_known: bool) -> WordMatch:
    """Find what a typed word that is not a word of the phrase stands for there."""
    options = [*_spelled_alike(word, free)]
    if not (options or is_known):
        # A typo in a run counts least: look for one only where there is nothing else.
        options = [*_similar_words(word, free)] or [*_similar_runs(word, free, joined(free.phrase))]
    return max(options, key=lambda match: match.quality, default=_match(word, "missing", ()))


def _spelled_alike(word: str, free: _FreeWords) -> Iterator[WordMatch]:
    places = {*free.places}
    for run in runs_spelled(word, free.phrase):
        if places.issuperset(range(run.start, run.end)):
            how: How = "joined" if run in joined(free.phrase) else "initials"
            # Two letters are the initials of so much that they count as a slip.
            slips = int(how == "initials" and len(word) < _TELLING_INITIALS)
            yield _match(word, how, range(run.start, run.end))._replace(slips=slips)


def _similar_words(word: str, free: _FreeWords) -> Iterator[WordMatch]:
    for place in free.places:
        how, quality, slips = typos.compare(word, free.phrase.words[place])
        if quality:
            yield WordMatch(word, how, quality, (place,), slips)


def _similar_runs(word: str, free: _FreeWords, runs: Iterable[Run]) -> Iterator[WordMatch]:
    for run in runs:
        places = range(run.start, run.end)
        if "".join(free.phrase.words[run.start : run.end]) != run.text:
            continue  # without its point it is one slip away already
        if typos.is_typo_of_run(word, run.text) and {*places} <= {*free.places}:
            how: How = "prefix" if _has_other_prefix(word, run, free.phrase) else "typo"
            yield WordMatch(word, how, _TYPO_IN_RUN, tuple(places), 1)


def _has_other_prefix(word: str, run: Run, phrase: Phrase) -> bool:
    """Return whether a typed word has another prefix where the run or one of the words in it begins."""
    rests = ("".join(phrase.words[place : run.end]) for place in range(run.start, run.end))
    for rest in (rest if run.text.endswith(rest) else rest.replace(".", "") for rest in rests):
        before = run.text.removesuffix(rest)
        if word.startswith(before) and typos.has_other_prefix(word.removeprefix(before), rest):
            return True
    return False
