"""What a workload costs: one row per tool and offer, or what each of these costs adds up from."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from vcompare.comparison.costing import CostEntry, CostList
from vcompare.comparison.expenses import value
from vcompare.costs import Cost, CostLine, wholes
from vcompare.fields.kinds import Measure
from vcompare.model import Exchange, Meter, Workload
from vcompare.text import money
from vcompare.text.words import natural_list, says, uncapitalized, units
from vcompare.views.blocks import Block, Cell, Column, Heading, Passage, Table, unknown, words

_DIRECT = "direct"
"""Stands for the seller where the prices are the tool's own."""


def blocks(costs: CostList, *, lines: bool = False) -> list[Block]:
    """Lay out costs, cheapest first, below what the workload is; costs in other currencies stand apart."""
    found: list[Block] = [Passage(words(described(costs.workload, costs.meters)))]
    if lines:
        for entry in costs.entries:
            found += [Heading(_titled(costs, entry), 2), *_lines(costs, entry)]
    else:
        found += [_table(costs, group) for group in _groups(costs.entries)]
    return [*found, *_rates(costs)]


def described(workload: Workload, meters: Mapping[str, Meter]) -> str:
    """Say what is used in a month: `10,000 requests a month, each with 600 tokens of output`."""
    parts = list[str]()
    if workload.each or workload.count:
        each = f", each with {_used(workload.each, meters)}" if workload.each else ""
        noun = "request" if workload.count == 1 else "requests"
        parts.append(f"{Measure().long(workload.count)} {noun} a month{each}")
    if workload.month:
        parts.append(f"{_used(workload.month, meters)}{'' if parts else ' a month'}")
    used = "; and ".join(parts) or "nothing a month"
    return f"{workload.label}: {used}" if workload.label else f"{used[0].upper()}{used[1:]}"


def _used(quantities: Mapping[str, float], meters: Mapping[str, Meter]) -> str:
    """List quantities, with those that are parts of another behind that one."""
    found = list[str]()
    for meter, quantity in quantities.items():
        if any(whole in quantities for whole in wholes(meter, meters)):
            continue
        parts = [
            f"{Measure().long(amount)} {uncapitalized(meters[part].label)}"
            for part, amount in quantities.items()
            if meter in wholes(part, meters)
        ]
        found.append(
            _quantity(Measure().long(quantity), meters[meter]) + (f" ({', '.join(parts)})" if parts else "")
        )
    return natural_list(found)


def _quantity(quantity: str, meter: Meter) -> str:
    """Say how much of a meter it is: `30M tokens of input`, `5 seat-months`."""
    of = "" if says(meter.unit, meter.label) else f" of {uncapitalized(meter.label)}"
    return f"{units(quantity, meter.unit)}{of}"


def _short(quantity: Decimal) -> str:
    """Return a quantity in short where that is exact: `30M`."""
    number = int(quantity) if quantity == int(quantity) else float(quantity)
    short = Measure().short(number)
    return short if Measure().parse(short) == number else Measure().long(number)


def _groups(entries: Sequence[CostEntry]) -> Iterator[Sequence[CostEntry]]:
    """Yield entries in groups of one currency, and what is unknown by itself where there are several."""
    if len({entry.cost.currency for entry in entries if entry.cost.low is not None}) > 1:
        groups = groupby(entries, lambda one: None if one.cost.low is None else one.cost.currency)
        yield from ([*group] for _, group in groups)
    elif entries:
        yield entries


def _table(costs: CostList, entries: Sequence[CostEntry]) -> Table:
    """Lay out costs that are in one order; columns in which no row says anything are left out."""
    columns = {
        Column("Slug"): [Cell(entry.slug) for entry in entries],
        Column("A month", numeric=True): [cost_cell(costs, entry.cost) for entry in entries],
        Column("Seller"): [_seller(entry) for entry in entries],
        Column("Plan"): [Cell(entry.cost.plan or "") for entry in entries],
        Column("Unknown rates"): [Cell(_lacking(costs, entry)) for entry in entries],
        Column("Name", long=True): [Cell(entry.name) for entry in entries],
    }
    empty = {Cell(""), Cell(_DIRECT)}
    shown = {column: cells for column, cells in columns.items() if not empty.issuperset(cells)}
    return Table(tuple(shown), tuple(zip(*shown.values(), strict=True)), one_line=True)


