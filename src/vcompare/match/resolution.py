"""From what was typed to one tool, several, or none."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from vcompare.errors import AmbiguousNameError, Candidate, UnknownNameError
from vcompare.match.alignment import Query, may_align, parse_query
from vcompare.match.phrases import Phrase, contains, exact_names, phrases
from vcompare.match.scoring import Fit, score
from vcompare.model import Named
from vcompare.text.folding import fold

Outcome = Literal["exact", "fuzzy", "ambiguous", "unknown"]

MOST_CANDIDATES = 5
"""How many candidates an error has."""
LONGEST_QUERY = 200
"""Nobody types more characters than this for a name that has 120 at most; every word costs time."""
_MARGIN = 0.06
"""How much worse than the best a tool may fit and still count as equal: more than joined words cost."""
_SIMILAR = 70.0
"""How alike a name and what was typed are, of 100, where nothing fits and something is suggested."""


class Match(NamedTuple):
    """The tool that a name means, and whether the name is its own or only close to it."""

    slug: str
    how: Literal["exact", "fuzzy"]


class Resolution(NamedTuple):
    """What a query means: the tools that are meant (several if ambiguous), and all that fit, best first."""

    query: Query
    outcome: Outcome
    meant: Sequence[Named]
    fits: Sequence[tuple[Fit, Named]]


def resolve(
    query: str,
    named: Sequence[Named],
    *,
    exact: bool = False,
    everything: Callable[[], Sequence[Named]] | None = None,
) -> Match:
    """Find the tool that `query` means among `named`. With `exact`, only slugs, names and aliases count.

    Raises AmbiguousNameError where several tools fit equally well and UnknownNameError where none does, or
    where the only one has more to its name than may be left out; both carry up to five candidates, best
    first, which with `exact` are what would be close. Where nothing is, what looks alike is suggested, of
    `everything` if `named` is a shortlist.
    """
    resolution = decide(query, named, exact=exact)
    if resolution.outcome == "unknown":
        close = decide(query, named) if exact else resolution
        alike = [tool for fit, tool in close.fits if _is_alike(fit)]
        likely = close.meant or alike
        if not likely:
            likely = most_similar(close.query, everything() if everything else named, MOST_CANDIDATES)
        raise UnknownNameError(query, _candidates(likely), close=bool(resolution.fits and alike))
    if len(resolution.meant) > 1:
        raise AmbiguousNameError(query, _candidates(resolution.meant), len(resolution.meant))
    return Match(resolution.meant[0].slug, "exact" if resolution.outcome == "exact" else "fuzzy")


def decide(query: str, named: Sequence[Named], *, exact: bool = False) -> Resolution:
    """Decide what a query means among `named`."""
    folded = fold(query)
    asked = parse_query(folded)
    if same := [tool for tool in named if folded in exact_names(tool)]:
        return Resolution(asked, "ambiguous" if len(same) > 1 else "exact", same, ())
    if exact or not is_searchable(folded):
        return Resolution(asked, "unknown", (), ())
    asked = _with_known_words(asked, named)
    fits = _fitting(asked, named)
    near = _plainest([(fit, tool) for fit, tool in fits if _is_near(fit, fits[0][0])])
    if len(near) > 1 and any(fit.likely for fit, _ in near):
        return Resolution(asked, "ambiguous", [tool for _, tool in near], fits)
    if near and near[0][0].safe:
        return Resolution(asked, "fuzzy", [near[0][1]], fits)
    return Resolution(asked, "unknown", (), fits)


def is_searchable(folded: str) -> bool:
    """Return whether a folded query is neither too short nor too long to be more than an exact name."""
    return 1 < len(folded) <= LONGEST_QUERY


def best_fit(query: Query, spoken: Iterable[Phrase]) -> Fit:
    """Return the best of how a query fits each of some phrases."""
    return max((score(query, phrase) for phrase in spoken), key=Fit.order)


def rank(item: tuple[Fit, Named]) -> tuple[float, int, str]:
    """Return what to sort by for the best fit first: of equal ones, the one with the least left over."""
    return -item[0].quality, item[0].left, item[1].slug


def most_similar(query: Query, named: Sequence[Named], most: int) -> Sequence[Named]:
    """Return the tools whose names look most like what was typed."""
    from rapidfuzz import fuzz, process

    if not is_searchable(query.folded):
        return []
    texts = {(tool.slug, text): text for tool in named for text in exact_names(tool)}
    found = process.extract(
        query.folded, texts, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_SIMILAR
    )
    slugs = list(dict.fromkeys(slug for _, _, (slug, _) in found))[:most]
    by_slug = {tool.slug: tool for tool in named}
    return [by_slug[slug] for slug in slugs]


def _with_known_words(query: Query, named: Sequence[Named]) -> Query:
    unknown = {*query.words}
    for phrase in (phrase for tool in named for phrase in phrases(tool)):
        if not unknown:
            break
        unknown -= {word for word in unknown if contains(word, phrase)}
    return query._replace(known=frozenset({*query.words} - unknown))


def _fitting(query: Query, named: Sequence[Named]) -> Sequence[tuple[Fit, Named]]:
    """Return the tools that fit, best first, each with how well.

    Where a name is complete in what was typed, names of which more would be left over do not count.
    """
    likely = ((tool, [one for one in phrases(tool) if may_align(query, one)]) for tool in named)
    scored = [(best_fit(query, spoken), tool) for tool, spoken in likely if spoken]
    fits = sorted((item for item in scored if item[0].fits), key=rank)
    if any(not fit.left and fit.slips <= fits[0][0].slips and _is_near(fit, fits[0][0]) for fit, _ in fits):
        fits = [item for item in fits if not item[0].left]
    return fits


def _is_alike(fit: Fit) -> bool:
    """Return whether a tool is worth suggesting: not all that was typed are short words with two slips."""
    return any(match.how != "similar" for match in fit.matches)


def _is_near(fit: Fit, best: Fit) -> bool:
    """Return whether a tool may be meant as well as the best: with as many slips, or with one more."""
    if best.slips:
        return fit.slips <= best.slips + 1
    return fit.quality >= best.quality - _MARGIN


def _plainest(near: Sequence[tuple[Fit, Named]]) -> Sequence[tuple[Fit, Named]]:
    """Return the tools that may be meant, without those for which another one stands more plainly.

    A tool that has all that was typed in its own name goes before those that need their vendor for it:
    Mistral Large 3 before Pixtral Large by Mistral. One that lacks only the beginning of its name goes before
    those that lack what makes them another thing: for M2.7, MiniMax M2.7 before MiniMax M2.7 Pro.
    """
    own = [fit for fit, _ in near if fit.safe and not fit.names_vendor]
    if own:
        slips = min(fit.slips for fit in own)
        near = [item for item in near if not item[0].names_vendor or item[0].slips < slips]
    if ends := [fit.slips for fit in own if fit.rest in {"none", "leading"}]:
        near = [item for item in near if item[0].rest != "telling" or item[0].slips < min(ends)]
    return near


def _candidates(tools: Sequence[Named]) -> tuple[Candidate, ...]:
    listed = tools[:MOST_CANDIDATES]
    return tuple(
        Candidate(tool.slug, tool.name, tool.tagline, details)
        for tool, details in zip(listed, _details(listed), strict=True)
    )


def _details(tools: Sequence[Named]) -> list[tuple[str, ...]]:
    """Return for each tool what tells it apart from the others: what differs of name, vendor and category."""
    facts = [(tool.name, tool.vendor or "vendor unknown", tool.category) for tool in tools]
    differing = [column for column in zip(*facts, strict=True) if len({*column}) > 1]
    if len({*zip(*differing, strict=True)}) == len(tools):
        return [*zip(*differing, strict=True)]
    columns = differing or [tuple(tool.name for tool in tools)]
    return [*zip(*columns, (tool.tagline for tool in tools), strict=True)]
