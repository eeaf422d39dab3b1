"""From what was typed to one tool, a question, or nothing; and why."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from vcompare.errors import AmbiguousNameError, Candidate, UnknownNameError
from vcompare.match.fit import Fit, Query, fit, may_fit, typed
from vcompare.match.folding import fold
from vcompare.match.reasons import reasons
from vcompare.match.texts import Text, exact_texts, stands, texts
from vcompare.model import Named

LISTED = 5
"""How many candidates an error names."""

WEIGHED = 10
"""How many tools `weigh` tells of."""

_MARGIN = 0.06
"""How much worse a tool may fit than the best one and be level with it: more than joined words cost."""

_NEAR = 70.0
LONGEST = 200
"""Nobody types more characters than this for a name that has 120 at most; every word costs time."""


class Match(NamedTuple):
    """The tool that a name means, and whether the name was its own or only close to it."""

    slug: str
    how: Literal["exact", "fuzzy"]


class Weighed(NamedTuple):
    """A tool that was looked at for a query.

    `text` is the name, slug, alias or vendor that was compared, `score` how well what was typed is found in
    it, 0 to 1, `fits` whether all of it is, and `reasons` a phrase for every typed word and for what is left.
    """

    slug: str
    text: str
    score: float
    fits: bool
    reasons: tuple[str, ...]


class Weighing(NamedTuple):
    """What became of a query, and the best tools for it, best first."""

    outcome: Literal["exact", "taken", "asked", "unknown"]
    tools: tuple[Weighed, ...]


class _Verdict(NamedTuple):
    query: Query
    outcome: Literal["exact", "taken", "asked", "unknown"]
    meant: Sequence[Named]
    fits: Sequence[tuple[Fit, Named]]


def resolve(query: str, named: Sequence[Named], *, exact: bool = False) -> Match:
    """Find the tool that `query` means among `named`.

    Raises AmbiguousNameError where several tools fit equally well and UnknownNameError where none does, or
    where the only one has more to its name than may be left out; both carry up to five candidates, best
    first. With `exact`, only slugs, names and aliases count.
    """
    verdict = _judge(query, named, exact=exact)
    if len(verdict.meant) > 1:
        raise AmbiguousNameError(query, _candidates(verdict.meant), len(verdict.meant))
    if verdict.outcome == "unknown":
        candidates = () if exact else _candidates(_likely(verdict, named, LISTED))
        raise UnknownNameError(query, candidates, close=bool(verdict.fits))
    return Match(verdict.meant[0].slug, "exact" if verdict.outcome == "exact" else "fuzzy")


def weigh(query: str, named: Sequence[Named]) -> Weighing:
    """Say what `resolve` makes of a query and why: up to ten tools, those that fit first."""
    verdict = _judge(query, named)
    if verdict.outcome == "exact":
        return Weighing("asked" if len(verdict.meant) > 1 else "exact", tuple(_same(query, verdict.meant)))
    listed = dict.fromkeys([*verdict.meant, *(tool for _, tool in verdict.fits)])
    others = (tool for tool in _nearest(verdict.query, named, WEIGHED) if tool not in listed)
    fits = [*((_fit(verdict.query, tool), tool) for tool in listed)]
    rest = ((_fit(verdict.query, tool), tool) for tool in others)
    fits += sorted(rest, key=lambda item: (not item[0].fits, *_rank(item)))
    return Weighing(verdict.outcome, tuple(_weighed(*item) for item in fits[:WEIGHED]))


def _judge(query: str, named: Sequence[Named], *, exact: bool = False) -> _Verdict:
    folded = fold(query)
    asked = typed(folded)
    same = [tool for tool in named if folded in exact_texts(tool)]
    if same:
        return _Verdict(asked, "exact", same, ())
    if exact or not 1 < len(folded) <= LONGEST:
        return _Verdict(asked, "unknown", (), ())
    asked = _with_known(asked, named)
    fits = _fitting(asked, named)
    level = [tool for fit, tool in fits if fit.quality >= fits[0][0].quality - _MARGIN]
    if len(level) == 1 and not fits[0][0].safe:
        level = []
    return _Verdict(asked, "asked" if len(level) > 1 else "taken" if level else "unknown", level, fits)


def _with_known(query: Query, named: Sequence[Named]) -> Query:
    spoken = (text for tool in named for text in texts(tool))
    unknown = {*query.words}
    for text in spoken:
        if not unknown:
            break
        unknown -= {word for word in unknown if stands(word, text)}
    return query._replace(known=frozenset({*query.words} - unknown))


def _fitting(query: Query, named: Sequence[Named]) -> Sequence[tuple[Fit, Named]]:
    """Return the tools that fit, best first, each with how well.

    Where a name is used up by what was typed, names of which more would be left over do not count.
    """
    likely = ((tool, [text for text in texts(tool) if may_fit(query, text)]) for tool in named)
    fits = [(_best(query, spoken), tool) for tool, spoken in likely if spoken]
    fits = sorted((item for item in fits if item[0].fits), key=_rank)
    if any(fit.whole and fit.quality >= fits[0][0].quality - _MARGIN for fit, _ in fits):
        fits = [item for item in fits if item[0].whole]
    return fits


def _fit(query: Query, tool: Named) -> Fit:
    """Return how a query fits that of the tool's texts which it fits best."""
    return _best(query, texts(tool))


def _best(query: Query, spoken: Iterable[Text]) -> Fit:
    return max((fit(query, text) for text in spoken), key=lambda one: one[:4])


def _rank(item: tuple[Fit, Named]) -> tuple[float, str]:
    return -item[0].quality, item[1].slug


def _likely(verdict: _Verdict, named: Sequence[Named], most: int) -> Sequence[Named]:
    return [tool for _, tool in verdict.fits[:most]] or _nearest(verdict.query, named, most)


def _candidates(tools: Iterable[Named]) -> tuple[Candidate, ...]:
    return tuple(Candidate(tool.slug, tool.name, tool.tagline) for tool in islice(tools, LISTED))


def _nearest(query: Query, named: Sequence[Named], most: int) -> Sequence[Named]:
    """Return the tools whose names look most like what was typed."""
    from rapidfuzz import fuzz, process

    if not 1 < len(query.folded) <= LONGEST:
        return []
    by_text = {(tool.slug, text): text for tool in named for text in exact_texts(tool)}
    found = process.extract(
        query.folded, by_text, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_NEAR
    )
    slugs = list(dict.fromkeys(key[0] for _, _, key in found))[:most]
    by_slug = {tool.slug: tool for tool in named}
    return [by_slug[slug] for slug in slugs]


def _same(query: str, tools: Iterable[Named]) -> Iterator[Weighed]:
    for tool in islice(tools, WEIGHED):
        text = next(text for text in (tool.slug, tool.name, *tool.aliases) if fold(text) == fold(query))
        kind = "slug" if text == tool.slug else "name" if text == tool.name else "alias"
        yield Weighed(tool.slug, text, 1.0, fits=True, reasons=(f'it is its {kind} "{text}"',))


def _weighed(one: Fit, tool: Named) -> Weighed:
    return Weighed(tool.slug, one.text.shown, round(one.quality, 3), one.fits, reasons(one))
