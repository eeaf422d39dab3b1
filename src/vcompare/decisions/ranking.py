"""Ranks: tools share one with its leader while their worth may come near the leader's lowest."""

from fractions import Fraction
from math import ceil

from msgspec import Struct

from vcompare.decisions.scores import Interval, Scores

MARGIN = Fraction(1, 20)
"""How far below the lowest worth of a leader a tool's highest may be to share its rank."""


class Standing(Struct, frozen=True):
    """A tool in a decision: the number of its row in the scores, and its rank from 1 on."""

    row: int
    rank: int
    scores: Scores

    @property
    def tool(self) -> str:
        """The slug of the tool."""
        return self.scores.tools[self.row]

    @property
    def worth(self) -> Interval:
        """What the tool is worth. Most of ten thousand are never shown, so it is computed when asked for."""
        return self.scores.worth(self.row)


def standings(scores: Scores) -> list[Standing]:
    """Return the tools by rank, each rank by the lowest worth, the best first.

    The leader of a rank is the tool with the highest lowest worth that has none yet. As in sports, the rank
    after one that three share is the fourth.
    """
    rest, found, highs = scores.order, list[Standing](), scores.highs
    while rest:
        needed = ceil(scores.lows[rest[0]] - scores.whole * MARGIN)
        rank = len(found) + 1
        found += [Standing(tool, rank, scores) for tool in rest if highs[tool] >= needed]
        rest = [tool for tool in rest if highs[tool] < needed]
    return found
