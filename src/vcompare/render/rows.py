"""Results for spreadsheets: CSV. The bytes depend on nothing but the data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import astuple

from vcompare.comparison import Card, Comparison, Row
from vcompare.comparison.objects import table_payload
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import PriceTable
from vcompare.model import NONE, Bounds, Money
from vcompare.text.cells import as_items, guarded
from vcompare.text.money import plain
from vcompare.text.safe import visible

if TYPE_CHECKING:
    from vcompare.comparison.costing import CostList
    from vcompare.index.query import Hit

_PLAIN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z/._-]*[0-9A-Za-z])?")
"""What most cells hold, such as slugs and fractions: nothing to guard, to quote or to make visible."""
_QUOTED = re.compile(r'[,;\t\n"]')

Rows = Iterable[Iterable[Any]]

_FIRST_COLUMNS = (
    "slug", "name", "category", "entry", "vendor", "panel.verdict", "panel.ship", "panel.skip",
    "panel.ship_percent", "panel.score", "panel.score.low", "panel.score.high", "panel.score.count",
    "community.ship", "community.skip", "community.ship_percent", "pricing.summary", "pricing.source",
    "pricing.checked", "best_for", "homepage", "tags", "added", "retired",
)  # fmt: skip
"""These have had this order since the first version; other fields follow."""


def comparison_rows(
    result: Comparison, sections: Sequence[str] = (), *, differences: bool = False, offers: bool = False
) -> Rows:
    """Return a comparison: one row per field, named as in the JSON's differences, and one column per tool.

    `sections` come in the order asked for; `split` is the reviewers' scores. An unknown value is None.
    `offers` adds rows that are named by where the JSON has them.
    """
    asked = sections or ("glance", *result.fields.sections, "prices", "about", "scorecard")
    rows = [
        values
        for section in dict.fromkeys(asked)
        for values in (*_currencies(result, section), *_section(result, section, asked, differences))
    ]
    more = _offer_rows(result) if offers else ()
    names = ["name", *(tool.name for tool in result.tools)]
    return [["field", *(tool.slug for tool in result.tools)], names, *rows, *more]


def _section(
    result: Comparison, section: str, asked: Sequence[str], differences: bool
) -> Iterator[Iterable[Any]]:
    has_costs = section == "prices" and "cost" not in asked
    for row in result.rows:
        is_shown = _in_section(row, section, result.fields) or (has_costs and row.field.is_cost)
        is_empty = row.field.path == "sellers" and not any(row.values)
        if is_shown and not is_empty and (row.differs or not differences):
            yield row.field.path, *row.values


def _currencies(result: Comparison, section: str) -> Iterator[Iterable[Any]]:
    """Yield what amounts are in, where there are any."""
    prices = [card.tool.pricing for card in result.tools]
    if section == "prices" and any(each and each.has_amounts for each in prices):
        yield "pricing.currency", *(each and each.currency for each in prices)


def _offer_rows(result: Comparison) -> list[list[Any]]:
    offers = [_flat_offers(card) for card in result.tools]
    paths = sorted({path for each in offers for path in each}, key=_by_seller(offers))
    return [[path, *(each.get(path) for each in offers)] for path in paths]


def _by_seller(offers: Sequence[Mapping[str, Any]]) -> Callable[[str], Any]:
    """Return what sorts paths by sellers as they come first, and then as each offer has them."""
    sellers = list(dict.fromkeys(path.split(".")[1] for each in offers for path in each))
    places = {path: at for each in offers for at, path in enumerate(each)}
    return lambda path: (sellers.index(path.split(".")[1]), places[path], path)


def _flat_offers(card: Card) -> dict[str, Any]:
    """Return the values of all offers of a tool, by their paths in its JSON."""
    found, keys = dict[str, Any](), ("summary", "source", "checked", "currency")
    for seller, offer in card.tool.offers.items():
        prices = f"offers.{seller}.pricing"
        found |= {f"offers.{seller}.name": offer.name or seller, f"offers.{seller}.homepage": offer.homepage}
        found |= {f"offers.{seller}.specs.{key}": fact.content for key, fact in offer.specs.items()}
        found |= {f"{prices}.{key}": getattr(offer, key) for key in keys}
        found |= {f"{prices}.rates.{meter}": Money(rate.amount, "") for meter, rate in offer.rates.items()}
        for key in ("tiers", "plans"):
            if items := getattr(offer, key):
                found[f"{prices}.{key}"] = PriceTable(offer.currency or "", items)
    return {path: value for path, value in found.items() if value is not None}


def _in_section(row: Row, section: str, fields: Registry) -> bool:
    if section == "split":
        return bool(row.field.reviewer) and not row.field.part_of
    return fields.in_section(row.field, section)


def tool_rows(tools: Iterable[Card], fields: Registry, columns: Sequence[Field] = ()) -> Rows:
    """Return tools, one row each, with the columns that were asked for or all; an unknown value is None.

    What is computed from single reviews has to be asked for: without it, the tools of a list have none.
    """
    computed = (field for field in fields.group("prices", "list") if field.stored or field.better)
    declared = (*fields.specs.values(), *(field for field in computed if not field.needs_reviews))
    others = (field.path for field in (*BUILTIN.group("name", "glance", "about"), *declared))
    known = [path for path in dict.fromkeys((*_FIRST_COLUMNS, *others)) if path in fields]
    shown = columns or [fields[path] for path in known]
    rows = ([_with_currency(field.of(card), card, fields) for field in shown] for card in tools)
    return [[field.path for field in shown], *rows]


def _with_currency(value: Any, card: Card, fields: Registry) -> Any:
    """Return an amount with its currency if that is not `pricing.currency` of the tool, or of the catalog."""
    amount = value.at_least or value.at_most if isinstance(value, Bounds) else value
    if not isinstance(amount, Money):
        return value
    own = card.tool.pricing.currency if card.tool.pricing else None
    if amount.currency == (own or fields.currency):
        return value
    return f"{_limits(value) if isinstance(value, Bounds) else plain(amount.amount)} {amount.currency}"


def hit_rows(hits: "Iterable[Hit]") -> Rows:
    """Return what a search found, one row each, in columns that are called as the keys of its JSON."""
    return [("slug", "name", "field", "snippet", "rank"), *map(astuple, hits)]


def cost_rows(costs: "CostList", *, lines: bool = False) -> Rows:
    """Return what a workload costs, one row per tool and offer or, if asked for, per line of these."""
    from vcompare.render.payloads import entry_payloads

    ends = ("slug", "offer", "currency", "low", "high", "plan")
    objects = [*entry_payloads(costs.entries, lines=lines)]
    if not lines:
        return [(*ends, "unknown"), *([*(one[key] for key in ends), one["unknown"]] for one in objects)]
    of_line = ("kind", "meter", "quantity", "amount", "per", "low", "high")
    heads = ("slug", "offer", "currency", *of_line)
    priced = ((one, one.get("converted_from", one)["currency"]) for one in objects)
    return [
        heads,
        *(
            (one["slug"], one["offer"], currency, *(line[key] for key in of_line))
            for one, currency in priced
            for line in one["lines"]
        ),
    ]


def to_csv(rows: Rows) -> str:
    """Return rows as CSV; None is an empty cell, and no text is a formula, whatever separates the cells."""
    return "".join(f"{','.join(map(_cell, row))}\n" for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Bounds):  # numbers and days of ours, which a spreadsheet may read
        return _limits(value) if isinstance(value, Bounds) else str(value)
    if value is NONE:
        value = value.value
    elif isinstance(value, Money):
        return plain(value.amount)
    elif isinstance(value, PriceTable):
        value = msgspec.json.encode(table_payload(value)).decode()
    text = guarded(visible(_joined(value) if isinstance(value, tuple) else str(value), lines=True))
    # The module csv cannot be told to quote for separators other than its own.
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text


def _limits(of: Bounds) -> str:
    """Return bounds as `60..90`, `>=60` or `<=90`."""
    low, high = (plain(end.amount) if isinstance(end, Money) else end for end in (of.at_least, of.at_most))
    if high is None:
        return f">={low}"
    return f"<={high}" if low is None else f"{low}..{high}"


def _joined(items: Sequence[str]) -> str:
    """Return a list in one cell; an item that would not read back gets quotation marks, and so do all."""
    text = "; ".join(items)
    return text if as_items(text) == list(items) else msgspec.json.encode(items).decode()
