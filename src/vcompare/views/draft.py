"""A blog draft from a comparison. Every sentence follows from the catalog, or is not there."""

from collections.abc import Iterator, Sequence

from vcompare.comparison import Card, Comparison
from vcompare.markup import Node, Paragraph, Span, parse
from vcompare.remarks import listed, pair_remark, verdict_remarks
from vcompare.views.blocks import Block, Heading, Prose, words
from vcompare.views.comparison import Section, labels, sheet


def draft(result: Comparison) -> tuple[Block, ...]:
    """Lay out a draft: title, lead, table, a section a tool, the scorecard, pricing."""
    return tuple(_blocks(result))


def title(result: Comparison) -> str:
    """Return the title; tools of one name are told apart by their slugs."""
    return " vs ".join(labels(result.tools))


def _blocks(result: Comparison) -> Iterator[Block]:
    yield Heading(title(result), 1)
    yield Prose(words(" ".join(lead(result))))
    yield Heading("At a glance", 2)
    yield sheet(result, [Section.GLANCE])
    for tool, label in zip(result.tools, labels(result.tools), strict=True):
        yield from _tool(tool, label)
    yield from _scorecard(result)
    yield Heading("Pricing", 2)
    for tool, label in zip(result.tools, labels(result.tools), strict=True):
        yield Prose(_pricing(tool, label))


def lead(result: Comparison) -> Iterator[str]:
    """Say what the data say first: the panel's verdicts, its scores, who disagrees, what a start costs."""
    names = labels(result.tools)
    yield from _verdicts(result.tools, names)
    yield from _scores(result.tools, names)
    if len(names) == 2 and (told := pair_remark(result.gaps, names)):  # noqa: PLR2004
        yield told
    yield from verdict_remarks(result.tools, names)
    yield from _entry(result.tools, names)


def _verdicts(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    panel = tools[0].panel
    counts = {(tool.panel.ship, tool.panel.skip) for tool in tools}
    if len(counts) == 1 and panel.verdict in {"ship", "skip"}:
        count = panel.ship if panel.verdict == "ship" else panel.skip
        every = "both" if len(tools) == 2 else "all of them"  # noqa: PLR2004
        yield f"The panel says {panel.verdict} for {every}, {count} of {panel.ship + panel.skip} each."
    else:
        yield from (_verdict(tool, name) for tool, name in zip(tools, names, strict=True))


def _verdict(tool: Card, name: str) -> str:
    panel = tool.panel
    if panel.verdict is None:
        return f"The panel has not reviewed {name} yet."
    total = panel.ship + panel.skip
    if panel.verdict == "split":
        return f"The panel is split on {name}: {panel.ship} of {total} would ship it."
    count = panel.ship if panel.verdict == "ship" else panel.skip
    return f"The panel says {panel.verdict} for {name}, {count} of {total}."


def _scores(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    scored = [f"{name} {_mean(tool)}" for tool, name in zip(tools, names, strict=True) if tool.panel.score]
    unscored = [name for tool, name in zip(tools, names, strict=True) if not tool.panel.score]
    if scored:
        yield f"Out of 100, {listed(scored)}."
        if unscored:
            yield f"No scores are known for {listed(unscored)}."


def _mean(tool: Card) -> str:
    score = tool.panel.score
    if score is None or score.count == len(tool.reviews):
        return f"averages {score.mean:.1f}" if score else "has no score"
    return f"averages {score.mean:.1f} over the {score.count} of {len(tool.reviews)} reviews with a score"


def _entry(tools: Sequence[Card], names: Sequence[str]) -> Iterator[str]:
    """Say what a start costs, of the tools that one can still start with."""
    tiers: dict[str, list[str]] = {}
    for tool, name in zip(tools, names, strict=True):
        if tool.retired is None:
            tiers.setdefault(tool.entry, []).append(name)
    if len(tiers) == 1 and sum(map(len, tiers.values())) == len(tools):
        yield f"{'Both' if len(tools) == 2 else 'All'} are {tools[0].entry} to start with."  # noqa: PLR2004
    elif tiers:
        told = [
            f"{listed(group)} {'is' if len(group) == 1 else 'are'} {tier}" for tier, group in tiers.items()
        ]
        yield f"To start with, {', '.join(told)}."


def _tool(tool: Card, label: str) -> Iterator[Block]:
    yield Heading(label, 2)
    if tool.retired:
        yield Prose(words(f"Retired: {tool.retired}."))
    yield Prose(words(stopped(tool.tagline)))
    if tool.description:
        yield Prose(parse(tool.description))
    facts = [f"Best for: {tool.best_for}"] if tool.best_for != tool.tagline else []
    facts += [f"Vendor: {tool.vendor}"] if tool.vendor else []
    for fact in facts:
        yield Prose(words(fact))
    if tool.homepage:
        yield Prose((Paragraph((Span("Homepage: "), Span(tool.homepage, href=tool.homepage))),))


def _scorecard(result: Comparison) -> Iterator[Block]:
    if not any(tool.reviews for tool in result.tools):
        return
    yield Heading("Scorecard", 2)
    for reviewer, name in result.panel.items():
        yield Heading(name, 3)
        for tool, label in zip(result.tools, labels(result.tools), strict=True):
            opinion = tool.opinion(reviewer)
            if opinion is None:
                yield Prose(words(f"{label}: no review yet."))
                continue
            score = "no score" if opinion.score is None else f"{opinion.score}/100"
            dated = f", {opinion.date}" if opinion.date else ""
            yield Prose(words(f"{label}: {opinion.verdict}, {score}{dated}"))
            yield Prose(parse(opinion.text), quoted=True)


def _pricing(tool: Card, label: str) -> tuple[Node, ...]:
    if tool.pricing is None:
        return words(f"{label}: pricing unknown.")
    checked = f"As of {tool.pricing.checked}." if tool.pricing.checked else "As of: unknown."
    told = Span(f"{label}: {stopped(tool.pricing.summary)} {checked} Source: ")
    source = tool.pricing.source
    return (Paragraph((told, Span(source, href=source) if source else Span("unknown."))),)


def stopped(text: str) -> str:
    """Return a line of the catalog as a sentence, with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."
