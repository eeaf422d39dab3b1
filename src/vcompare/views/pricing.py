"""Sentences about prices, for a draft: costs of a month, rates that differ, and who else sells a tool."""

from collections.abc import Iterator, Sequence
from typing import Any

from vcompare.comparison import Card, Comparison, Row
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Amount, Measure
from vcompare.model import Bounds, Money
from vcompare.text.words import possessive, series, uncapitalized
from vcompare.views import prices

_MOST_RATES = 2
"""So many rates are told of, and so many meters of what sellers charge."""
_WORDS = {1_000: "thousand", 1_000_000: "million"}
_ARTICLES = ("the ", "a ", "an ", "our ", "my ", "your ")


def price_sentences(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield what workloads cost with the tools, and the rates that differ most, each with its currency."""
    rows = [row for row in result.rows if row.field.is_cost or row.field.meter]
    yield from (_month(row, result, names) for row in rows if row.field.is_cost and any(row.values))
    rates = [row for row in rows if row.field.meter and len({*row.values} - {None}) > 1]
    yield from (_rate(row, names) for row in sorted(rates, key=_weight)[:_MOST_RATES])


def sold_by_others(card: Card, fields: Registry) -> str:
    """Say how many others sell a tool, and from how much: `sold by 3 others, input from $0.15 (Together)`."""
    names = [prices.seller_name(*each) for each in card.tool.offers.items()]
    if not names:
        return ""
    starts = [start for field in fields.meters.values() if (start := _from(field, card))][:_MOST_RATES]
    is_only = prices.only_offered(card)
    if len(names) == 1:
        return f"{'sold only by' if is_only else 'also sold by'} {', '.join([names[0], *starts])}"
    count = f"sold only by {len(names)} sellers" if is_only else f"sold by {len(names)} others"
    return ", ".join([count, *starts])


def _from(field: Field, card: Card) -> str:
    """Say from how much sellers have a meter, and who for so little, if their rates can be compared."""
    offers = (
        (prices.seller_name(*each), prices.rate_of(field, each[1])) for each in card.tool.offers.items()
    )
    known = [(name, rate) for name, rate in offers if rate is not None]
    label = uncapitalized(field.label)
    if len(card.tool.offers) == 1 and known:
        return f"{label} {field.shown(known[0][1])}"
    if len({field.kind.order(rate)[:2] for _, rate in known}) != 1:
        return ""
    least = min((rate for _, rate in known), key=field.kind.order)
    who = [name for name, rate in known if field.kind.order(rate) == field.kind.order(least)]
    return f"{label} from {field.shown(least)} ({series(who)})"


def _weight(row: Row) -> tuple[bool, bool, float]:
    """Return what rows are sorted by, the most telling first; equals stay in the order of the catalog."""
    amounts = [value.amount for value in row.values if value is not None and value.amount]
    ratio = float(max(amounts) / min(amounts)) if amounts and row.best is not None else 1.0
    return None in row.values, row.best is None, -min(ratio, 10.0)


def _month(row: Row, result: Comparison, names: Sequence[str]) -> str:
    """Say what a workload costs: for the support desk Kimi costs $210 to $260 a month, Opus $1,240."""
    clauses = list[str]()
    for at in _ordered(row):
        plan = row.field.compute.at(result.tools[at].tool.pricing).plan  # type: ignore[union-attr]
        amount = _between(row.field, row.values[at])
        costs = f"costs {amount} a month" if not clauses else amount
        clauses.append(f"{names[at]} {costs}{f' with {plan}' if plan else ''}")
    unknown = [names[at] for at, value in enumerate(row.values) if value is None]
    rest = f"; for {series(unknown)} that is unknown" if unknown else ""
    return f"For {_article(row.field.label)} {', '.join(clauses)}{rest}."


def _rate(row: Row, names: Sequence[str]) -> str:
    """Say what tools charge: Opus's output costs $25 per million tokens, GPT-5's $10."""
    groups = dict[str, list[str]]()
    for at in _ordered(row, descends=True):
        groups.setdefault(_amount(row.field, row.values[at]), []).append(possessive(names[at]))
    label = uncapitalized(row.field.label)
    costs = "cost" if label.endswith("s") and not label.endswith("ss") else "costs"
    (first, whose), *others = groups.items()
    clauses = [f"{series(whose)} {label} {costs} {first} per {_measure(row.field)}"]
    clauses += [f"{series(of)} {amount}" for amount, of in others]
    unknown = [name for value, name in zip(row.values, names, strict=True) if value is None]
    return f"{', '.join(clauses)}{f'; unknown for {series(unknown)}' if unknown else ''}."


def _ordered(row: Row, *, descends: bool = False) -> list[int]:
    """Return which tools have a value: sorted by it if all can be compared, else as asked for."""
    known = {at: row.field.kind.span(value) for at, value in enumerate(row.values) if value is not None}
    are_alike = len({low[:2] for low, _ in known.values()}) == 1
    return sorted(known, key=known.__getitem__, reverse=descends) if are_alike else [*known]


def _between(field: Field, value: Any) -> str:
    """Return a cost as a sentence has it: `$210 to $260`, `at least $12`, `at most $12`."""
    if isinstance(value, Bounds) and value.at_least and value.at_most:
        high = field.kind.short(value.at_most)
        return f"{field.kind.short(value.at_least)} to {high}" if value.at_least.amount else f"at most {high}"
    return field.shown(value)


def _amount(field: Field, value: Money) -> str:
    return field.shown(value).removesuffix(".00")


def _measure(field: Field) -> str:
    kind = field.kind
    if not isinstance(kind, Amount):
        return getattr(kind, "unit", "")
    if kind.per == 1:
        return kind.of
    return f"{_WORDS.get(int(kind.per)) or Measure().short(kind.per)} {kind.unit}"


def _article(label: str) -> str:
    """Return what a workload is called in a sentence: `the support desk`, `answering questions`."""
    text = uncapitalized(label)
    first = text.split(" ", 1)[0]
    return text if first.endswith("ing") or text.startswith(_ARTICLES) else f"the {text}"
