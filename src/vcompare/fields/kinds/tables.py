"""Tables of prices: tiers, and plans."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.fields.kinds.amount import Amount
from vcompare.fields.kinds.currencies import Currencies
from vcompare.fields.kinds.kind import Kind, Trend, direction
from vcompare.fields.kinds.quantity import Measure
from vcompare.model import Money
from vcompare.text import money
from vcompare.text.words import natural_list, says, uncapitalized, units

_AN = "aeiouh"
"""A unit that begins with one of these might take `an`."""


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


class MeterWords(Struct, frozen=True):
    """What a meter is called, and the unit that it counts."""

    key: str
    label: str
    unit: str


class _Table(Kind, frozen=True):
    """A table of prices, in which a filter looks for words, with the words for what is billed."""

    meters: tuple[MeterWords, ...] = ()
    currencies: Currencies = Currencies()

    def _label(self, meter: str) -> str:
        return next((uncapitalized(one.label) for one in self.meters if one.key == meter), meter)

    def _quantities(self, of: Mapping[str, Any]) -> str:
        return natural_list([self._quantity(Measure().short(much), meter) for meter, much in of.items()])

    def _quantity(self, much: str, meter: str) -> str:
        of = next((one for one in self.meters if one.key == meter), None)
        return units(much, of.unit) if of and says(of.unit, of.label) else f"{much} {self._label(meter)}"

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

    def agree(self, one: PriceTable, other: PriceTable) -> bool:
        """Say whether what both tables have is the same."""
        return not self.disputed(one, other)[0].items

    def disputed(self, one: PriceTable, other: PriceTable) -> tuple[PriceTable, PriceTable]:
        """Return what both tables have and is not the same."""
        pairs = list(self._disputed(one, other))
        return replace(one, items=tuple(ours for ours, _ in pairs)), replace(
            other, items=tuple(theirs for _, theirs in pairs)
        )

    def _disputed(self, one: PriceTable, other: PriceTable) -> Iterator[tuple[Any, Any]]:
        raise NotImplementedError

    def _same(self, amount: Any, another: Any, *tables: PriceTable) -> bool:
        if None in {amount, another}:
            return True
        both = (Money(each, table.currency) for each, table in zip((amount, another), tables, strict=True))
        return Amount(self.currencies).agree(*both)

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
    """Fixed prices, each for a period or a unit: `Team $25.00 a seat-month, with 500 requests`."""

    name = "plans"

    def short(self, value: Any) -> str:
        """Return all plans, with what they include."""
        return "; ".join(self._plan(plan, value.currency) for plan in value.items)

    def _plan(self, plan: Any, currency: str) -> str:
        units = {meter.key: meter.unit for meter in self.meters}
        unit = units.get(plan.per, plan.per)
        per = f"per {unit}" if unit[:1].casefold() in _AN else f"a {unit}"
        text = f"{plan.name} {money.price(plan.amount, currency)} {per}"
        return f"{text}, with {self._quantities(plan.includes)}" if plan.includes else text

    def _amounts(self, table: PriceTable) -> dict[Any, Any]:
        return {(plan.name, plan.per, *sorted(plan.includes.items())): plan.amount for plan in table.items}

    def _disputed(self, one: PriceTable, other: PriceTable) -> Iterator[tuple[Any, Any]]:
        """Yield the plans of one name and period that cost or include something else."""
        from vcompare.text.folding import fold

        theirs = {(fold(plan.name), plan.per): plan for plan in other.items}
        for plan in one.items:
            if same := theirs.get((fold(plan.name), plan.per)):
                includes = plan.includes.keys() & same.includes.keys()
                is_equal = all(plan.includes[meter] == same.includes[meter] for meter in includes)
                if not (is_equal and self._same(plan.amount, same.amount, one, other)):
                    yield plan, same


class Tiers(_Table, frozen=True):
    """Rates of large requests: `above 200k input: input $6.00, output $22.50`."""

    name = "tiers"

    def short(self, value: Any) -> str:
        """Return all tiers."""
        return "; ".join(self._tier(tier, value.currency) for tier in value.items)

    def _amounts(self, table: PriceTable) -> dict[Any, Any]:
        return {(*_over(tier), meter): amount for tier in table.items for meter, amount in tier.rates.items()}

    def disputed(self, one: PriceTable, other: PriceTable) -> tuple[PriceTable, PriceTable]:
        """Return the rates of tiers that differ, or whole tables whose tiers begin elsewhere."""
        ours, theirs = ({_over(tier) for tier in table.items} for table in (one, other))
        return super().disputed(one, other) if ours == theirs else (one, other)

    def _disputed(self, one: PriceTable, other: PriceTable) -> Iterator[tuple[Any, Any]]:
        theirs = {_over(tier): tier for tier in other.items}
        for tier in one.items:
            ours, rates = tier.rates, theirs[_over(tier)].rates
            both = (meter for meter in ours if meter in rates)
            meters = [meter for meter in both if not self._same(ours[meter], rates[meter], one, other)]
            if meters:
                yield tuple(replace(tier, rates={key: each[key] for key in meters}) for each in (ours, rates))

    def _tier(self, tier: Any, currency: str) -> str:
        rates = ", ".join(
            f"{self._label(meter)} {'unknown' if amount is None else money.price(amount, currency)}"
            for meter, amount in tier.rates.items()
        )
        over = self._quantities(tier.over)
        return f"above {over or 'what cannot be read'}: {rates or 'unknown'}"


def _over(tier: Any) -> tuple[Any, ...]:
    return tuple(sorted(tier.over.items()))
