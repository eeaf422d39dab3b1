"""The catalog as frozen data, in the shape of its files.

May import `text` and what is below.

These types decode the files (`catalog/decode.py`) and make the schemas (`catalog/schema.py`), so every limit
of the format is stated once: a constraint with the words that describe it. What is unknown is None, never
zero or empty.
"""

from vcompare.model.facts import NONE, Bounds, Fact, Nothing, Period, Source
from vcompare.model.opinions import Review, Tally, Votes
from vcompare.model.record import Named, Record
from vcompare.model.scalars import (
    Count,
    Entry,
    Line,
    Markdown,
    Name,
    PanelVerdict,
    Percent,
    Sentence,
    Slug,
    Url,
    Verdict,
)
from vcompare.model.settings import CheckSettings, Freshness, Panelist, Settings, Spec, SpecKind
from vcompare.model.tool import Pricing, Tool

__all__ = [
    "NONE",
    "Bounds",
    "CheckSettings",
    "Count",
    "Entry",
    "Fact",
    "Freshness",
    "Line",
    "Markdown",
    "Name",
    "Named",
    "Nothing",
    "PanelVerdict",
    "Panelist",
    "Percent",
    "Period",
    "Pricing",
    "Record",
    "Review",
    "Sentence",
    "Settings",
    "Slug",
    "Source",
    "Spec",
    "SpecKind",
    "Tally",
    "Tool",
    "Url",
    "Verdict",
    "Votes",
]
