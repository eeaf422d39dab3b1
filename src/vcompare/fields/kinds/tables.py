"""Tables of prices: tiers, and plans."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.fields.kinds.kind import Kind, Trend, direction
from vcompare.fields.kinds.quantity import Measure
from vcompare.text import money

_PERIODS = {"month": "a month", "year": "a year"}


class PriceTable(Struct, frozen=True):
    """Tiers or plans, and the currency of their amounts."""

    currency: str
    items: tuple[Any, ...]


def apart(before: PriceTable, after: PriceTable) -> tuple[PriceTable, PriceTable]:
    """Return what of two tables is not in both; all of both if their currencies differ."""
    if before.currency != after.currency:
        return before, after
    return (
        replace(before, items=tuple(item for item in before.items if item not in after.items)),
        replace(after, items=tuple(item for item in after.items if item not in before.items)),
    )


class _Table(Kind, frozen=True):
    """A table of prices, in which a filter looks for words."""

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether amounts went up or down, all of them, where nothing else is different."""
        trends = {direction(*pair) for pair in self._moved(before, after)}
        return trends.pop() if len(trends) == 1 else None

    def remark(self, before: Any, after: Any) -> str:
        """Say by how many percent an amount changed, if it is the only thing that did."""
        pairs = self._moved(before, after)
        return Measure().remark(*pairs[0]) if len(pairs) == 1 else ""

    def _moved(self, before: PriceTable, after: PriceTable) -> list[tuple[Any, Any]]:
        """Return the amounts that are others now, none if something else changed too."""
        old, new = (self._amounts(table) for table in (before, after))
        if before.currency != after.currency or old.keys() != new.keys():
            return []
        pairs = [(old[key], new[key]) for key in old if old[key] != new[key]]
        return [] if any(None in pair for pair in pairs) else pairs

    def _amounts(self, table: PriceTable) -> dict[Any, Any]:
        """Return the amounts of a table, by all that must be the same for them to be compared."""
        raise NotImplementedError

    def order(self, value: Any) -> Any:
        """Return the text that is shown, whatever its case."""
        return self.short(value).casefold()

    def operand(self, text: str) -> Any:
        """Return a part of that text."""
        return text.casefold()


class Plans(_Table, frozen=True):
    """Fixed prices, each for a period or a unit: `Team $25.00 per seat-month, with 500 requests`."""

    name = "plans"

    def short(self, value: Any) -> str:
        """Return all plans, with what they include."""
        return "; ".join(_plan(plan, value.currency) for plan in value.items)

    def _amounts(self, table: PriceTable) -> dict[Any, Any]:
        return {(plan.name, plan.per, *sorted(plan.includes.items())): plan.amount for plan in table.items}


class Tiers(_Table, frozen=True):
    """Rates of large requests: `above 200k input: input $6.00, output $22.50`."""

    name = "tiers"

    def short(self, value: Any) -> str:
        """Return all tiers."""
        return "; ".join(_tier(tier, value.currency) for tier in value.items)

    def _amounts(self, table: PriceTable) -> dict[Any, Any]:
        return {
            (*sorted(tier.over.items()), meter): amount
            for tier in table.items
            for meter, amount in tier.rates.items()
        }


def _plan(plan: Any, currency: str) -> str:
    price = money.price(plan.amount, currency)
    text = f"{plan.name} {price} {_PERIODS.get(plan.per, f'per {plan.per}')}"
    return f"{text}, with {_quantities(plan.includes)}" if plan.includes else text


def _tier(tier: Any, currency: str) -> str:
    known = {meter: amount for meter, amount in tier.rates.items() if amount is not None}
    rates = ", ".join(f"{meter} {money.price(amount, currency)}" for meter, amount in known.items())
    return f"above {_quantities(tier.over)}: {rates or 'unknown'}"


def _quantities(of: Mapping[str, Any]) -> str:
    return " and ".join(f"{Measure().short(much)} {meter}" for meter, much in of.items())
