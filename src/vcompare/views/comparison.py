"""Tools side by side: the sheet of `show`, section by section."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from vcompare.comparison import LETTERS, Card, Comparison, Row, labels, short_labels
from vcompare.comparison.evidence import evidence
from vcompare.fields import SECTIONS, Field, Registry
from vcompare.text.prose import Paragraph, Span
from vcompare.text.words import natural_list
from vcompare.views import prices
from vcompare.views.answers import NOT_APPLICABLE, answer, retirement
from vcompare.views.blocks import (
    Cell,
    Grid,
    GridRow,
    Head,
    Note,
    Part,
    Sheet,
    TableSection,
    unknown,
)
from vcompare.views.folded import MANY, Folded
from vcompare.views.opinions import on_one_axis, opinion_cell, split
from vcompare.views.references import References, said
from vcompare.views.remarks import remarks

GLANCE, PRICES, COST, SCORECARD, SPLIT, ABOUT, SOURCES = SECTIONS
_OPINIONS = (SCORECARD, SPLIT)
_PRICED = (PRICES, COST)
CURRENCY = "Currency"
"""The label of the note about rates between currencies."""
_TITLES = {PRICES: "Prices", COST: "Costs", SCORECARD: "Scorecard", ABOUT: "About"}


def section_names(fields: Registry) -> list[str]:
    """Return the names of the parts of a sheet, in the order in which two and more tools have them."""
    opinions = _OPINIONS if any(field.reviewer for field in fields) else ()
    costs = (COST,) if any(field.is_cost for field in fields) else ()
    return [GLANCE, *fields.sections, PRICES, *costs, *opinions, ABOUT, SOURCES]


def section_title(name: str, fields: Registry) -> str:
    """Return the title of a section, "" of the first, which needs none."""
    return fields.sections.get(name, _TITLES.get(name, ""))


def sheet(
    result: Comparison,
    sections: Sequence[str] = (),
    *,
    full: bool = False,
    differences: bool = False,
    sources: bool = False,
    offers: bool = False,
) -> Sheet:
    """Lay out a comparison. Without `sections`, those that fit how many tools there are.

    `full` gives whole review texts in place of summaries and exact numbers, `differences` only the rows that
    differ, `sources` the number of what it rests on behind each value, and a list of them, and `offers` a
    table of what others sell the tools for.
    """
    shown = tuple(dict.fromkeys(sections)) or _sections(result, full=full)
    differing = {row.field.path for row in result.rows if row.differs} if differences else None
    cited = sources or SOURCES in shown
    offers = offers or (full and not sections)
    references = References() if cited or offers else None
    asked = _Asked(full, differing, Folded(facts_only=not result.panel), references, cited, offers, shown)
    parts = [part for section in shown for part in _parts(section, result, asked)]
    if offers and PRICES not in shown:
        parts += _offers(result, asked)
    if shown == (SOURCES,):
        for section in _sections(result, full=True):
            _parts(section, result, asked)
    notes = () if shown == (SOURCES,) else (*asked.folded.notes(), *_exchanges(result, shown))
    said = _remarks(result) if SPLIT in shown and (parts or not differences) else ()
    listed = references.listed() if references else ()
    if cited and not listed:
        notes = (*notes, Note("Sources", "the catalog names none for what is shown"))
    if not (parts or notes or said or listed):
        said = ("They do not differ here." if differences else "There is nothing to say here.",)
    return Sheet(heads(result.tools, result.today), tuple(parts), notes, " ".join(said), listed)


class _Asked(NamedTuple):
    """How rows are laid out: `differing` are the fields of rows that are shown, None meaning all.

    Values are `cited` if the numbers of their references are to stand behind them.
    """

    full: bool
    differing: set[str] | None
    folded: Folded
    references: References | None
    cited: bool
    offers: bool
    shown: tuple[str, ...]


def _sections(result: Comparison, *, full: bool) -> tuple[str, ...]:
    """Return the sections that are shown where none are asked for."""
    names = [name for name in section_names(result.fields) if name not in {COST, SOURCES}]
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


def _parts(section: str, result: Comparison, asked: _Asked) -> Iterable[Part]:
    if section == SCORECARD:
        return _scorecard(result, asked)
    if section in _PRICED:
        return _prices(section, result, asked)
    return (
        split(result, differences=asked.differing is not None)
        if section == SPLIT
        else _facts(section, result, asked)
    )


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
    return [Grid(section_title(section, result.fields), tuple(lines))] if lines else []


def _prices(section: str, result: Comparison, asked: _Asked) -> Iterable[Grid | TableSection]:
    """Lay out rates, offers, tiers and plans, and costs unless they have a section of their own."""
    groups = {section, *({COST} - {*asked.shown} if section == PRICES else ())}
    rows = [row for row in result.rows if row.field.group in groups and not row.field.spec]
    rows = [row for row in rows if _is_priced(row, result.tools)]
    title, shared = prices.title_of([row.field for row in rows], _TITLES[section])
    lines = []
    for row in rows:
        line = _line(row.field, result, [row], asked)
        if asked.differing is not None and len({(one.text, one.detail) for one in line.cells}) == 1:
            continue
        if left := asked.folded.rest(row.field, replace(line, label=prices.label_of(row.field, shared))):
            lines.append(left)
    if section == PRICES:
        lines += _read_on(result, asked)
        if not rows and asked.differing is None and result.fields.meters:
            asked.folded.unknown.append("rates")
    grids = [Grid(title, tuple(lines))] if lines else []
    return [*grids, *(_offers(result, asked) if section == PRICES and asked.offers else ())]


def _is_priced(row: Row, cards: Sequence[Card]) -> bool:
    """Say whether something is known for a row: of rates, sellers may have some. Costs were asked for."""
    if row.field.meter:
        return prices.is_priced(row.field, cards)
    return row.field.is_cost or any(value not in (None, ()) for value in row.values)


def _read_on(result: Comparison, asked: _Asked) -> Iterable[GridRow]:
    """Lay out when prices were read, if there are amounts; for three tools and one day, in a note."""
    if not any(map(prices.has_amounts, result.tools)):
        return ()
    days = {card.slug: prices.as_of(card) for card in result.tools if card.tool.pricing}
    same = {*days.values()}
    if len(same) == 1 and (asked.differing is not None or "" in same or len(result.tools) >= MANY):
        day = same.pop()
        if asked.differing is None:
            told = asked.folded.same if day else asked.folded.unknown
            told.append(f"prices {day}" if day else "date of prices")
        return ()
    label = "Read on" if any(day.startswith(prices.READ_ON) for day in same) else "Imported"
    cells = (
        Cell(known.removeprefix(prices.READ_ON)) if (known := days.get(card.slug)) else _undated(card)
        for card in result.tools
    )
    return [GridRow(label, tuple(cells))]


def _undated(card: Card) -> Cell:
    return unknown("unknown" if card.tool.pricing else NOT_APPLICABLE)


def _offers(result: Comparison, asked: _Asked) -> Iterable[TableSection]:
    from vcompare.views.offers import offers

    table = offers(result, asked.references) if asked.references else None
    if table is None and not asked.full:
        asked.folded.unknown.append("offers")
    return [table] if table else []


def _exchanges(result: Comparison, shown: Sequence[str]) -> Iterable[Note]:
    """Name the rates at which amounts of several currencies are compared."""
    groups = {section for section in shown if section in _PRICED}
    fields = [row.field for row in result.rows if groups and (row.field.meter or row.field.is_cost)]
    named = prices.exchanges((field, result.tools) for field in fields)
    return [Note(CURRENCY, named)] if named else []


def _applies(row: Row, cards: Sequence[Card]) -> bool:
    """Say whether a row is about some of the tools: it is for their categories, or known all the same."""
    if row.field.path == "pricing.summary" and not any(row.values):
        # Prices that nobody put into words are known all the same.
        return not any(prices.has_amounts(card) or prices.only_offered(card) for card in cards)
    categories = {card.tool.category for card in cards}
    return row.field.applies_to(categories) or any(value is not None for value in row.values)


def _line(field: Field, result: Comparison, parts: Sequence[Row], asked: _Asked) -> GridRow:
    """Lay out a row. The last of its fields that has a better value decides which tool is marked."""
    best = next((part.best for part in reversed(parts) if part.field.better), None)
    cells = [_cell(field, card, result, asked, best=best == at) for at, card in enumerate(result.tools)]
    return GridRow(field.row, on_one_axis(_cited(field, cells, result, asked)))


def _cell(field: Field, card: Card, result: Comparison, asked: _Asked, *, best: bool) -> Cell:
    """Lay out a tool's value, with what depends on more than the tool."""
    if field.path == "sellers":
        return prices.sellers(card, result.fields)
    of = answer(field, card, best=best, exact=asked.full)
    if field.path == "panel.verdict":
        return _covered(of, card, len(result.panel))
    if field.path == "pricing.summary" and PRICES in asked.shown:
        # Where there are amounts, their section has the dates.
        return replace(of, note="") if any(map(prices.has_amounts, result.tools)) else of
    if field.is_cost:
        return replace(of, note=prices.how(field, card, result.fields))
    if field.meter and asked.full and not of.unknown and (found := evidence(field, card, "")):
        read = f"read on {found.day}" if found.day and str(found.day) != prices.read_on(card) else ""
        return replace(of, note=": ".join(filter(None, [read, said(found)])))
    return of


def _cited(field: Field, cells: Sequence[Cell], result: Comparison, asked: _Asked) -> Sequence[Cell]:
    """Put the number of what it rests on behind each value, if that is asked for."""
    if asked.references is None or not asked.cited:
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


def _scorecard(result: Comparison, asked: _Asked) -> Iterable[Grid]:
    rows = {row.field.path: row for row in result.rows}
    lines, silent = [], []
    for reviewer, name in result.panel.items():
        verdict, score = (rows[f"reviews.{reviewer}.{key}"] for key in ("verdict", "score"))
        opinions = [tool.opinion(reviewer) for tool in result.tools]
        if not any(opinions):
            silent.append(name)
        elif asked.differing is None or verdict.differs or score.differs:
            cells = [opinion_cell(one, score.best == index, asked.full) for index, one in enumerate(opinions)]
            lines.append(GridRow(name, tuple(_cited(score.field, cells, result, asked))))
    if lines and silent and asked.differing is None:
        asked.folded.unknown.append(
            f"{'review' if len(silent) == 1 else 'reviews'} by {natural_list(silent)}"
        )
    return [Grid("Scorecard", tuple(lines), strong=True)] if lines else []
