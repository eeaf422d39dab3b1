"""Scores of tools by criteria: exact shares of 1, as whole numbers over one denominator.

Whole numbers compare and add up many times faster than fractions, and there may be ten thousand tools.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

from msgspec import Struct

Span = tuple[Any, Any] | None
"""The lowest and the highest number that a value can be, None for no limit; None if nothing is known."""


class Interval(Struct, frozen=True):
    """The lowest and the highest that something can be."""

    low: Fraction
    high: Fraction


class CriterionValues(Struct, frozen=True):
    """A criterion: its weight, what scores 0 and what scores 1, and a number for each tool.

    Values beyond the two are worth what they are. What is unknown may score anything from 0 to 1. `best` and
    `worst` differ, and `weight` is not negative.
    """

    name: str
    weight: Fraction
    worst: Fraction
    best: Fraction
    spans: Sequence[Span]


class Scores(Struct, dict=True):
    """What tools score by criteria. Scores are whole numbers over `unit`, weights over `weight_unit`.

    `low` and `high` have a row for each tool and a number for each criterion, the lowest and the highest
    that it may score.
    """

    tools: Sequence[str]
    criteria: Sequence[str]
    weights: Sequence[int]
    weight_unit: int
    low: Sequence[Sequence[int]]
    high: Sequence[Sequence[int]]
    unit: int
    columns: Sequence[CriterionValues]

    @cached_property
    def lows(self) -> list[int]:
        """The lowest worth of each tool, over `unit` and the sum of the weights."""
        return [sum(map(int.__mul__, self.weights, row)) for row in self.low]

    @cached_property
    def highs(self) -> list[int]:
        """The highest worth of each tool, over the same."""
        return [sum(map(int.__mul__, self.weights, row)) for row in self.high]

    @cached_property
    def whole(self) -> int:
        """What a worth of 1 is in `lows` and `highs`."""
        return self.unit * sum(self.weights)

    @cached_property
    def order(self) -> list[int]:
        """The tools by their lowest worth, the best first, then by their highest, and by name."""
        rows = zip(self.lows, self.highs, self.tools, strict=True)
        keys = [(-low, -high, tool) for low, high, tool in rows]
        return sorted(range(len(keys)), key=keys.__getitem__)

    @property
    def leader(self) -> int:
        """The tool whose lowest worth is the highest."""
        return self.order[0]

    def worth(self, tool: int) -> Interval:
        """Return what a tool is worth."""
        return Interval(Fraction(self.lows[tool], self.whole), Fraction(self.highs[tool], self.whole))

    def part(self, tool: int, criterion: int) -> Interval:
        """Return what a tool scores by a criterion, from 0 to 1."""
        low, high = self.low[tool][criterion], self.high[tool][criterion]
        return Interval(Fraction(low, self.unit), Fraction(high, self.unit))


def scored(tools: Sequence[str], columns: Sequence[CriterionValues]) -> Scores:
    """Return what tools score, each between the anchors of a criterion, linearly.

    Weights are as they are given; at least one of them is above 0.
    """
    found = [_column(column) for column in columns]
    unit = lcm(*(size for _, size in found)) if found else 1
    rows = [[(low * (unit // size), high * (unit // size)) for low, high in spans] for spans, size in found]
    weight_unit = lcm(*(column.weight.denominator for column in columns)) if columns else 1
    return Scores(
        tools=tools,
        criteria=[column.name for column in columns],
        weights=[int(column.weight * weight_unit) for column in columns],
        weight_unit=weight_unit,
        low=[[one[0] for one in row] for row in zip(*rows, strict=True)],
        high=[[one[1] for one in row] for row in zip(*rows, strict=True)],
        unit=unit,
        columns=columns,
    )


def _column(column: CriterionValues) -> tuple[list[tuple[int, int]], int]:
    """Return scores by a criterion as whole numbers, and how many of them are 1."""
    ratios = [[end if end is None else end.as_integer_ratio() for end in span or ()] for span in column.spans]
    denominators = {ratio[1] for ends in ratios for ratio in ends if ratio}
    scale = lcm(column.worst.denominator, column.best.denominator, *denominators)
    worst, best = int(column.worst * scale), int(column.best * scale)
    size, sign = abs(best - worst), 1 if best > worst else -1

    def score(ratio: tuple[int, int] | None, otherwise: int) -> int:
        if ratio is None:
            return otherwise
        number, denominator = ratio
        return min(max(sign * (number * (scale // denominator) - worst), 0), size)

    scores = []
    for ends in ratios:
        low, high = ends or (None, None)
        if sign < 0:
            low, high = high, low
        scores.append((score(low, 0), score(high, size)))
    return scores, size
