"""Decisions computed in the plainest way, and made-up ones to compare."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from vcompare.decisions import CriterionValues, Scores, scored

NUMBERS = st.one_of(st.integers(-3, 12), st.sampled_from([Fraction(1, 2), Fraction(7, 3), Fraction(-5, 4)]))
SPANS = st.one_of(
    NUMBERS.map(lambda one: (one, one)),
    st.tuples(NUMBERS, NUMBERS).map(lambda both: (min(both), max(both))),
    st.sampled_from([None, (None, 4), (4, None)]),
)


@st.composite
def decisions(draw: st.DrawFn, *, known: bool = False, most: int = 5) -> Scores:
    tools = draw(st.integers(1, most))
    spans = NUMBERS.map(lambda one: (one, one)) if known else SPANS
    columns = []
    for number in range(draw(st.integers(1, 4))):
        worst, best = draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True))
        weight = draw(
            st.sampled_from([Fraction(0), Fraction(1), Fraction(2), Fraction(1, 3), Fraction(5, 2)])
        )
        values = draw(st.lists(spans, min_size=tools, max_size=tools))
        columns.append(CriterionValues(f"c{number}", weight, Fraction(worst), Fraction(best), values))
    if not any(column.weight for column in columns):
        columns[0] = CriterionValues("c0", Fraction(1), columns[0].worst, columns[0].best, columns[0].spans)
    return scored([f"t{number}" for number in range(tools)], columns)


def score(column: CriterionValues, tool: int, *, high: bool) -> Fraction:
    """What a tool scores, at least or at most."""
    span = column.spans[tool]
    ends = (None, None) if span is None else span
    found = [
        Fraction(side) if end is None else (Fraction(end) - column.worst) / (column.best - column.worst)
        for side, end in zip((0, 1) if column.best > column.worst else (1, 0), ends, strict=True)
    ]
    return min(max(max(found) if high else min(found), Fraction(0)), Fraction(1))


def worth(scores: Scores, tool: int, weights: Sequence[Fraction], *, high: bool = False) -> Fraction:
    total = sum(weights)
    parts = (
        weight * score(column, tool, high=high)
        for weight, column in zip(weights, scores.columns, strict=True)
    )
    return sum(parts, Fraction()) / total


def weights(scores: Scores) -> list[Fraction]:
    return [column.weight for column in scores.columns]


def leaders(scores: Scores, at: Sequence[Fraction]) -> set[int]:
    """The tools whose lowest worth is the highest at some weights."""
    worths = [worth(scores, tool, at) for tool in range(len(scores.tools))]
    return {tool for tool, one in enumerate(worths) if one == max(worths)}


def corners(scores: Scores) -> list[tuple[tuple[Fraction, ...], ...]]:
    """What tools may score once all unknowns are known, each at its lowest or its highest."""
    sides = [
        [score(column, tool, high=high) for high in (False, True)]
        for tool in range(len(scores.tools))
        for column in scores.columns
    ]
    width = len(scores.columns)
    return [
        tuple(one[at : at + width] for at in range(0, len(one), width)) for one in product(*map(set, sides))
    ]
