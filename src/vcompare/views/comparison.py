"""Tools side by side: the sheet of `show`, section by section."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from vcompare.comparison import LETTERS, Card, Comparison, Gap, Opinion, Row, labels, short_labels
from vcompare.fields import SECTIONS, Field, Registry
from vcompare.text.prose import Node, Paragraph, Span
from vcompare.text.words import natural_list
from vcompare.views.answers import answer, retirement
from vcompare.views.blocks import Cell, Grid, GridRow, Head, Note, Plot, PlotRow, Sheet, unknown, words
from vcompare.views.folded import Folded
from vcompare.views.references import References
from vcompare.views.remarks import remarks

GLANCE, PRICES, SCORECARD, SPLIT, ABOUT, SOURCES = SECTIONS
_OPINIONS = (SCORECARD, SPLIT)
_TITLES = {PRICES: "Prices", ABOUT: "About"}


def section_names(fields: Registry) -> list[str]:
    """Return the names of the parts of a sheet, in the order in which two and more tools have them."""
    opinions = _OPINIONS if any(field.reviewer for field in fields) else ()
    return [GLANCE, *fields.sections, PRICES, *opinions, ABOUT, SOURCES]


def sheet(
    result: Comparison,
    sections: Sequence[str] = (),
    *,
    full: bool = False,
    differences: bool = False,
    sources: bool = False,
) -> Sheet:
    """Lay out a comparison. Without `sections`, those that fit how many tools there are.

    `full` gives whole review texts in place of summaries and exact numbers, `differences` only the rows that
    differ, and `sources` the number of what it rests on behind each value, and a list of them.
    """
    shown = tuple(dict.fromkeys(sections)) or _sections(result, full=full)
    differing = {row.field.path for row in result.rows if row.differs} if differences else None
    references = References() if sources or SOURCES in shown else None
    asked = _Asked(full, differing, Folded(facts_only=not result.panel), references)
    parts = [part for section in shown for part in _parts(section, result, asked)]
    if shown == (SOURCES,):
        for section in _sections(result, full=True):
            _parts(section, result, asked)
    notes = () if shown == (SOURCES,) else asked.folded.notes()
    said = _remarks(result) if SPLIT in shown and (parts or not differences) else ()
    listed = references.listed() if references else ()
    if references and not listed:
        notes = (*notes, Note("Sources", "the catalog names none for what is shown"))
    if not (parts or notes or said or listed):
        said = ("They do not differ here." if differences else "There is nothing to say here.",)
    return Sheet(heads(result.tools, result.today), tuple(parts), notes, " ".join(said), listed)


class _Asked(NamedTuple):
    """How rows are laid out: `differing` are the fields of rows that are shown, None meaning all."""

    full: bool
    differing: set[str] | None
    folded: Folded
    references: References | None


def _sections(result: Comparison, *, full: bool) -> tuple[str, ...]:
    """Return the sections that are shown where none are asked for."""
    names = [name for name in section_names(result.fields) if name != SOURCES]
    if len(result.tools) == 1:
        names.sort(key=lambda name: name in _OPINIONS)
    elif not full:
        names.remove(ABOUT)
    return tuple(names)


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


def _parts(section: str, result: Comparison, asked: _Asked) -> Iterable[Grid | Plot]:
    if section == SCORECARD:
        return _scorecard(result, asked)
    return _split(result, asked) if section == SPLIT else _facts(section, result, asked)


def _facts(section: str, result: Comparison, asked: _Asked) -> Iterable[Grid]:
    """Lay out the fields of a section, a row for each, with those that are shown in the same row."""
    is_shown = result.fields.in_section
    rows = [row for row in result.rows if is_shown(row.field, section) and _applies(row, result.tools)]
    lines = []
    for row in (row for row in rows if not row.field.part_of):
        parts = [row, *(part for part in rows if part.field.part_of == row.field.path)]
        if asked.differing is not None and not any(part.field.path in asked.differing for part in parts):
            continue
        if line := asked.folded.rest(row.field, _line(row.field, result, parts, asked)):
            lines.append(line)
    title = result.fields.sections.get(section, _TITLES.get(section, ""))
    return [Grid(title, tuple(lines))] if lines else []


def _applies(row: Row, cards: Sequence[Card]) -> bool:
    """Say whether a row is about some of the tools: it is for their categories, or known all the same."""
    categories = {card.tool.category for card in cards}
    return row.field.applies_to(categories) or any(value is not None for value in row.values)


def _line(field: Field, result: Comparison, parts: Sequence[Row], asked: _Asked) -> GridRow:
    """Lay out a row. The last of its fields that has a better value decides which tool is marked."""
    best = next((part.best for part in reversed(parts) if part.field.better), None)
    cells = [answer(field, card, best=best == at, exact=asked.full) for at, card in enumerate(result.tools)]
    if field.path == "panel.verdict":
        cells = [_covered(*each, len(result.panel)) for each in zip(cells, result.tools, strict=True)]
    return GridRow(field.row, _on_one_axis(_cited(field, cells, result, asked)))


def _cited(field: Field, cells: Sequence[Cell], result: Comparison, asked: _Asked) -> Sequence[Cell]:
    """Put the number of what it rests on behind each value, if that is asked for."""
    if asked.references is None:
        return cells
    letters = LETTERS if len(cells) > 1 else [""]
    named = zip(cells, result.tools, short_labels(result.tools), letters, strict=False)
    return [
        cell if cell.unknown else _with_source(cell, asked.references.cite(field, card, name, letter))
        for cell, card, name, letter in named
    ]


def _with_source(cell: Cell, number: int) -> Cell:
    """Put a number behind the value of a cell, which may be a link."""
    match cell.prose:
        case (Paragraph(spans=spans),) if number and not cell.text:
            return replace(cell, prose=(Paragraph((*spans, Span(f" [{number}]"))),))
    return replace(cell, source=number)


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


def _scorecard(result: Comparison, asked: _Asked) -> Iterable[Grid]:
    rows = {row.field.path: row for row in result.rows}
    lines, silent = [], []
    for reviewer, name in result.panel.items():
        verdict, score = (rows[f"reviews.{reviewer}.{key}"] for key in ("verdict", "score"))
        opinions = [tool.opinion(reviewer) for tool in result.tools]
        if not any(opinions):
            silent.append(name)
        elif asked.differing is None or verdict.differs or score.differs:
            cells = [_opinion(one, score.best == index, asked.full) for index, one in enumerate(opinions)]
            lines.append(GridRow(name, tuple(_cited(score.field, cells, result, asked))))
    if lines and silent and asked.differing is None:
        asked.folded.unknown.append(
            f"{'review' if len(silent) == 1 else 'reviews'} by {natural_list(silent)}"
        )
    return [Grid("Scorecard", tuple(lines), strong=True)] if lines else []


def _split(result: Comparison, asked: _Asked) -> Iterable[Plot]:
    scores = [score for gap in result.gaps for score in gap.scores if score is not None]
    if not scores or (asked.differing is not None and not any(gap.leader is not None for gap in result.gaps)):
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