def cost_cell(costs: CostList, cost: Cost, *, exact: bool = False) -> Cell:
    """Return the cell of a cost."""
    found = value(cost)
    if found is None:
        return unknown()
    text = costs.field.exact(found) if exact else costs.field.shown(found)
    brief = costs.field.brief(found, exact=exact)
    return Cell(text, "number", short="" if brief == text else brief)


def _seller(entry: CostEntry) -> Cell:
    return Cell(_DIRECT) if entry.seller is None else Cell(entry.seller)


def _lacking(costs: CostList, entry: CostEntry) -> str:
    return "; ".join(costs.meters[meter].label for meter in entry.cost.unknown)


def _titled(costs: CostList, entry: CostEntry) -> str:
    seller = "" if entry.seller is None else f" from {entry.seller}"
    plan = "" if entry.cost.plan is None else f", with {entry.cost.plan}"
    found = value(entry.cost)
    total = "unknown" if found is None else costs.field.exact(found)
    if entry.is_converted and (priced := value(entry.priced)):
        total = f"{costs.field.exact(priced)}, which is {total}"
    return f"{entry.name} ({entry.slug}){seller}: {total}{plan}"


def _lines(costs: CostList, entry: CostEntry) -> Iterator[Table | Passage]:
    """Yield how a cost adds up, and what is missing where it is not known exactly."""
    currency = entry.priced.currency or ""
    lines = entry.priced.lines
    paid = {line.meter for line in lines if line.kind == "plan"}
    rows = [
        (Cell(_summand(line, costs.meters, currency, entry.priced.plan)), _sum(costs, line, currency))
        for line in lines
        if line.kind != "included" or line.meter not in paid
    ]
    if rows:
        yield Table((Column("", long=True), Column("", numeric=True)), tuple(rows))
    else:
        labels = natural_list([uncapitalized(costs.meters[meter].label) for meter in entry.cost.unknown])
        yield Passage(words(f"No rate for {labels}" if labels else "No prices"))


def _summand(line: CostLine, meters: Mapping[str, Meter], currency: str, plan: str | None) -> str:
    """Say what is charged: `30M tokens of input at $5.00 per 1M`."""
    if line.kind == "plan":
        return _of_plan(line, meters, currency, plan)
    meter = meters[line.meter or ""]
    quantity = _quantity(_short(line.quantity), meter)
    if line.kind == "included":
        return f"{quantity}, included in {plan}"
    if line.amount is not None:
        return f"{quantity} at {_rate(line, currency)}"
    if line.whole is None:
        return f"{quantity}, rate unknown"
    return f"{quantity}, rate unknown, at most that of {uncapitalized(meters[line.whole].label)}"


def _of_plan(line: CostLine, meters: Mapping[str, Meter], currency: str, plan: str | None) -> str:
    price = money.price(line.amount or Decimal(0), currency)
    if line.meter is not None:
        return f"{plan} for {_quantity(_short(line.quantity), meters[line.meter])} at {price} each"
    return f"{plan} for a month" if line.per == 1 else f"{plan}, a twelfth of {price} a year"


def _rate(line: CostLine, currency: str) -> str:
    price = money.price(line.amount or Decimal(0), currency)
    return f"{price} each" if line.per == 1 else f"{price} per {_short(line.per)}"


def _sum(costs: CostList, line: CostLine, currency: str) -> Cell:
    if line.kind == "included":
        return Cell("included")
    is_known = line.low or line.high is not None
    return cost_cell(costs, Cost(line.low if is_known else None, line.high, currency), exact=True)


def _rates(costs: CostList) -> Iterator[Passage]:
    """Yield the rates at which costs were converted: `€1 = $1.08 as of 2026-11-20`."""
    rates = [
        f"{money.rounded(Decimal(1), currency)} = {_in_dollars(one)} as of {one.checked}"
        for currency, one in costs.exchanges.items()
    ]
    if rates:
        yield Passage(words(natural_list(rates)))


def _in_dollars(of: Exchange) -> str:
    return money.price(Decimal(str(of.usd)), "USD")
