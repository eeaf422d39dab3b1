"""Values of somebody else's data, judged by the model and by what the catalog declares.

Each function takes a value as a data set has it and returns what a tool's file has, of plain types that TOML
knows. It raises ValueError, with the words for what the value must be, for everything else.
"""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Any, get_origin

import msgspec

from vcompare.catalog.decode import describe, required
from vcompare.catalog.remedies import shown
from vcompare.costs.exact import CONTEXT
from vcompare.fields import Field
from vcompare.fields.kinds import Amount
from vcompare.model import Currency, Line, Name, Quantity, Tool, Url
from vcompare.text import money
from vcompare.text.conflicts import conflict
from vcompare.text.safe import is_safe

Judge = Callable[[Any], Any]

_LONGEST = {"description": 20_000}
_LONG = 1_000
_SHORT = 200
MOST = 100
_WIDEST = 25
"""So many digits before or behind the point a number can have that is looked at."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELDS = {field.encode_name: required(field.type) for field in msgspec.structs.fields(Tool)}


def said(value: Any) -> str:
    """Return a value as a message shows it, or what it is if it is large."""
    if isinstance(value, list | tuple | dict):
        return f"a {'table' if isinstance(value, dict) else 'list'} of {len(value)}"
    if isinstance(value, int) and value.bit_length() > _WIDEST * 3:
        return "a huge number"
    return shown(value)


def of_field(key: str) -> Judge:
    """Return what judges a field that every tool may have, by its key."""
    judge = partial(_builtin, _FIELDS[key], _LONGEST.get(key, _LONG))
    return partial(_markdown, judge) if key == "description" else judge


def _markdown(judge: Judge, value: Any) -> Any:
    text = judge(value)
    if conflict(text) is not None:
        raise ValueError("text without the lines of a merge conflict")
    if "<" in text or "[" in text:
        from vcompare.text.markdown import raw_html, unsafe_links

        if raw_html(text) or unsafe_links(text):
            raise ValueError("Markdown without HTML, and with links to http, https and mailto only")
    return text


def currency(value: Any) -> Any:
    """Judge the currency of a record's prices."""
    return _builtin(Currency, _LONG, value)


def address(value: Any) -> Any:
    """Judge the address of the page that states the prices of a record."""
    return _builtin(Url, _LONG, value)


def summary(value: Any) -> Any:
    """Judge what a record says of its prices in words."""
    return _builtin(Line, _LONG, value)


def version(value: Any) -> Any:
    """Judge what a data set calls its state: a text, or a number."""
    return _builtin(Line, _SHORT, str(value) if type(value) in {int, Decimal} else value)


def of_name(value: Any) -> Any:
    """Judge the name of a seller."""
    return _builtin(Name, _LONG, value)


def of_spec(field: Field) -> Judge:
    """Return what judges a spec."""
    kind = field.kind
    return lambda value: kind.stored(kind.read(_plain(value, _LONG)))


def of_rate(field: Field, per: float | None) -> Judge:
    """Return what judges the rates of a meter, which the data has for `per` units; None is as the catalog."""
    factor = _factor(getattr(field.kind, "per", 1), per)
    return lambda value: amount(value, factor)


def _factor(wanted: float, given: float | None) -> Decimal:
    """Return what an amount is multiplied by, if that can be said exactly."""
    if given is None or given == wanted:
        return Decimal(1)
    return CONTEXT.divide(Decimal(repr(wanted)), Decimal(repr(given)))


def amount(value: Any, factor: Decimal = Decimal(1)) -> Any:
    """Judge an amount of money; it is exact, whatever it is for."""
    number = _decimal(value)
    if number is None:
        raise ValueError(Amount.wanted)
    exact = Amount().read(money.plain(CONTEXT.multiply(number, factor)))
    return Amount().stored(exact)


def quantity(value: Any) -> Any:
    """Judge a number of units."""
    try:
        return msgspec.convert(_number(value), Quantity)
    except msgspec.ValidationError:
        raise ValueError(describe(Quantity)) from None


def tiers(rates: Mapping[str, Judge], value: Any) -> Any:
    """Judge the tiers of prices. Rates that are unknown are left out, and tiers that have none."""
    known = [tier for item in _items(value, "a list of tiers") if (tier := _tier(item, rates))["rates"]]
    if not all(tier["over"] for tier in known):
        raise ValueError("a list of tiers, each `over` some quantity")
    known.sort(key=lambda tier: list(tier["over"].values()))
    if any(_implies(one["over"], other["over"]) for one, other in combinations(known, 2)):
        raise ValueError("a list of tiers of which each applies to some requests")
    return known or None


