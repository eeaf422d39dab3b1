"""Flips: the weights of a criterion at which another tool comes first, the other weights as they are.

With x as the weight of one criterion, the lowest worth of a tool is (a + b x) / (c + x), in which c is the
same for all: the tool leads whose line a + b x is the highest. So the flips are the corners of the upper
envelope of lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from vcompare.decisions.scores import Scores


class Flip(Struct, frozen=True):
    """From a weight of a criterion on, another tool comes first. Tools are the numbers of rows."""

    criterion: int
    weight: Fraction
    before: int
    after: int


def flips(scores: Scores) -> list[Flip]:
    """Return all flips of all criteria, each criterion's by weight."""
    return [flip for criterion in range(len(scores.criteria)) for flip in _of(scores, criterion)]


def _of(scores: Scores, criterion: int) -> Iterator[Flip]:
    own = scores.weights[criterion]
    slopes = [row[criterion] for row in scores.low]
    starts = [low - own * slope for low, slope in zip(scores.lows, slopes, strict=True)]

    def crossing(one: int, steeper: int) -> Fraction:
        return Fraction(starts[one] - starts[steeper], slopes[steeper] - slopes[one])

    leaders = list[int]()
    for tool in _front(scores.order, starts, slopes):
        # One that is overtaken no later than it comes first never leads alone.
        while leaders[1:] and crossing(leaders[-2], tool) <= crossing(*leaders[-2:]):
            leaders.pop()
        leaders.append(tool)
    for before, after in pairwise(leaders):
        yield Flip(criterion, crossing(before, after) / scores.weight_unit, before, after)


def _front(tools: Iterable[int], starts: Sequence[int], slopes: Sequence[int]) -> list[int]:
    """Return the tools that can be on the envelope, the steepest last: none is steeper and starts as high.

    Of lines that are the same, the tool that is first now is taken.
    """
    highest = dict[int, int]()
    for tool in tools:
        known = highest.setdefault(slopes[tool], tool)
        if starts[tool] > starts[known]:
            highest[slopes[tool]] = tool
    front = list[int]()
    for slope in sorted(highest, reverse=True):
        if not front or starts[highest[slope]] > starts[front[-1]]:
            front.append(highest[slope])
    return front[::-1]
