"""The sentences of a draft, each made from what is known of the tools compared; the others are left out.

`names` are what the tools are called. What different people said is never compared, and what few of them said
is never given as what all of them do.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from vcompare.comparison import Card, Comparison, Gap, Score
from vcompare.text.words import plural, possessive, series, spelled, verb
from vcompare.views.pricing import price_sentences
from vcompare.views.remarks import pair_remark
from vcompare.views.telling import telling

Named = Sequence[tuple[Card, str]]
"""Tools and what they are called."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST_GAPS = 3
"""How many reviewers' gaps are among the differences."""
_MOST_CLAUSES = 3
"""How many clauses are in a sentence."""
_PAIR = 2
_ENTRY = {
    "free": ("is free to start with", "are free to start with"),
    "freemium": ("has a free tier", "have a free tier"),
    "paid": ("is paid from the start", "are paid from the start"),
}
"""What it takes to start, as one tool and as several have it."""


def lead(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield the most important: how the panel voted and scored, what a start costs, what is discontinued."""
    tools = list(zip(result.tools, names, strict=True))
    yield from _votes(tools, result.panel)
    yield from _scores(tools, result.panel)
    scored_both = [gap for gap in result.gaps if None not in gap.scores]
    if len(names) == _PAIR and len(scored_both) > 1 and (remark := pair_remark(result.gaps, names)):
        yield remark
    tiers = {card.tool.entry for card, _ in tools}
    if len(tiers) == 1 and (tier := tiers.pop()) and not any(card.tool.retired for card, _ in tools):
        yield f"{'Both' if len(names) == _PAIR else 'All'} {_ENTRY[tier][1]}."
    for card, name in tools:
        if day := card.tool.retired:
            yield f"{name} {'was retired' if card.tool.is_retired(result.today) else 'retires'} on {day}."


def differences(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield what differs most: specs, costs, rates, wide gaps, who ships one and skips another, entry."""
    tools = list(zip(result.tools, names, strict=True))
    yield from telling(result, names)
    yield from price_sentences(result, names)
    yield from _gaps(result.gaps, names)
    yield from _disagreements(tools, result.panel)
    tiers = _grouped((card.tool.entry, name) for card, name in tools if card.tool.entry)
    if len(tiers) > 1:
        clauses = [f"{series(of)} {_ENTRY[tier][len(of) > 1]}" for tier, of in tiers.items()]
        yield f"{', '.join(clauses[:-1])}, and {clauses[-1]}."
    priced = [name for card, name in tools if card.tool.pricing or card.tool.offers]
    if 0 < len(priced) < len(names):
        yield f"A price is known for {series(priced)} only."


def dissent(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield who disagrees with the panel's verdict on each tool."""
    tools = list(zip(result.tools, names, strict=True))
    against = _grouped(((said, *who), name) for card, name in tools for said, who in _dissenters(card))
    single = [(who[0], said, series(of)) for (said, *who), of in against.items() if len(who) == 1]
    alone = [f"{reviewer} alone would {said} {which}" for reviewer, said, which in single]
    if alone:
        yield f"{'; '.join(alone)}."
    for (said, *who), of in against.items():
        if len(who) > 1:
            yield f"{series(who)} would {said} {series(of)}, against the majority."
    splits = [(card, name) for card, name in tools if card.panel.verdict == "split"]
    for number, (card, name) in enumerate(splits):
        ships, skips = (series(_who(card, said)) for said in ("ship", "skip"))
        by_turns = f"On {name}, it is {ships} against {skips}." if number % 2 else ""
        yield by_turns or f"{ships} would ship {name}; {skips} would skip it."


def _votes(tools: Named, panel: Mapping[str, str]) -> Iterator[str]:
    """Say how the panel voted, tools with the same votes in one clause, the best first."""
    ranked = sorted(tools, key=lambda tool: (*_coverage(tool[0], panel), -tool[0].panel.support[0]))
    groups = _grouped((_outcome(card, panel), name) for card, name in ranked)
    if set(groups) == {("none",)}:
        return
    clauses, whole = list[str](), 0
    for outcome, names in groups.items():
        clauses.append(_voted(outcome, names, len(panel), counted=whole))
        whole = int(outcome[2]) if outcome[0] == "won" else whole
    if not any("panel" in clause for clause in clauses):
        voted = next((clause for clause in clauses if " vote" in clause), "")
        clauses = [one.replace(" vote", " panel vote", 1) if one is voted else one for one in clauses]
    for start in range(0, len(clauses), _MOST_CLAUSES):
        text = "; ".join(clauses[start : start + _MOST_CLAUSES])
        yield f"N{text[1:]}." if text.startswith("no one ") else f"{text}."


def _coverage(card: Card, panel: Mapping[str, str]) -> tuple[bool, bool]:
    return not card.reviews, len(card.reviews) < len(panel)


def _outcome(card: Card, panel: Mapping[str, str]) -> tuple[str | int, ...]:
    """Return what is the same for tools that share a clause: what happened, and how often."""
    ship, count = card.panel.ship, len(card.reviews)
    if not count:
        return ("none",)
    if count == 1:
        return "alone", card.reviews[0].name, card.reviews[0].verdict
    return ("split",) if count == len(panel) == 2 * ship else ("won", ship, count)


def _voted(outcome: tuple[str | int, ...], names: Sequence[str], seats: int, *, counted: int) -> str:
    """Say what happened to some tools, shorter where a clause before has `counted` as many votes."""
    match outcome:
        case "alone", reviewer, said:
            so_far = "" if seats == 1 else ", the only reviewer so far,"
            return f"{reviewer}{so_far} would {said} {series(names)}"
        case "won", int(ship), int(count):
            each = " each" if len(names) > 1 and 0 < ship < count else ""
            so_far = " so far" if count < seats else ""
            share = _share(ship, count, brief=counted == count)
            return f"{series(names)} {verb(names, 'win')} {share}{each}{so_far}"
        case ("split",):
            return f"{series(names)} {verb(names, 'split')} the panel"
        case _:
            return f"no one on the panel has reviewed {series(names, 'or')} yet"


def _share(part: int, whole: int, *, brief: bool) -> str:
    """Say how many of so many votes: `all four votes`, `neither vote`, `three of four votes`, `three`."""
    if part == whole:
        return "both votes" if whole == _PAIR else f"all {spelled(whole)} votes"
    if brief:
        return spelled(part) if part else "none"
    if part == 0:
        return "neither vote" if whole == _PAIR else f"none of the {spelled(whole)} votes"
    return f"{spelled(part)} of {spelled(whole)} votes"


def _scores(tools: Named, panel: Mapping[str, str]) -> Iterator[str]:
    """Say what the tools score, and compare only means over the same reviewers."""
    scored = [(card, card.panel.score, name) for card, name in tools if card.panel.score]
    if not scored:
        return
    scorers = {card.scorers for card, _, _ in scored}
    means = [(score, name) for _, score, name in scored]
    if len(scorers) > 1:
        clauses = "; ".join(_score_of(*one, panel) for one in scored)
        yield f"Out of 100, {clauses}. Different reviewers gave these scores, so they do not rank the tools."
    elif len(who := [panel[reviewer] for reviewer in scorers.pop()]) == 1:
        given = [f"{score.low} for {name}" for score, name in means]
        only = "score is the only one" if len(given) == 1 else "scores are the only ones"
        yield f"{possessive(who[0])} {only}: out of 100, {series(given)}."
    else:
        alone = "" if len(who) == len(panel) else f", by the scores of {series(who)} alone"
        yield f"{_averages(means, every=len(means) == len(tools))}{alone}."
    if unscored := [name for card, name in tools if not card.panel.score]:
        yield f"No one has scored {series(unscored, 'or')}."


def _score_of(card: Card, score: Score, name: str, panel: Mapping[str, str]) -> str:
    if score.count == 1:
        return f"{name} has a single score, {possessive(panel[card.scorers[0]])} {score.low}"
    return f"{name} averages {score.mean:.1f} over {spelled(score.count)} scores"


def _averages(means: Sequence[tuple[Score, str]], *, every: bool) -> str:
    """Say which tool has the highest mean, and by how much."""
    ranked = sorted(means, key=lambda one: -one[0].mean)
    highest = ranked[0][0].mean
    leaders = [name for score, name in ranked if score.mean == highest]
    others = [f"{name} ({score.mean:.1f})" for score, name in ranked if score.mean < highest]
    if not others:
        together = "Both" if len(leaders) == _PAIR else "All"
        who = together if every and len(leaders) > 1 else series(leaders)
        return f"{who} {verb(leaders, 'average')} {highest:.1f} out of 100"
    if len(ranked) == _PAIR:
        more = f"{highest - ranked[1][0].mean:.1f}".removesuffix(".0")
        points = "point" if more == "1" else "points"
        return f"{leaders[0]} averages {highest:.1f} out of 100, {more} {points} more than {others[0]}"
    first = f"{series(leaders)} {'share' if len(leaders) > 1 else 'has'} the highest average"
    return f"{first}, {highest:.1f} out of 100, ahead of {series(others)}"


def _gaps(gaps: Iterable[Gap], names: Sequence[str]) -> Iterator[str]:
    """Say who sees the widest gaps: the widest with its scores, the next ones in one sentence."""
    ranked = sorted((gap for gap in gaps if gap.lead), key=lambda gap: -(gap.lead or 0))
    if not ranked:
        return
    first, *others = ranked[:_MOST_GAPS]
    scores = sorted((score for score in first.scores if score is not None), reverse=True)
    behind = [name for name, score in zip(names, first.scores, strict=True) if score == scores[1]]
    leader = names[first.leader or 0]
    lead, against = plural(first.lead or 0, "point"), f"{scores[1]} for {series(behind)}"
    if others and others[0].lead != first.lead and len(names) > _PAIR:
        # Between other tools than the first two there may be a wider gap.
        yield f"{first.name} puts {leader} furthest ahead, by {lead}: {scores[0]} against {against}."
    elif others and others[0].lead != first.lead:
        yield f"{first.name} sees the widest gap, {lead}: {scores[0]} for {leader} against {against}."
    else:
        yield f"{first.name} scores {leader} {lead} higher, {scores[0]} against {against}."
    if others:
        sides = _grouped((gap.leader, gap) for gap in others)
        clauses = [_ahead(of, names[at or 0], also=at == first.leader) for at, of in sides.items()]
        yield f"{', while '.join(clauses)}."


def _ahead(gaps: Sequence[Gap], leader: str, *, also: bool) -> str:
    who, leads = [gap.name for gap in gaps], list(dict.fromkeys(str(gap.lead) for gap in gaps))
    each = " each" if len(gaps) > 1 and len(leads) == 1 else ""
    unit = "point" if leads == ["1"] else "points"
    said = f"{series(who)}{' also' if also else ''} {verb(who, 'put')} {leader} ahead"
    return f"{said}, by {series(leads)} {unit}{each}"


def _disagreements(tools: Named, panel: Mapping[str, str]) -> Iterator[str]:
    """Say who would ship one tool and skip another, reviewers who agree in one clause."""
    sides = (
        (tuple(tuple(_named_by(reviewer, said, tools)) for said in ("ship", "skip")), name)
        for reviewer, name in panel.items()
    )
    groups = _grouped(sides)
    clauses = [
        f"{series(who)} would ship {series(ships)} but skip {series(skips)}"
        for (ships, skips), who in groups.items()
        if ships and skips
    ]
    # Where all agree, or everyone differs, the votes say enough.
    if clauses and len(groups) > 1 and len(clauses) < _MOST_CLAUSES:
        yield "; ".join(clauses) + "."


def _named_by(reviewer: str, said: str, tools: Named) -> list[str]:
    opinions = ((card.opinion(reviewer), name) for card, name in tools)
    return [name for one, name in opinions if one and one.verdict == said]


def _dissenters(card: Card) -> Iterator[tuple[str, list[str]]]:
    """Yield what those say who disagree with the panel's verdict, and who they are."""
    said = "skip" if card.panel.verdict == "ship" else "ship"
    if card.panel.verdict != "split" and (who := _who(card, said)):
        yield said, who


def _who(card: Card, said: str) -> list[str]:
    return [one.name for one in card.reviews if one.verdict == said]


def _grouped(items: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the second of each pair by the first, in order."""
    found: dict[K, list[V]] = {}
    for key, item in items:
        found.setdefault(key, []).append(item)
    return found
