"""The kinds of values that a field can have, one file per kind.

May import what `fields` may import.
"""

from vcompare.fields.kinds.amount import Amount, Expense
from vcompare.fields.kinds.choice import Choice, Verdict
from vcompare.fields.kinds.currencies import Currencies
from vcompare.fields.kinds.date import Date
from vcompare.fields.kinds.flag import Flag
from vcompare.fields.kinds.kind import Kind, Operator, Style, Trend
from vcompare.fields.kinds.link import Link
from vcompare.fields.kinds.list import List
from vcompare.fields.kinds.price import Price
from vcompare.fields.kinds.prose import Prose
from vcompare.fields.kinds.quantity import Measure, Quantity
from vcompare.fields.kinds.tables import MeterWords, Plans, PriceTable, Tiers, apart
from vcompare.fields.kinds.text import Slug, Text
from vcompare.fields.kinds.worth import Worth

__all__ = [
    "Amount",
    "Choice",
    "Currencies",
    "Date",
    "Expense",
    "Flag",
    "Kind",
    "Link",
    "List",
    "Measure",
    "MeterWords",
    "Operator",
    "Plans",
    "Price",
    "PriceTable",
    "Prose",
    "Quantity",
    "Slug",
    "Style",
    "Text",
    "Tiers",
    "Trend",
    "Verdict",
    "Worth",
    "apart",
]
