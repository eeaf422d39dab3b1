"""Numbers computed from the records of tools, and the JSON object of a tool; no files are read.

May import `costs` and what is below.
"""

from vcompare.comparison.cards import (
    Card,
    Community,
    Opinion,
    Panel,
    Score,
    StatedPrediction,
    card,
    labels,
    mean,
    overview,
    percent,
    share,
    short_labels,
    wilson_low,
)
from vcompare.comparison.rows import (
    LETTERS,
    Comparison,
    Difference,
    Gap,
    Row,
    compare,
    side_by_side,
)

__all__ = [
    "LETTERS",
    "Card",
    "Community",
    "Comparison",
    "Difference",
    "Gap",
    "Opinion",
    "Panel",
    "Row",
    "Score",
    "StatedPrediction",
    "card",
    "compare",
    "labels",
    "mean",
    "overview",
    "percent",
    "share",
    "short_labels",
    "side_by_side",
    "wilson_low",
]
