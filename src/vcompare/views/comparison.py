"""Tools side by side: the sheet of `show`, section by section."""

import string
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec.structs import replace

from vcompare.comparison.cards import Card, Comparison, Gap, Opinion, Overview, Panel
from vcompare.text.markdown import parse
from vcompare.text.prose import Paragraph, Span
from vcompare.views.blocks import Cell, Grid, GridRow, Head, Plot, PlotRow, Sheet, unknown, words
from vcompare.views.remarks import remarks


class Section(StrEnum):
    """The parts of a sheet, in the order in which two and more tools have them."""

    GLANCE = "glance"
    SCORECARD = "scorecard"
    SPLIT = "split"
    ABOUT = "about"


_SIDE_BY_SIDE = (Section.GLANCE, Section.SCORECARD, Section.SPLIT)
_ALONE = (Section.GLANCE, Section.ABOUT, Section.SCORECARD, Section.SPLIT)
LETTERS = string.ascii_uppercase
"""What the tools are called, in order, wherever there are two or more."""


def sheet(
    result: Comparison,
    sections: Sequence[Section] = (),
    *,
    full: bool = False,
    differences: bool = False,
) -> Sheet:
    """Lay out a comparison. Without `sections`, those that fit how many tools there are.

    `full` gives whole review texts in place of summaries, `differences` only the rows that differ.
    """
    usual = _ALONE if len(result.tools) == 1 else tuple(Section) if full else _SIDE_BY_SIDE
    shown = tuple(dict.fromkeys(sections)) or usual
    differing = {row.field for row in result.rows if row.differs} if differences else None
    parts = [part for name in shown for part in _PARTS[name](result, full, differing)]
    if not parts:
        nothing = "They do not differ here." if differences else "There is nothing to say here."
        parts = [Plot("", 0, 100, remarks=(nothing,))]
    return Sheet(heads(result.tools), tuple(parts))


def heads(tools: Sequence[Card]) -> tuple[Head, ...]:
    """Return the heads of the tools' columns."""
    letters = LETTERS if len(tools) > 1 else " " * len(tools)
    return tuple(
        Head(letter.strip(), label, f"retired {tool.retired}" if tool.retired else "")
        for letter, label, tool in zip(letters, labels(tools), tools, strict=False)
    )


def labels(tools: Sequence[Card]) -> list[str]:
    """Return what a text calls the tools: the name, with the slug where two share it."""
    names = [tool.name for tool in tools]
    return [f"{tool.name} ({tool.slug})" if names.count(tool.name) > 1 else tool.name for tool in tools]


def _glance(result: Comparison, _full: bool, differing: set[str] | None) -> Iterable[Grid]:
    best = {row.field: row.best for row in result.rows}
    lines = [
        GridRow(
            label,
            tuple(answer(tool, best.get(fields[-1]) == index) for index, tool in enumerate(result.tools)),
        )
        for label, fields, answer in _GLANCE
        if differing is None or differing.intersection(fields)
    ]
    return [Grid("", tuple(lines))] if lines else []


def _scorecard(result: Comparison, full: bool, differing: set[str] | None) -> Iterable[Grid]:
    best = {row.field: row.best for row in result.rows}
    lines = []
    for reviewer, name in result.panel.items():
        field = f"reviews.{reviewer}"
        opinions = [tool.opinion(reviewer) for tool in result.tools]
        if not any(opinions) or (
            differing is not None and not differing & {f"{field}.verdict", f"{field}.score"}
        ):
            continue
        winner = best[f"{field}.score"]
        lines.append(
            GridRow(
                name,
                tuple(_opinion(opinion, winner == index, full) for index, opinion in enumerate(opinions)),
            )
        )
    return [Grid("Scorecard", tuple(lines), strong=True)] if lines else []


def _split(result: Comparison, _full: bool, differing: set[str] | None) -> Iterable[Plot]:
    scores = [score for gap in result.gaps for score in gap.scores if score is not None]
    told = remarks(result, LETTERS[: len(result.tools)] if len(result.tools) > 1 else ["it"])
    if not (told or scores) or (
        differing is not None and not any(gap.leader is not None for gap in result.gaps)
    ):
        return []
    low, high = _axis(min(scores, default=0), max(scores, default=100))
    rows = tuple(PlotRow(gap.name, gap.scores, gap.leader, _lead(gap, result.tools)) for gap in result.gaps)
    return [Plot("Where the panel splits", low, high, rows, told)]


def _about(result: Comparison, _full: bool, differing: set[str] | None) -> Iterable[Grid]:
    lines = []
    for label, field, optional, answer in _ABOUT:
        answers = tuple(answer(tool) for tool in result.tools)
        silent = optional and all(one.unknown for one in answers)
        if not silent and (differing is None or field in differing):
            lines.append(GridRow(label, answers))
    return [Grid("About", tuple(lines))] if lines else []


def _lead(gap: Gap, cards: Sequence[Card]) -> str:
    """Say who is ahead and by how much; for one tool, how far the reviewer is from the mean."""
    if len(cards) == 1:
        score, panel = gap.scores[0], cards[0].panel.score
        return f"{score - panel.mean:+.1f} from the mean" if score is not None and panel else ""
    if gap.leader is not None:
        return f"{LETTERS[gap.leader]} +{gap.lead}"
    known = [score for score in gap.scores if score is not None]
    level = [letter for letter, score in zip(LETTERS, gap.scores, strict=False) if score == max(known)]
    return " = ".join(level) if len(level) > 1 else ""


