"""The texts of all names, so that few of thousands of tools have to be looked at."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from vcompare.match.answer import LONGEST
from vcompare.match.fit import Query, typed
from vcompare.match.folding import fold
from vcompare.match.slips import joined_slip, likeness, slips
from vcompare.match.texts import exact_texts, initials, runs, texts
from vcompare.model import Named


class Lexicon(Protocol):
    """The words and runs of all tools, as `spelled` gives them for each."""

    def words(self) -> Sequence[str]:
        """Return every distinct word, in any order."""

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return every distinct run of `shortest` to `longest` characters, in any order."""

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of the texts as a word or a run."""


class Spellings:
    """A lexicon in memory."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._tools: dict[str, set[str]] = {}
        self._words: set[str] = set()
        self._runs: dict[int, set[str]] = {}
        for tool in named:
            self._add(tool)

    def words(self) -> Sequence[str]:
        """Return every distinct word."""
        return tuple(self._words)

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return every distinct run of so many characters."""
        return [run for length in range(shortest, longest + 1) for run in self._runs.get(length, ())]

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of the texts."""
        return set[str]().union(*(self._tools.get(text, ()) for text in texts))

    def _add(self, tool: Named) -> None:
        words, joined = spelled(tool)
        self._words |= words
        for run in joined:
            self._runs.setdefault(len(run), set()).add(run)
        for text in words | joined:
            self._tools.setdefault(text, set()).add(tool.slug)


def spelled(tool: Named) -> tuple[set[str], set[str]]:
    """Return the words and the runs by which a lexicon finds a tool.

    Runs are neighboring words written as one, initials, and whole names of which the words say too little.
    """
    spoken = texts(tool)
    words = {word for text in spoken for word in text.words}
    joined = {run.text for text in spoken for run in (*runs(text), *initials(text))}
    return words, joined | {text for text in exact_texts(tool) if not (text and {*text.split()} <= words)}


def shortlist(query: str, lexicon: Lexicon) -> set[str]:
    """Return the slugs of the tools that can fit a query, and a few that cannot.

    `resolve` answers among these as among all, as long as anything fits: for each typed word that stands
    somewhere there is a tool in which it does, so that it is known not to be a slip.
    """
    folded = fold(query)
    same = lexicon.tools({folded})
    asked = typed(folded)
    if not asked.words or not 1 < len(folded) <= LONGEST:
        return same
    standing = [lexicon.tools({word}) for word in asked.words]
    possible = [tools | _otherwise(asked, index, tools, lexicon) for index, tools in enumerate(standing)]
    witnesses = {min(tools) for tools in standing if tools}
    return same | witnesses | set.intersection(*possible)


def _otherwise(query: Query, index: int, standing: set[str], lexicon: Lexicon) -> set[str]:
    """Return the tools in which a typed word does not stand but is part of one, or may be meant."""
    others = {word for start, end, word in query.apart if start <= index < end}
    if not standing:
        others.update(_near(query.words[index], lexicon))
    return lexicon.tools(others) if others else set()


def _near(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words that a typed word may begin, and the words and runs that it may be a slip of."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words, most = lexicon.words(), slips(len(word))
    yield from (other for other in words if other.startswith(word) and likeness(word, other)[1])
    if most:
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
        yield from (other for other, _, _ in near if likeness(word, other)[1])
        joined = lexicon.runs(len(word) - 1, len(word) + 1)
        near = process.extract(word, joined, scorer=OSA.distance, score_cutoff=1, limit=None)
        yield from (run for run, _, _ in near if joined_slip(word, run))
