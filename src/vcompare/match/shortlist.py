"""The few of thousands of tools that a query can mean, found by the spellings of all names."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from vcompare.match.alignment import Query, lost_point, parse_query
from vcompare.match.phrases import exact_names, initials, joined, phrases
from vcompare.match.resolution import is_searchable
from vcompare.match.typos import compare, is_typo_of_run, most_slips
from vcompare.model import Named
from vcompare.text.folding import fold


class Lexicon(Protocol):
    """The words and runs of all tools, as `spellings` returns them for each."""

    def words(self) -> Sequence[str]:
        """Return every distinct word, in any order."""

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return every distinct run of `shortest` to `longest` characters, in any order."""

    def is_known(self, text: str) -> bool:
        """Return whether a text is a word or a run, and not only the initials of some words."""

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of the texts as a word, a run or initials."""


def spellings(tool: Named) -> tuple[set[str], set[str], set[str]]:
    """Return the words, the runs and the initials by which a lexicon finds a tool.

    Runs are joined words, and exact names that have words of their own.
    """
    spoken = phrases(tool)
    words = {word for phrase in spoken for word in phrase.words}
    runs = {run.text for phrase in spoken for run in joined(phrase)}
    runs |= {name for name in exact_names(tool) if not (name and {*name.split()} <= words)}
    return words, runs, {run.text for phrase in spoken for run in initials(phrase)}


def shortlist(query: str, lexicon: Lexicon) -> set[str]:
    """Return the slugs of the tools that can fit a query, and a few that cannot.

    `resolve` answers among these as among all, as long as anything fits: for each typed word that some name
    contains there is a tool that does, so that the word is known and no typo.
    """
    folded = fold(query)
    same = lexicon.tools({folded})
    asked = parse_query(folded)
    if not asked.words or not is_searchable(folded):
        return same
    containing = [lexicon.tools({word}) for word in asked.words]
    possible = [tools | _otherwise(asked, place, tools, lexicon) for place, tools in enumerate(containing)]
    witnesses = {min(tools) for tools in containing if tools}
    return same | witnesses | set.intersection(*possible)


def _otherwise(query: Query, place: int, containing: set[str], lexicon: Lexicon) -> set[str]:
    """Return the tools in which a typed word is part of a word, or for one of whose words it may be meant."""
    runs = [run for run in query.apart if run.start <= place < run.end]
    others = {run.text for run in runs}
    unknown = [run.text for run in runs if lost_point(run) and not lexicon.is_known(run.text)]
    if not (containing and lexicon.is_known(query.words[place])):
        unknown.append(query.words[place])
    others.update(text for word in unknown for text in _similar(word, lexicon))
    return lexicon.tools(others) if others else set()


def _similar(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words that a typed word may begin, and the words and runs that it may be a typo of."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words, most = lexicon.words(), most_slips(len(word))
    longer = [other for other in words if other.startswith(word)]
    yield from (other for other in longer if compare(word, other).quality)
    if most:
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
        yield from (other for other, _, _ in near if compare(word, other).quality)
        runs = lexicon.runs(len(word) - 1, len(word) + 1)
        near = process.extract(word, runs, scorer=OSA.distance, score_cutoff=1, limit=None)
        yield from (run for run, _, _ in near if is_typo_of_run(word, run))