def _implies(more: Mapping[str, Any], less: Mapping[str, Any]) -> bool:
    """Say whether every request that exceeds some quantities exceeds others too."""
    return all(meter in more and much <= more[meter] for meter, much in less.items())


def plans(meters: Mapping[str, Judge], value: Any) -> Any:
    """Judge the plans of a tool."""
    return [_plan(item, meters) for item in _items(value, "a list of plans")] or None


def _tier(item: Any, judges: Mapping[str, Judge]) -> dict[str, Any]:
    over, rates = (_table(item, key, "tables with `over` and `rates`") for key in ("over", "rates"))
    known = _each(rates, judges)
    asked = {meter for meter, much in over.items() if much is not None} if known else set[str]()
    if not asked <= judges.keys():
        raise ValueError("a list of tiers, each `over` quantities of meters of this catalog")
    return {"over": _each(over, {meter: quantity for meter in judges if meter in asked}), "rates": known}


def _each(values: Mapping[str, Any], judges: Mapping[str, Judge]) -> dict[str, Any]:
    return {key: judge(values[key]) for key, judge in judges.items() if values.get(key) is not None}


def _plan(item: Any, meters: Mapping[str, Judge]) -> dict[str, Any]:
    includes = _table(item, "includes", "tables with `name`, `amount` and `per`")
    included = _each(includes, dict.fromkeys(meters, quantity))
    plan = {
        "name": of_name(item.get("name")),
        "amount": amount(item.get("amount")),
        "per": _builtin(str, _LONG, item.get("per")),
    }
    if plan["per"] not in {"month", "year", *meters}:
        raise ValueError('a list of plans, each per meter of this catalog, "month" or "year"')
    return plan | ({"includes": included} if included else {})


def _table(item: Any, key: str, wanted: str) -> Mapping[str, Any]:
    table = item.get(key) if isinstance(item, dict) else item
    if not isinstance(item, dict) or not isinstance(table, dict | None):
        raise ValueError(f"a list of {wanted}")  # noqa: TRY004 - a wrong value, as for every kind
    if table and len(table) > MOST:
        raise ValueError(f"a list of {wanted}, each of at most {MOST} keys")
    return table or {}


def _items(value: Any, wanted: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(wanted)  # noqa: TRY004 - a wrong value, as for every kind
    if len(value) > MOST:
        raise ValueError(f"{wanted}, at most {MOST}")
    return value


def _builtin(kind: Any, longest: int, value: Any) -> Any:
    plain = _plain(value, longest)
    if kind is datetime.date and isinstance(plain, str) and _DAY.fullmatch(plain):
        return datetime.date.fromisoformat(plain)
    try:
        converted = msgspec.convert(plain, kind, builtin_types=(datetime.date,))
    except msgspec.ValidationError:
        raise ValueError(describe(kind)) from None
    return list(converted) if get_origin(kind) is tuple else converted


def _plain(value: Any, longest: int) -> Any:
    """Return a value of a type that TOML knows, its texts stripped and safe to write and to show."""
    if isinstance(value, str):
        text = value.strip()
        if len(text) > longest:
            raise ValueError(f"no longer than {longest:,} characters")
        if not is_safe(text) or (
            "\t" in text and longest < _LONGEST["description"]
        ):  # only Markdown has tabs
            raise ValueError("text without invisible or control characters")
        return text
    if isinstance(value, list | tuple):
        return [_plain(item, longest) for item in _flat(value)]
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return _number(value)
    if value is None or isinstance(value, bool | datetime.date):
        return value
    raise ValueError("no table")


def _flat(value: list[Any] | tuple[Any, ...]) -> list[Any] | tuple[Any, ...]:
    if len(value) > MOST:
        raise ValueError(f"a list of at most {MOST} items")
    if any(isinstance(item, list | tuple | dict) for item in value):
        raise ValueError("a list without lists or tables in it")
    return value


def _number(value: Any) -> Any:
    """Return a number as TOML has it: whole if it is."""
    exact = _decimal(value) if not isinstance(value, str) else None
    if exact is None:
        raise ValueError("a number that is neither huge nor infinite")
    if exact == exact.to_integral_value() and not isinstance(value, float):
        return int(exact)
    return float(exact)


def _decimal(value: Any) -> Decimal | None:
    """Return a number exactly; None for what is none, for infinity, and for one too long to be written."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, float):
        value = Decimal(repr(value)) if math.isfinite(value) else None
    elif isinstance(value, int):
        value = Decimal(value) if value.bit_length() < _WIDEST * 3 else None
    elif isinstance(value, str):
        text = value.strip()
        value = Decimal(text) if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", text) else None
    if value is None or not value.is_finite() or value.adjusted() > _WIDEST:
        return None
    return value if int(value.as_tuple().exponent) > -2 * _WIDEST else None
