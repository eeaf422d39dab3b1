"""Tools side by side: the sheet of `show`, section by section."""

import datetime
import string
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from vcompare.comparison import Card, Comparison, Gap, Opinion, Row, labels, short_labels
from vcompare.fields import Field, Registry
from vcompare.text.prose import Node
from vcompare.text.words import natural_list
from vcompare.views.answers import answer, retirement
from vcompare.views.blocks import Cell, Grid, GridRow, Head, Plot, PlotRow, Sheet, unknown, words
from vcompare.views.folded import Folded
from vcompare.views.remarks import remarks

GLANCE, SCORECARD, SPLIT, ABOUT = "glance", "scorecard", "split", "about"
_OPINIONS = (SCORECARD, SPLIT)
LETTERS = string.ascii_uppercase
"""What the tools are called, in order, wherever there are two or more."""


def section_names(fields: Registry) -> list[str]:
    """Return the names of the parts of a sheet, in the order in which two and more tools have them."""
    return [GLANCE, *fields.sections, SCORECARD, SPLIT, ABOUT]


def sheet(
    result: Comparison,
    sections: Sequence[str] = (),
    *,
    full: bool = False,
    differences: bool = False,
) -> Sheet:
    """Lay out a comparison. Without `sections`, those that fit how many tools there are.

    `full` gives whole review texts in place of summaries, `differences` only the rows that differ.
    """
    names = section_names(result.fields)
    if len(result.tools) == 1:
        names = [*(name for name in names if name not in _OPINIONS), *_OPINIONS]
    elif not full:
        names.remove(ABOUT)
    shown = tuple(dict.fromkeys(sections)) or names
    differing = {row.field.path for row in result.rows if row.differs} if differences else None
    folded = Folded()
    parts = [part for section in shown for part in _parts(section, result, full, differing, folded)]
    notes = folded.notes()
    said = _remarks(result) if SPLIT in shown and (parts or not differences) else ()
    if not (parts or notes or said):
        said = ("They do not differ here." if differences else "There is nothing to say here.",)
    return Sheet(heads(result.tools, result.today), tuple(parts), notes, " ".join(said))


def heads(tools: Sequence[Card], today: datetime.date) -> tuple[Head, ...]:
    """Return the heads of the tools' columns, as they are today."""
    letters = LETTERS if len(tools) > 1 else " " * len(tools)
    called = zip(letters, labels(tools), short_labels(tools), tools, strict=False)
    return tuple(
        Head(letter.strip(), name, retirement(card, today), short) for letter, name, short, card in called
    )


def _remarks(result: Comparison) -> tuple[str, ...]:
    count = len(result.tools)
    return remarks(result, LETTERS[:count] if count > 1 else ["it"])


def _parts(
    section: str, result: Comparison, full: bool, differing: set[str] | None, folded: Folded
) -> Iterable[Grid | Plot]:
    if section == SCORECARD:
        return _scorecard(result, full, differing, folded)
    if section == SPLIT:
        return _split(result, differing)
    title = result.fields.sections.get(section, "About" if section == ABOUT else "")
    return _facts(result, section, title, differing, folded, exact=full)


def _facts(
    result: Comparison,
    section: str,
    title: str,
    differing: set[str] | None,
    folded: Folded,
    *,
    exact: bool,
) -> Iterable[Grid]:
    """Lay out the fields of a section, a row for each, with those that are shown in the same row."""
    is_shown = result.fields.in_section
    rows = [row for row in result.rows if is_shown(row.field, section) and _applies(row, result.tools)]
    lines = []
    for row in (row for row in rows if not row.field.part_of):
        parts = [row, *(part for part in rows if part.field.part_of == row.field.path)]
        if differing is not None and not any(part.field.path in differing for part in parts):
            continue
        if line := folded.rest(row.field, _line(row.field, result, parts, exact=exact)):
            lines.append(line)
    return [Grid(title, tuple(lines))] if lines else []


def _applies(row: Row, cards: Sequence[Card]) -> bool:
    """Say whether a row is about some of the tools: it is for their categories, or known all the same."""
    categories = {card.tool.category for card in cards}
    return row.field.applies_to(categories) or any(value is not None for value in row.values)


def _line(field: Field, result: Comparison, parts: Sequence[Row], *, exact: bool) -> GridRow:
    """Lay out a row. The last of its fields that has a better value decides which tool is marked."""
    best = next((part.best for part in reversed(parts) if part.field.better), None)
    cells = [answer(field, card, best=best == at, exact=exact) for at, card in enumerate(result.tools)]
    if field.path == "panel.verdict":
        cells = [_covered(*each, len(result.panel)) for each in zip(cells, result.tools, strict=True)]
    return GridRow(field.row, _on_one_axis(cells))


def _covered(cell: Cell, card: Card, seats: int) -> Cell:
    """Add to a verdict how much of the panel it is that of, unless it is the whole."""
    count = len(card.reviews)
    return replace(cell, note=f"{count} of {seats} reviewers") if 0 < count < seats else cell


def _on_one_axis(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Give the scales of a row one axis, which fits all of them."""
    scales = [cell.scale for cell in cells if cell.scale]
    if not scales:
        return tuple(cells)
    start, end = _axis(min(scale.low for scale in scales), max(scale.high for scale in scales))
    return tuple(
        replace(cell, scale=replace(cell.scale, start=start, end=end)) if cell.scale else cell
        for cell in cells
    )


def _scorecard(result: Comparison, full: bool, differing: set[str] | None, folded: Folded) -> Iterable[Grid]:
    rows = {row.field.path: row for row in result.rows}
    lines, silent = [], []
    for reviewer, name in result.panel.items():
        verdict, score = (rows[f"reviews.{reviewer}.{key}"] for key in ("verdict", "score"))
        opinions = [tool.opinion(reviewer) for tool in result.tools]
        if not any(opinions):
            silent.append(name)
        elif differing is None or verdict.differs or score.differs:
            cells = (_opinion(one, score.best == index, full) for index, one in enumerate(opinions))
            lines.append(GridRow(name, tuple(cells)))
    if lines and silent and differing is None:
        folded.unknown.append(f"{'review' if len(silent) == 1 else 'reviews'} by {natural_list(silent)}")
    return [Grid("Scorecard", tuple(lines), strong=True)] if lines else []


def _split(result: Comparison, differing: set[str] | None) -> Iterable[Plot]:
    scores = [score for gap in result.gaps for score in gap.scores if score is not None]
    if not scores or (differing is not None and not any(gap.leader is not None for gap in result.gaps)):
        return []
    low, high = _axis(min(scores), max(scores))
    rows = tuple(PlotRow(gap.name, gap.scores, gap.leader, _lead(gap, result.tools)) for gap in result.gaps)
    return [Plot("Where the panel splits", low, high, rows)]


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


def _opinion(opinion: Opinion | None, best: bool, full: bool) -> Cell:
    if opinion is None:
        return unknown("no review yet")
    return Cell(
        opinion.verdict,
        "verdict",
        best=best,
        verdict=opinion.verdict,
        detail="" if opinion.score is None else str(opinion.score),
        note=str(opinion.date) if full and opinion.date else "",
        prose=_full(opinion) if full else words(opinion.summary),
    )


def _full(opinion: Opinion) -> tuple[Node, ...]:
    from vcompare.text.markdown import parse

    return parse(opinion.text)
