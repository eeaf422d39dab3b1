"""The catalog as frozen data, in the shape of its files.

May import `text` and what is below.

These types decode the files (`catalog/decode.py`) and make the schemas (`catalog/schema.py`), so every limit
of the format is stated once: a constraint with the words that describe it. What is unknown is None, never
zero or empty.
"""

from vcompare.model.decisions import CriterionTable, Decision
from vcompare.model.facts import NONE, Bounds, Disagreement, Fact, Nothing, Origin, Period, Source, SpecTable
from vcompare.model.opinions import Review, Tally, Votes
from vcompare.model.prices import (
    PERIODS,
    Currency,
    Money,
    Offer,
    Plan,
    Pricing,
    Quantity,
    Rate,
    RateTable,
    Tier,
    Workload,
)
from vcompare.model.recipes import (
    LONGEST_EXPRESSION,
    Constants,
    Expression,
    Fields,
    OfferFields,
    PricingFields,
    Recipe,
    Setup,
    TierFields,
    Tiers,
)
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
from vcompare.model.settings import (
    CheckSettings,
    Exchange,
    Freshness,
    Import,
    Imports,
    Meter,
    Panelist,
    Settings,
    Spec,
    SpecKind,
)
from vcompare.model.tool import ImportedTool, Tool, ToolLayer

__all__ = [
    "LONGEST_EXPRESSION",
    "NONE",
    "PERIODS",
    "Bounds",
    "CheckSettings",
    "Constants",
    "Count",
    "CriterionTable",
    "Currency",
    "Decision",
    "Disagreement",
    "Entry",
    "Exchange",
    "Expression",
    "Fact",
    "Fields",
    "Freshness",
    "Import",
    "ImportedTool",
    "Imports",
    "Line",
    "Markdown",
    "Meter",
    "Money",
    "Name",
    "Named",
    "Nothing",
    "Offer",
    "OfferFields",
    "Origin",
    "PanelVerdict",
    "Panelist",
    "Percent",
    "Period",
    "Plan",
    "Pricing",
    "PricingFields",
    "Quantity",
    "Rate",
    "RateTable",
    "Recipe",
    "Record",
    "Review",
    "Sentence",
    "Settings",
    "Setup",
    "Slug",
    "Source",
    "Spec",
    "SpecKind",
    "SpecTable",
    "Tally",
    "Tier",
    "TierFields",
    "Tiers",
    "Tool",
    "ToolLayer",
    "Url",
    "Verdict",
    "Votes",
    "Workload",
]
