"""Scores of tools by criteria: exact shares of 1, as whole numbers over one denominator.

Whole numbers compare and add up many times faster than fractions, and there may be ten thousand tools.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
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
        return [sum(map(mul, self.weights, row)) for row in self.low]

    @cached_property
    def highs(self) -> list[int]:
        """The highest worth of each tool, over the same."""
        return [sum(map(mul, self.weights, row)) for row in self.high]

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
    unit = lcm(*(size for _, _, size in found)) if found else 1
    low = [[score * (unit // size) for score in scores] for scores, _, size in found]
    high = [[score * (unit // size) for score in scores] for _, scores, size in found]
    weight_unit = lcm(*(column.weight.denominator for column in columns)) if columns else 1
    return Scores(
        tools=tools,
        criteria=[column.name for column in columns],
        weights=[int(column.weight * weight_unit) for column in columns],
        weight_unit=weight_unit,
        low=[*zip(*low, strict=True)],
        high=[*zip(*high, strict=True)],
        unit=unit,
        columns=columns,
    )


def _column(column: CriterionValues) -> tuple[list[int], list[int], int]:
    """Return the lowest and highest scores by a criterion as whole numbers, and how many of them are 1."""
    firsts = [span and span[0] for span in column.spans]
    lasts = [span and span[1] for span in column.spans]
    ratios = {end: end.as_integer_ratio() for end in {*firsts, *lasts} if end is not None}
    scale = lcm(column.worst.denominator, column.best.denominator, *{one for _, one in ratios.values()})
    worst, best = int(column.worst * scale), int(column.best * scale)
    size, sign = abs(best - worst), 1 if best > worst else -1
    # Many tools have the same value: each is scored once.
    scores: dict[Any, int] = {
        end: min(max(sign * (number * (scale // denominator) - worst), 0), size)
        for end, (number, denominator) in ratios.items()
    }
    low, high = (firsts, lasts) if sign > 0 else (lasts, firsts)
    return [scores.get(one, 0) for one in low], [scores.get(one, size) for one in high], size
