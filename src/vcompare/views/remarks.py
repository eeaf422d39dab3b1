"""Remarks on a comparison: sentences that are computed from it, and left out where they are not true."""

from collections.abc import Iterable, Sequence

from vcompare.comparison import Card, Comparison, Gap
from vcompare.text.words import natural_list


def remarks(comparison: Comparison, labels: Sequence[str]) -> tuple[str, ...]:
    """Return what is remarkable, as sentences that call the tools by `labels`; none where nothing is."""
    is_pair = len(comparison.tools) == 2  # noqa: PLR2004
    scores = pair_remark(comparison.gaps, labels) if is_pair else _ranking_remark(comparison.tools, labels)
    return tuple(filter(None, [scores, *verdict_remarks(comparison.tools, labels)]))


def pair_remark(gaps: Sequence[Gap], labels: Sequence[str]) -> str | None:
    """Say which of two tools the reviewers who scored both score higher."""
    both = [gap for gap in gaps if None not in gap.scores]
    sides = [[gap.name for gap in both if gap.leader == index] for index in range(2)]
    alike = [gap.name for gap in both if gap.leader is None]
    for winner, names in enumerate(sides):
        if len(names) == len(both) > 1:
            return f"Everyone who scored both scores {labels[winner]} higher."
        if len(names) == 1 and not alike and len(both) > 2:  # noqa: PLR2004
            return f"Only {names[0]} scores {labels[winner]} higher."
    parts = [
        f"{natural_list(names)} {verb_for(names, 'score')} {labels[index]} higher"
        for index, names in enumerate(sides)
        if names
    ]
    parts += [f"{natural_list(alike)} {verb_for(alike, 'score')} them alike"] if alike else []
    return "; ".join(parts) + "." if parts else None


def _ranking_remark(tools: Sequence[Card], labels: Sequence[str]) -> str | None:
    scored = [
        (tool.panel.score.mean, label) for tool, label in zip(tools, labels, strict=True) if tool.panel.score
    ]
    scored.sort(key=lambda item: -item[0])
    if len(scored) < 2 or scored[0][0] == scored[1][0] or scored[-1][0] == scored[-2][0]:  # noqa: PLR2004
        return None
    (high, first), (low, last) = scored[0], scored[-1]
    scope = "" if len(scored) == len(tools) else "Of the tools with scores, "
    return f"{scope}{first} has the highest panel score ({high:.1f}), {last} the lowest ({low:.1f})."


def verdict_remarks(tools: Sequence[Card], labels: Sequence[str]) -> Iterable[str]:
    """Yield who skips which tool; nothing where some tool has no reviews."""
    if not all(tool.reviews for tool in tools):
        return
    every = ("it", "either")[len(tools) - 1] if len(tools) < 3 else "any"  # noqa: PLR2004
    for verb, count in (("skips", "skip"), ("ships", "ship")):
        if not any(getattr(tool.panel, count) for tool in tools):
            yield f"No reviewer {verb} {every}."
            return
    skipped: dict[tuple[str, ...], list[str]] = {}
    for tool, label in zip(tools, labels, strict=True):
        skipping = tuple(review.name for review in tool.reviews if review.verdict == "skip")
        if skipping:
            skipped.setdefault(skipping if tool.panel.ship else (), []).append(label)
    for names, which in skipped.items():
        yield (
            f"{natural_list(names)} {verb_for(names, 'skip')} {natural_list(which)}."
            if names
            else f"No reviewer ships {natural_list(which, 'or')}."
        )


def verb_for(names: Sequence[str], verb: str) -> str:
    """Return a verb with the ending that fits so many names."""
    return f"{verb}s" if len(names) == 1 else verb
