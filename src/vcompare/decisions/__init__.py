"""What tools are worth in a decision, exactly, and what would change its winner.

May import `match` and what is below.

A worth is the weighted mean of scores from 0 to 1, as the format of decisions has it.
"""

from vcompare.decisions.flips import Flip, flips
from vcompare.decisions.ranking import Standing, standings
from vcompare.decisions.scores import CriterionValues, Interval, Scores, Span, scored
from vcompare.decisions.sensitivity import Decisive, Shift, certain, decisive, dominated, smallest_shift

__all__ = [
    "CriterionValues",
    "Decisive",
    "Flip",
    "Interval",
    "Scores",
    "Shift",
    "Span",
    "Standing",
    "certain",
    "decisive",
    "dominated",
    "flips",
    "scored",
    "smallest_shift",
    "standings",
]
