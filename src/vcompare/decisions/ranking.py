"""Ranks: tools share one with its leader while their worth may come near the leader's lowest."""

from fractions import Fraction

from msgspec import Struct

from vcompare.decisions.scores import Interval, Scores

MARGIN = Fraction(1, 20)
"""How far below the lowest worth of a leader a tool's highest may be to share its rank."""


class Standing(Struct, frozen=True):
    """A tool in a decision: the number of its row, what it is worth, and its rank from 1 on."""

    row: int
    tool: str
    worth: Interval
    rank: int


def standings(scores: Scores) -> list[Standing]:
    """Return the tools by rank, each rank by the lowest worth, the best first.

    The leader of a rank is the tool with the highest lowest worth that has none yet. As in sports, the rank
    after one that three share is the fourth.
    """
    rest, found = scores.order, list[Standing]()
    while rest:
        needed = scores.lows[rest[0]] - scores.whole * MARGIN
        here = [tool for tool in rest if scores.highs[tool] >= needed]
        rank = len(found) + 1
        found += [Standing(tool, scores.tools[tool], scores.worth(tool), rank) for tool in here]
        rest = [tool for tool in rest if scores.highs[tool] < needed]
    return found
