"""Sentences of a draft that are true of a comparison. Those that do not apply are left out."""

from collections.abc import Iterator, Sequence

from vcompare.comparison import Card, Comparison, Gap
from vcompare.text.words import natural_list, plural
from vcompare.views.remarks import pair_remark, verb_for, verdict_remarks

_MOST_GAPS = 3
"""How many reviewers' gaps are among the differences."""
_PAIR = 2


def lead(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield the most important: the panel's verdicts and scores, who disagrees, what a start costs."""
    cards = result.tools
    yield from _verdicts(cards, names)
    yield from _scores(cards, names)
    if len(names) == _PAIR and (remark := pair_remark(result.gaps, names)):
        yield remark
    if not any(card.panel.skip for card in cards):
        yield from verdict_remarks(cards, names)
    if len({card.tool.entry for card in cards}) == 1 and not any(card.tool.retired for card in cards):
        yield f"{'Both' if len(names) == _PAIR else 'All'} are {cards[0].tool.entry} to start with."


def differences(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield what differs most: the widest gaps, who ships one and skips another, entry, pricing."""
    gaps = sorted((gap for gap in result.gaps if gap.lead), key=lambda gap: -(gap.lead or 0))
    yield from (_gap(gap, names) for gap in gaps[:_MOST_GAPS])
    for reviewer, name in result.panel.items():
        ships, skips = (_named_by(reviewer, verdict, result.tools, names) for verdict in ("ship", "skip"))
        if ships and skips:
            yield f"{name} ships {natural_list(ships)} and skips {natural_list(skips)}."
    yield from _entry(result.tools, names)
    priced = [name for card, name in zip(result.tools, names, strict=True) if card.tool.pricing]
    if 0 < len(priced) < len(names):
        yield f"Pricing is known for {natural_list(priced)} only."


def dissent(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield who disagrees with the panel's verdict on each tool; that nobody does, if all have reviews."""
    sentences = [_dissent(card, name) for card, name in zip(result.tools, names, strict=True)]
    if not any(sentences) and all(card.reviews for card in result.tools):
        yield "No reviewer dissents from the panel's verdict."
    yield from filter(None, sentences)


def _verdicts(cards: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    panel = cards[0].panel
    counts = {(card.panel.ship, card.panel.skip) for card in cards}
    if len(counts) == 1 and panel.verdict in {"ship", "skip"}:
        every = "both" if len(cards) == _PAIR else "all of them"
        count = max(panel.ship, panel.skip)
        yield f"The panel says {panel.verdict} for {every}, {count} of {panel.ship + panel.skip} each."
        return
    yield from (_verdict(card, name) for card, name in zip(cards, names, strict=True) if card.reviews)
    if others := [name for card, name in zip(cards, names, strict=True) if not card.reviews]:
        yield f"The panel has not reviewed {natural_list(others, 'or')} yet."


def _verdict(card: Card, name: str) -> str:
    panel = card.panel
    total = panel.ship + panel.skip
    if panel.verdict == "split":
        return f"The panel is split on {name}: {panel.ship} of {total} would ship it."
    return f"The panel says {panel.verdict} for {name}, {max(panel.ship, panel.skip)} of {total}."


def _scores(cards: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    scored = [f"{name} {_mean(card)}" for card, name in zip(cards, names, strict=True) if card.panel.score]
    unscored = [name for card, name in zip(cards, names, strict=True) if not card.panel.score]
    if scored:
        yield f"Out of 100, {natural_list(scored)}."
        if unscored:
            yield f"No scores are known for {natural_list(unscored)}."


def _mean(card: Card) -> str:
    score = card.panel.score
    if score is None or score.count == len(card.reviews):
        return f"averages {score.mean:.1f}" if score else "has no score"
    if score.count == 1:
        return f"has {score.low} from the one review with a score"
    return f"averages {score.mean:.1f} over the {score.count} of {len(card.reviews)} reviews with a score"


def _gap(gap: Gap, names: Sequence[str]) -> str:
    first, second, *_ = sorted((score for score in gap.scores if score is not None), reverse=True)
    leader, points = names[gap.leader or 0], plural(first - second, "point")
    if len(names) == _PAIR:
        return f"{gap.name} scores {leader} {points} higher, {first} against {second}."
    return f"{gap.name} scores {leader} highest, {first}, {points} above the next."


def _named_by(reviewer: str, verdict: str, cards: Sequence[Card], names: Sequence[str]) -> list[str]:
    opinions = [card.opinion(reviewer) for card in cards]
    return [name for one, name in zip(opinions, names, strict=True) if one and one.verdict == verdict]


def _entry(cards: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    tiers: dict[str | None, list[str]] = {}
    for card, name in zip(cards, names, strict=True):
        tiers.setdefault(card.tool.entry, []).append(name)
    if len(tiers) > 1:
        parts = (f"{natural_list(group)} {_are(group)} {tier}" for tier, group in tiers.items())
        yield f"Entry differs: {'; '.join(parts)}."


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _dissent(card: Card, name: str) -> str | None:
    ships, skips = (
        [one.name for one in card.reviews if one.verdict == verdict] for verdict in ("ship", "skip")
    )
    if card.panel.verdict == "split":
        return f"The panel is split on {name}: {_do(ships, 'ship')} it, {_do(skips, 'skip')} it."
    others, verdict = (skips, "skip") if card.panel.verdict == "ship" else (ships, "ship")
    return f"{_do(others, verdict)} {name}, against the panel's {card.panel.verdict}." if others else None


def _do(names: Sequence[str], verb: str) -> str:
    return f"{natural_list(names)} {verb_for(names, verb)}"
