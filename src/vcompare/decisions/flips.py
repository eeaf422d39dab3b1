"""Flips: the weights of a criterion at which another tool comes first, the other weights as they are.

With x as the weight of one criterion, the lowest worth of a tool is (a + b x) / (c + x), in which c is the
same for all: the tool leads whose line a + b x is the highest. So the flips are the corners of the upper
envelope of lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

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
    # Of lines that are the same, the tool that is first now.
    places = {tool: place for place, tool in enumerate(scores.order)}
    leader = max(places, key=lambda tool: (starts[tool], slopes[tool], -places[tool]), default=None)
    front = _front(places, starts, slopes)
    steeper = [tool for tool in front if leader is not None and slopes[tool] > slopes[leader]]
    while leader is not None and steeper:
        at, after = min(
            ((_crossing(starts, slopes, leader, tool), tool) for tool in steeper),
            key=lambda one: (one[0], -slopes[one[1]], places[one[1]]),
        )
        yield Flip(criterion, at / scores.weight_unit, leader, after)
        leader = after
        steeper = [tool for tool in steeper if slopes[tool] > slopes[leader]]


def _crossing(starts: Sequence[int], slopes: Sequence[int], one: int, steeper: int) -> Fraction:
    """Return where the line of a steeper tool comes level with that of another."""
    return Fraction(starts[one] - starts[steeper], slopes[steeper] - slopes[one])


def _front(tools: Iterable[int], starts: Sequence[int], slopes: Sequence[int]) -> list[int]:
    """Return the tools that can be on the envelope: no other is steeper and starts as high."""
    front = list[int]()
    for tool in sorted(tools, key=lambda one: (-slopes[one], -starts[one])):
        last = front[-1] if front else tool
        if starts[tool] > starts[last] or (starts[tool], slopes[tool]) == (starts[last], slopes[last]):
            front.append(tool)
    return front
