"""Remarks on a comparison: sentences that are computed from it, and left out where they are not true."""

from collections.abc import Iterable, Sequence

from vcompare.comparison import Card, Comparison, Gap
from vcompare.text.words import series, verb


def remarks(comparison: Comparison, labels: Sequence[str]) -> tuple[str, ...]:
    """Return what is remarkable, as sentences that call the tools by `labels`; none where nothing is."""
    is_pair = len(comparison.tools) == 2  # noqa: PLR2004
    scores = pair_remark(comparison.gaps, labels) if is_pair else _ranking_remark(comparison.tools, labels)
    return tuple(filter(None, [scores, *_verdict_remarks(comparison, labels)]))


def pair_remark(gaps: Sequence[Gap], labels: Sequence[str]) -> str | None:
    """Say which of two tools the reviewers who scored both score higher."""
    both = [gap for gap in gaps if None not in gap.scores]
    sides = [[gap.name for gap in both if gap.leader == index] for index in range(2)]
    alike = [gap.name for gap in both if gap.leader is None]
    if len(alike) == len(both) > 1:
        return "Everyone who scored both scores them alike."
    for winner, names in enumerate(sides):
        if len(names) == len(both) > 1:
            return f"Everyone who scored both scores {labels[winner]} higher."
        if len(names) == 1 and not alike and len(both) > 2:  # noqa: PLR2004
            return f"Only {names[0]} scores {labels[winner]} higher."
    parts = [
        f"{series(names)} {verb(names, 'score')} {labels[index]} higher"
        for index, names in enumerate(sides)
        if names
    ]
    parts += [f"{series(alike)} {verb(alike, 'score')} them alike"] if alike else []
    return "; ".join(parts) + "." if parts else None


def _ranking_remark(tools: Sequence[Card], labels: Sequence[str]) -> str | None:
    """Say which mean is the highest, where all are over the same reviewers, and over more than one."""
    scored = [
        (tool.panel.score.mean, label) for tool, label in zip(tools, labels, strict=True) if tool.panel.score
    ]
    scored.sort(key=lambda item: -item[0])
    scorers = {tool.scorers for tool in tools if tool.scorers}
    if len(scored) < 2 or len(scorers) > 1 or len(scorers.pop()) < 2:  # noqa: PLR2004
        return None
    (high, first), (low, last) = scored[0], scored[-1]
    if high == scored[1][0] or low == scored[-2][0]:
        return None
    scope = "" if len(scored) == len(tools) else "Of the tools with scores, "
    return f"{scope}{first} has the highest panel score ({high:.1f}), {last} the lowest ({low:.1f})."


def _verdict_remarks(comparison: Comparison, labels: Sequence[str]) -> Iterable[str]:
    """Yield who skips which tool; nothing where some tool has no reviews."""
    tools = comparison.tools
    if not all(tool.reviews for tool in tools):
        return
    every = ("it", "either")[len(tools) - 1] if len(tools) < 3 else "any"  # noqa: PLR2004
    is_whole = all(len(tool.reviews) == len(comparison.panel) for tool in tools)
    for verb_said, count in (("skips", "skip"), ("ships", "ship")):
        if not any(getattr(tool.panel, count) for tool in tools):
            yield f"No reviewer {verb_said} {every}{'' if is_whole else ' so far'}."
            return
    skipped: dict[tuple[str, ...], list[str]] = {}
    for tool, label in zip(tools, labels, strict=True):
        skipping = tuple(review.name for review in tool.reviews if review.verdict == "skip")
        if skipping:
            skipped.setdefault(skipping if tool.panel.ship else (), []).append(label)
    for names, which in skipped.items():
        so_far = "" if is_whole else " so far"
        yield (
            f"{series(names)} {verb(names, 'skip')} {series(which)}."
            if names
            else f"No reviewer ships {series(which, 'or')}{so_far}."
        )
