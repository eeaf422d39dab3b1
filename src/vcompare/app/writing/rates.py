"""Rates, and other amounts of money, as people type them into a table that has a currency."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from vcompare.app.arguments import wrong_value
from vcompare.app.writing.facts import Patch, changed, patch_in
from vcompare.app.writing.keys import SpecKey, inline_table, refuse_other_than_utf8
from vcompare.app.writing.places import Path, inside
from vcompare.errors import VcompareError
from vcompare.fields.kinds import Amount
from vcompare.fields.kinds.price import CODES
from vcompare.fields.meant import UNKNOWN
from vcompare.text import amounts
from vcompare.text.money import plain
from vcompare.text.numerals import numbers
from vcompare.text.safe import one_line

_WANTED = "an amount of money, such as 3, 0.25 or $3"
_FREE = {"free", "none", "nothing", "no", "gratis"}


class RateKey(SpecKey):
    """The key of the rate of a meter, whose value is as a file has it: bare, or a table with evidence."""

    __slots__ = ()

    @property
    def option(self) -> str:
        """What a person types to set it when a tool is added."""
        return f"--rate {self.field.meter}"

    @property
    def _table(self) -> Path:
        return self.path[:2] if self.path[0] == "offers" else self.path[:1]

    @property
    def about(self) -> str:
        """What a person can type for a value, in words."""
        return one_line(f"{_WANTED}, for {self.field.kind.of}")  # type: ignore[attr-defined] # it is an Amount

    @property
    def in_file(self) -> str:
        """What a value looks like in a file, and what it is about."""
        return one_line(f"{self.field.label}; an amount for {self.field.kind.of}")  # type: ignore[attr-defined]

    def read(self, text: str | Sequence[str], called: str) -> Patch:
        """Return the patch of what was typed, in the currency of the catalog."""
        return self.read_in(self.field.kind.currencies.main, str(text), called)  # type: ignore[attr-defined]

    def read_in(self, currency: str | None, text: str, called: str) -> Patch:
        """Return the patch of what was typed into a table of a currency, None if it has none yet."""
        if table := inline_table(text):
            return patch_in(self.field, table) or {}
        return {"amount": read_amount(self.field.kind, text, called, currency, self._table)}

    def value_in(self, currency: str | None, text: str) -> Any:
        """Return the value of what was typed, as a file has it; what cannot be read stays text."""
        try:
            return changed(self.field, None, self.read_in(currency, text, self.name))
        except VcompareError:
            return text


def currency_in(data: Any, table: Path, otherwise: str | None) -> str | None:
    """Return the currency of a table of prices, which may be that of the catalog."""
    own = (inside(data, *table) or {}).get("currency")
    return own if isinstance(own, str) else otherwise


def currency_named(text: str) -> str | None:
    """Return the currency that an amount names as a person typed it, None where it names none."""
    try:
        return amounts.typed(text).currency
    except ValueError:
        return None


def read_amount(
    kind: Any, text: str, called: str, currency: str | None = None, table: Sequence[str] = ("pricing",)
) -> Any:
    """Return, as TOML has it, an amount that was typed into a table of a currency, None for any.

    Raises VcompareError, with what to write instead, for what is no amount, or not clearly one.
    """
    refuse_other_than_utf8(called.strip("`"), text)
    try:
        typed = amounts.typed(text)
    except ValueError:
        raise wrong_value(called, _WANTED, text, _remedy(text)) from None
    if typed.letter == "M" or typed.amount < 0:
        hint = f"write {text.strip().removesuffix('M')}/M if it is per million" if typed.letter else None
        raise wrong_value(called, _WANTED, text, hint or "write 0 or more")
    if typed.currency and currency and typed.currency != currency:
        _refuse_currency(typed.currency, currency, text, called, table)
    if typed.per:
        _refuse_other_quantity(kind, typed, text, called)
    try:
        kind.read(plain(typed.amount))
    except ValueError:
        raise wrong_value(called, "an amount of at most 18 digits on each side of the point", text) from None
    return kind.stored(typed.amount)


def _remedy(text: str) -> str | None:
    word = text.strip().casefold()
    if word in UNKNOWN:
        return "leave it empty: what is absent is unknown"
    if word in _FREE:
        return "write 0 if it costs nothing"
    found = numbers(text)
    exact = [plain(meaning) for one in found for meaning in one.meanings] if len(found) == 1 else []
    return f"write {' or '.join(exact)}" if exact else None


def _refuse_currency(named: str, currency: str, text: str, called: str, table: Sequence[str]) -> NoReturn:
    is_known = named in CODES.split()
    other = f", or set `{'.'.join(table)}.currency` to {named} if all of them are" if is_known else ""
    hint = f"these prices are in {currency}: convert it{other}"
    raise wrong_value(called, f"an amount in {currency}", text, hint)


def _refuse_other_quantity(kind: Amount, typed: amounts.Typed, text: str, called: str) -> None:
    """Raise VcompareError for an amount per something else than the rate is for."""
    quantity, wanted = amounts.quantity(typed.per, kind.unit), Decimal(str(kind.per))
    if quantity == wanted:
        return
    hint = "write the amount alone"
    if quantity:
        hint = f"write {plain(typed.amount * wanted / quantity)}"
    raise wrong_value(called, f"an amount for {kind.of or 'what is billed'}", text, hint)
