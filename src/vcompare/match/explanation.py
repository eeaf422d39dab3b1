"""Why a query means a tool, several, or none, in phrases."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from vcompare.match.alignment import WordMatch
from vcompare.match.phrases import phrases
from vcompare.match.resolution import Outcome, best_fit, decide, most_similar, rank
from vcompare.match.scoring import Fit, has_numbers_in_order
from vcompare.model import Named
from vcompare.text.folding import fold
from vcompare.text.words import natural_list

MOST_EXPLAINED = 10
"""How many tools an explanation has."""

_HOW = {
    "exact": '"{typed}" is in it',
    "apart": '"{typed}" is "{name}" written apart',
    "joined": '"{typed}" is "{name}" written as one',
    "initials": '"{typed}" are the initials of "{name}"',
    "typo": '"{typed}" is a typo of "{name}"',
    "prefix": '"{typed}" is like "{name}" with another prefix',
    "beginning": '"{typed}" is only the beginning of "{name}"',
    "size": '"{typed}" is the size "{name}" without its unit',
    "similar": '"{typed}" is only similar to "{name}"',
    "missing": '"{typed}" is not in it',
}


class ExplainedTool(NamedTuple):
    """A tool that was considered for a query.

    `text` is the name, slug, alias or vendor that was compared, `score` how well what was typed is found in
    it, from 0 to 1, `fits` whether all of it is, and `reasons` a phrase for every typed word and for what is
    left over.
    """

    slug: str
    text: str
    score: float
    fits: bool
    reasons: tuple[str, ...]


class Explanation(NamedTuple):
    """What became of a query, and the best tools for it, best first."""

    outcome: Outcome
    tools: tuple[ExplainedTool, ...]


def explain(query: str, named: Sequence[Named]) -> Explanation:
    """Explain what `resolve` makes of a query: up to ten tools, those that fit first."""
    resolution = decide(query, named)
    if not resolution.fits and resolution.meant:
        return Explanation(resolution.outcome, tuple(_exact(query, resolution.meant)))
    fitting = dict.fromkeys([*resolution.meant, *(tool for _, tool in resolution.fits)])
    similar = most_similar(resolution.query, named, MOST_EXPLAINED)
    fits = [(best_fit(resolution.query, phrases(tool)), tool) for tool in fitting]
    others = [(best_fit(resolution.query, phrases(tool)), tool) for tool in similar if tool not in fitting]
    fits += sorted(others, key=lambda item: (not item[0].fits, *rank(item)))
    return Explanation(resolution.outcome, tuple(_explained(*item) for item in fits[:MOST_EXPLAINED]))


def _exact(query: str, tools: Sequence[Named]) -> Iterator[ExplainedTool]:
    for tool in islice(tools, MOST_EXPLAINED):
        text = next(text for text in (tool.slug, tool.name, *tool.aliases) if fold(text) == fold(query))
        what = "slug" if text == tool.slug else "name" if text == tool.name else "alias"
        yield ExplainedTool(tool.slug, text, 1.0, fits=True, reasons=(f'it is its {what} "{text}"',))


def _explained(fit: Fit, tool: Named) -> ExplainedTool:
    reasons = (*(_reason(match, fit) for match in fit.matches), *_reasons_against(fit))
    return ExplainedTool(tool.slug, fit.phrase.text, round(fit.quality, 3), fit.fits, reasons)


def _reason(match: WordMatch, fit: Fit) -> str:
    if match.how == "exact" and all(place < fit.phrase.own for place in match.places):
        return f'"{match.typed}" is its vendor'
    name = " ".join(fit.phrase.words[place] for place in match.places)
    return _HOW[match.how].format(typed=match.typed, name=name)


def _reasons_against(fit: Fit) -> Iterator[str]:
    if not has_numbers_in_order(fit.matches, fit.phrase):
        yield "its numbers are in another order"
    if fit.phrase.is_vendor and fit.phrase.needed:
        yield "the sign in the tool's name may not be left out"
    used = {place for match in fit.matches for place in match.places}
    own = list(enumerate(fit.phrase.words))[fit.phrase.own :]
    left = [f'"{word}"' for place, word in own if place not in used]
    if left and fit.fits:
        yield f"{natural_list(left)} may {'not ' if fit.rest == 'telling' else ''}be left out"
    elif left and used:
        yield f"{natural_list(left)} {'is' if len(left) == 1 else 'are'} left over"
