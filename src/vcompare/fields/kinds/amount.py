"""An amount of money that can be computed with."""

import re
from decimal import Decimal
from typing import Any

from vcompare.fields.kinds.currencies import Currencies
from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Operator, Trend, compare, moved
from vcompare.model import Bounds, Money
from vcompare.text import money
from vcompare.text.words import singular

_WRITTEN = re.compile(r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
_DIGITS = 15
"""So many significant digits of a number survive in a floating-point number."""
_LONGEST = 40
"""No amount is longer, and Python makes no number of a text that is much longer."""
_SAME_WORTH = Decimal("0.01")
_ROUNDING = Decimal("0.00001")
"""So far apart, as a share, may be amounts that were written with fewer digits, such as $0.0833333."""
_MORE = Decimal("Infinity")


class Amount(Kind, frozen=True):
    """An amount of money, for `per` times a `unit`. Values are `Money`.

    Amounts of different currencies are only compared where the catalog says what these are worth.
    """

    currencies: Currencies = Currencies()
    per: int | float = 1
    unit: str = ""

    name = "amount"
    style = "number"
    metavar = "AMOUNT"
    blank = ""
    operators = (*EQUALITY, *ORDER)
    has_bounds = False
    lowest, highest = (0, "", Decimal(0)), (0, "", _MORE)
    example = "an amount such as 3, 0.25 or $3"
    comparison = "<=", "3"
    wanted = 'an amount of money, 0 or more, such as 3, 0.25 or "0.125"'

    @property
    def of(self) -> str:
        """What the amount is for: `1M tokens`, or `request`."""
        from vcompare.fields.kinds.quantity import Measure

        return singular(self.unit) if self.per == 1 else f"{Measure().short(self.per)} {self.unit}"

    def parse(self, text: str) -> Any:
        """Return the amount that a person typed as a file has it, if it is one of the main currency."""
        try:
            typed = self.operand(text)
        except ValueError:
            return text
        return text if typed.currency != self.currencies.main else self.stored(typed.amount)

    def read(self, value: Any) -> Decimal:
        """Return the amount that a file has, exactly."""
        text = value.strip() if isinstance(value, str) else "" if isinstance(value, bool) else _number(value)
        if not _WRITTEN.fullmatch(text) or (isinstance(value, float) and _digits(text) > _DIGITS):
            raise ValueError(self.wanted)
        return Decimal(text)

    def stored(self, value: Any) -> Any:
        """Return an amount as TOML has it: a number, or a text where that would not be exact, or legible."""
        exact = money.plain(value)
        if _digits(exact) > _DIGITS or len(exact) > _LONGEST:
            return exact
        number = float(exact) if "." in exact else int(exact)
        return exact if "e" in repr(number) else number

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of an amount: a number, or a text where a number would not be exact."""
        pattern = f"^{_WRITTEN.pattern}(?![\\s\\S])"
        number = {"type": "number", "minimum": 0, "exclusiveMaximum": 10**18}
        return {"anyOf": [number, {"type": "string", "pattern": pattern}]}

    def typed(self, value: Any) -> str:
        """Return the amount without its currency."""
        return money.plain(value.amount if isinstance(value, Money) else value)

    def order(self, value: Any) -> Any:
        """Order amounts of the main currency first, then the others, each currency by itself."""
        converted = self.currencies.converted(value)
        return (1, value.currency, value.amount) if converted is None else (0, "", converted)

    def worth(self, order: Any) -> Any:
        """Return the amount."""
        return order[-1]

    def giver(self, value: Any) -> Any:
        """Return the currency that an amount can be compared in."""
        ends = (value.at_least, value.at_most) if isinstance(value, Bounds) else (value,)
        return frozenset(self.order(end)[1] for end in ends if end is not None)

    def operand(self, text: str) -> Any:
        """Return the amount that a filter compares with, of the main currency where it names none."""
        from vcompare.text import amounts

        typed = amounts.typed(text)
        if typed.per and amounts.quantity(typed.per, self.unit) != Decimal(str(self.per)):
            raise ValueError(text)
        return Money(typed.amount, typed.currency or self.currencies.main)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether an amount passes a filter; one that cannot be converted passes none."""
        (low, high), wanted = self.span(value), self.order(operand)
        if {low[:2], high[:2]} != {wanted[:2]}:
            return False
        return compare((low, high), operator, (wanted, wanted))

    def short(self, value: Any) -> str:
        """Return the amount exactly, with two places at least: `$5.00`, `$0.125`."""
        return money.price(value.amount, value.currency)

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say whether the amount went up or down, if both are of one currency."""
        return moved(self.span(before), self.span(after)) if _comparable(before, after) else None

    def remark(self, before: Any, after: Any) -> str:
        """Say by how many percent the amount changed."""
        from vcompare.fields.kinds.quantity import Measure

        if isinstance(before, Bounds) or isinstance(after, Bounds) or not _comparable(before, after):
            return ""
        return Measure().remark(before.amount, after.amount)

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether two amounts are the same but for rounding; what cannot be compared may be.

        A rate between currencies is of one day: what it converts to is taken for the same within a percent.
        """
        if one.currency == other.currency:
            return bool(abs(one.amount - other.amount) <= _ROUNDING * max(one.amount, other.amount))
        ours, theirs = self.currencies.converted(one), self.currencies.converted(other)
        if ours is None or theirs is None:
            return True
        return abs(ours - theirs) <= _SAME_WORTH * max(ours, theirs)

    def distance(self, one: Any, other: Any) -> str:
        """Say by how many percent the other amount is more or less, in one currency."""
        if one.currency == other.currency:
            return self.remark(one, other)
        main = self.currencies.main
        both = (Money(self.currencies.converted(each) or Decimal(0), main) for each in (one, other))
        return self.remark(*both)


class Expense(Amount, frozen=True):
    """What something costs in all: an amount that is shown to the cent, or two between which it lies."""

    name = "cost"
    has_bounds = True
    rounds_ranges = False

    def short(self, value: Any) -> str:
        """Return the amount to the cent, unless it is whole: `$1,240`, `$12.30`."""
        return money.rounded(value.amount, value.currency)

    def long(self, value: Any) -> str:
        """Return the amount exactly, with two places at least."""
        return money.price(value.amount, value.currency)

    def between(self, low: str, high: str) -> str:
        """Return a range; of one from nothing on only the end, as what is unknown is not nothing."""
        return f"≤ {high}" if re.fullmatch(r"\D*[0.]+", low) else super().between(low, high)


def _comparable(before: Any, after: Any) -> bool:
    ends = [end for value in (before, after) for end in _ends(value)]
    return len({end.currency for end in ends if end is not None}) == 1


def _ends(value: Any) -> tuple[Any, ...]:
    return (value.at_least, value.at_most) if isinstance(value, Bounds) else (value,)


def _number(value: Any) -> str:
    """Return a number of TOML as its shortest decimal, which up to fifteen digits is what was written."""
    return money.plain(Decimal(repr(value))) if isinstance(value, int | float) else ""


def _digits(text: str) -> int:
    return len(text.replace(".", "").strip("0"))
