"""The catalog as frozen data, in the shape of its files.

May import `text` and what is below.

These types decode the files (`catalog/decode.py`) and make the schemas (`catalog/schema.py`), so every limit
of the format is stated once: a constraint with the words that describe it. What is unknown is None, never
zero or empty.
"""

from typing import TYPE_CHECKING, Any

from vcompare.model.facts import NONE, Bounds, Disagreement, Fact, Nothing, Origin, Period, Source, SpecTable
from vcompare.model.opinions import Outcome, Outcomes, Prediction, Review, Tally, Votes
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
    Site,
    Spec,
    SpecKind,
)
from vcompare.model.tool import ImportedTool, Tool, ToolLayer

if TYPE_CHECKING:
    from vcompare.model.decisions import CriterionTable, Decision
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
    "Outcome",
    "Outcomes",
    "PanelVerdict",
    "Panelist",
    "Percent",
    "Period",
    "Plan",
    "Prediction",
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
    "Site",
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

_SELDOM = {
    "decisions": {"CriterionTable", "Decision"},
    "recipes": {
        "LONGEST_EXPRESSION",
        "Constants",
        "Expression",
        "Fields",
        "OfferFields",
        "PricingFields",
        "Recipe",
        "Setup",
        "TierFields",
        "Tiers",
    },
}
"""What few commands need, by the module that it is in."""


def __getattr__(name: str) -> Any:
    """Load what is needed seldom when it is asked for."""
    module = next((module for module, names in _SELDOM.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{module}"), name)