def _axis(low: int, high: int) -> tuple[int, int]:
    """Return an axis in tens that leaves room around the data and is at least 20 long, within 0 to 100."""
    start = max(0, (low - 1) // 10 * 10)
    end = min(100, -(-(high + 1) // 10) * 10)
    return (start, end) if end - start >= 20 else (max(0, end - 20), max(end, 20))  # noqa: PLR2004


def _known(text: str | None, none: str = "unknown") -> Cell:
    return Cell(text) if text else unknown(none)


def panel(tool: Overview, best: bool = False, *, short: bool = False) -> Cell:
    """Answer what the panel thinks of a tool; `short` leaves the counts out."""
    of = tool.panel
    if short:
        return verdict(of)
    counts = f"{of.ship} ship / {of.skip} skip · {of.ship_percent}%"
    return replace(verdict(of), best=best, detail=counts) if of.verdict else verdict(of)


def verdict(of: Panel) -> Cell:
    """Answer what a panel thinks, and how many percent of it would ship."""
    if of.verdict is None:
        return unknown("No reviews yet")
    return Cell(of.verdict.capitalize(), "verdict", verdict=of.verdict, detail=f"{of.ship_percent}%")


def _score(tool: Card, best: bool) -> Cell:
    score = tool.panel.score
    if score is None:
        return unknown()
    partial = "" if score.count == len(tool.reviews) else f"{score.count} of {len(tool.reviews)} reviews"
    return Cell(
        f"{score.mean:.1f}", "number", best=best, scale=(score.low, score.mean, score.high), note=partial
    )


def _community(tool: Card, best: bool) -> Cell:
    votes = tool.community
    if votes.ship_percent is None:
        return unknown("No community votes yet")
    return Cell(f"{votes.ship_percent}% ship", best=best, detail=f"{votes.ship} ship / {votes.skip} skip")


def _pricing(tool: Card, _best: bool) -> Cell:
    if tool.pricing is None:
        return unknown()
    return Cell(tool.pricing.summary, note=f"As of: {tool.pricing.checked or 'unknown'}")


def _opinion(opinion: Opinion | None, best: bool, full: bool) -> Cell:
    if opinion is None:
        return unknown("no review yet")
    prose = parse(opinion.text) if full else words(opinion.summary)
    dated = str(opinion.date) if full and opinion.date else ""
    if opinion.score is None:
        return Cell(opinion.verdict, "verdict", verdict=opinion.verdict, detail=dated, prose=prose)
    return Cell(str(opinion.score), "number", best=best, verdict=opinion.verdict, detail=dated, prose=prose)


_GLANCE: tuple[tuple[str, tuple[str, ...], Callable[[Card, bool], Cell]], ...] = (
    ("Panel", ("panel.verdict", "panel.ship", "panel.skip", "panel.ship_percent"), panel),
    ("Score", ("panel.score.low", "panel.score.high", "panel.score"), _score),
    ("Community", ("community.ship", "community.skip", "community.ship_percent"), _community),
    ("Entry", ("entry",), lambda tool, _: Cell(tool.entry.capitalize())),
    ("Pricing", ("pricing.checked", "pricing.summary"), _pricing),
    ("Best for", ("best_for",), lambda tool, _: Cell(tool.best_for)),
    ("Category", ("category",), lambda tool, _: Cell(tool.category)),
)
# The third column: whether the row is left out where no tool has anything to say in it.
_ABOUT: tuple[tuple[str, str, bool, Callable[[Card], Cell]], ...] = (
    ("Tagline", "tagline", False, lambda tool: Cell(tool.tagline)),
    ("Description", "description", False, lambda tool: _described(tool.description)),
    ("Vendor", "vendor", False, lambda tool: _known(tool.vendor)),
    ("Homepage", "homepage", False, lambda tool: _link(tool.homepage)),
    (
        "Price page",
        "pricing.source",
        False,
        lambda tool: _link(tool.pricing.source if tool.pricing else None),
    ),
    ("Also called", "aliases", True, lambda tool: _known(", ".join(tool.aliases), "no other names")),
    ("Tags", "tags", True, lambda tool: _known(", ".join(tool.tags), "no tags")),
    ("Added", "added", True, lambda tool: _known(str(tool.added) if tool.added else None)),
    (
        "Retired",
        "retired",
        True,
        lambda tool: _known(str(tool.retired) if tool.retired else None, "not retired"),
    ),
)


def _link(address: str | None) -> Cell:
    return Cell("", prose=(Paragraph((Span(address, href=address),)),)) if address else unknown()


def _described(description: str | None) -> Cell:
    return Cell("", prose=parse(description)) if description else unknown()


_PARTS: dict[Section, Callable[[Comparison, bool, set[str] | None], Iterable[Grid | Plot]]] = {
    Section.GLANCE: _glance,
    Section.SCORECARD: _scorecard,
    Section.SPLIT: _split,
    Section.ABOUT: _about,
}
