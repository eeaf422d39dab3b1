"""What a draft says of a comparison, in sentences that are true of it."""

from collections.abc import Iterator, Sequence

from vcompare.comparison import Card, Comparison, Gap, labels
from vcompare.text.words import natural_list, plural
from vcompare.views.remarks import pair_remark, verdict_remarks

_GAPS = 3
"""How many reviewers' gaps are among what differs most."""


def lead(result: Comparison) -> Iterator[str]:
    """Say what the data say first: the panel's verdicts, its scores, who sees it otherwise."""
    names = labels(result.tools)
    yield from _verdicts(result.tools, names)
    yield from _scores(result.tools, names)
    if len(names) == 2 and (told := pair_remark(result.gaps, names)):  # noqa: PLR2004
        yield told
    if not any(tool.panel.skip for tool in result.tools):
        yield from verdict_remarks(result.tools, names)
    if len({tool.tool.entry for tool in result.tools}) == 1 and not any(
        tool.tool.retired for tool in result.tools
    ):
        yield f"{'Both' if len(names) == 2 else 'All'} are {result.tools[0].tool.entry} to start with."  # noqa: PLR2004


def differences(result: Comparison) -> Iterator[str]:
    """Say what sets the tools apart most: wide gaps, who ships one and skips another, entry, pricing."""
    names = labels(result.tools)
    apart = sorted((gap for gap in result.gaps if gap.lead), key=lambda gap: -(gap.lead or 0))
    yield from (_gap(gap, names) for gap in apart[:_GAPS])
    for reviewer, name in result.panel.items():
        said = [(tool.opinion(reviewer), label) for tool, label in zip(result.tools, names, strict=True)]
        ships = [label for opinion, label in said if opinion and opinion.verdict == "ship"]
        skips = [label for opinion, label in said if opinion and opinion.verdict == "skip"]
        if ships and skips:
            yield f"{name} ships {natural_list(ships)} and skips {natural_list(skips)}."
    yield from _entry(result.tools, names)
    priced = [name for tool, name in zip(result.tools, names, strict=True) if tool.tool.pricing]
    if 0 < len(priced) < len(names):
        yield f"Pricing is known for {natural_list(priced)} only."


def dissent(result: Comparison) -> Iterator[str]:
    """Say who disagrees with the panel's verdict on each tool; that nobody does, where all have reviews."""
    told = [
        sentence
        for tool, name in zip(result.tools, labels(result.tools), strict=True)
        if (sentence := _dissent(tool, name))
    ]
    if not told and all(tool.reviews for tool in result.tools):
        yield "No reviewer dissents from the panel's verdict."
    yield from told


def _verdicts(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    panel = tools[0].panel
    counts = {(tool.panel.ship, tool.panel.skip) for tool in tools}
    if len(counts) == 1 and panel.verdict in {"ship", "skip"}:
        count = panel.ship if panel.verdict == "ship" else panel.skip
        every = "both" if len(tools) == 2 else "all of them"  # noqa: PLR2004
        yield f"The panel says {panel.verdict} for {every}, {count} of {panel.ship + panel.skip} each."
        return
    reviewed = [(tool, name) for tool, name in zip(tools, names, strict=True) if tool.reviews]
    yield from (_verdict(tool, name) for tool, name in reviewed)
    if others := [name for tool, name in zip(tools, names, strict=True) if not tool.reviews]:
        yield f"The panel has not reviewed {natural_list(others, 'or')} yet."


def _verdict(tool: Card, name: str) -> str:
    panel = tool.panel
    total = panel.ship + panel.skip
    if panel.verdict == "split":
        return f"The panel is split on {name}: {panel.ship} of {total} would ship it."
    count = panel.ship if panel.verdict == "ship" else panel.skip
    return f"The panel says {panel.verdict} for {name}, {count} of {total}."


def _scores(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    scored = [f"{name} {_mean(tool)}" for tool, name in zip(tools, names, strict=True) if tool.panel.score]
    unscored = [name for tool, name in zip(tools, names, strict=True) if not tool.panel.score]
    if scored:
        yield f"Out of 100, {natural_list(scored)}."
        if unscored:
            yield f"No scores are known for {natural_list(unscored)}."


def _mean(tool: Card) -> str:
    score = tool.panel.score
    if score is None or score.count == len(tool.reviews):
        return f"averages {score.mean:.1f}" if score else "has no score"
    if score.count == 1:
        return f"has {score.low} from the one review with a score"
    return f"averages {score.mean:.1f} over the {score.count} of {len(tool.reviews)} reviews with a score"


def _gap(gap: Gap, names: Sequence[str]) -> str:
    first, second, *_ = sorted((score for score in gap.scores if score is not None), reverse=True)
    points = plural(first - second, "point")
    if len(names) == 2:  # noqa: PLR2004
        return f"{gap.name} scores {names[gap.leader or 0]} {points} higher, {first} against {second}."
    return f"{gap.name} scores {names[gap.leader or 0]} highest, {first}, {points} above the next."


def _entry(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    """Say what a start costs where that differs."""
    tiers: dict[str, list[str]] = {}
    for tool, name in zip(tools, names, strict=True):
        tiers.setdefault(tool.tool.entry, []).append(name)
    if len(tiers) > 1:
        told = (
            f"{natural_list(group)} {'is' if len(group) == 1 else 'are'} {tier}"
            for tier, group in tiers.items()
        )
        yield f"Entry differs: {'; '.join(told)}."


def _dissent(tool: Card, name: str) -> str | None:
    sides = {
        verdict: [review.name for review in tool.reviews if review.verdict == verdict]
        for verdict in ("ship", "skip")
    }
    if tool.panel.verdict == "split":
        ships, skips = (_do(sides[verdict], verdict) for verdict in sides)
        return f"The panel is split on {name}: {ships} it, {skips} it."
    others = sides["skip" if tool.panel.verdict == "ship" else "ship"]
    if not tool.reviews or not others:
        return None
    verdict = "skip" if tool.panel.verdict == "ship" else "ship"
    return f"{_do(others, verdict)} {name}, against the panel's {tool.panel.verdict}."


def _do(names: Sequence[str], verb: str) -> str:
    return f"{natural_list(names)} {verb}{'s' if len(names) == 1 else ''}"
