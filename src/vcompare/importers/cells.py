"""The cells of a table as values, each read as the kind of its field reads what a person types."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Amount
from vcompare.fields.meant import UNKNOWN
from vcompare.model import Fields, Recipe
from vcompare.text import amounts
from vcompare.text.cells import as_items

BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""A column that JMESPath knows without quotation marks."""
_LONGEST = 20_000
"""A longer text is no value, and is refused where values are judged."""
Read = Callable[[str, Mapping[str, Any]], Any]


def typed(table: Any, recipe: Recipe, fields: Registry) -> Any:
    """Return a table in which texts are values, as far as its recipe takes a column as it is.

    `200k`, `yes` and `text, image` become a number, a flag and a list, which other expressions see too. What
    cannot be read stays a text, and what says that nothing is known becomes None. Days stay texts, as
    `yesterday` is another one tomorrow. Data that is no table stays as it is.
    """
    readers = dict(_readers(recipe, fields))
    if not isinstance(table, list) or not readers:
        return table
    return [_typed(row, readers) if isinstance(row, dict) else row for row in table]


def _typed(row: dict[str, Any], readers: Mapping[str, Read]) -> dict[str, Any]:
    texts = ((column, row.get(column), read) for column, read in readers.items())
    short = ((column, text, read) for column, text, read in texts if isinstance(text, str))
    return row | {column: read(text, row) for column, text, read in short if len(text) <= _LONGEST}


def _readers(recipe: Recipe, fields: Registry) -> Iterator[tuple[str, Read]]:
    """Yield what reads the texts of a column, for each whose field has values other than texts."""
    wanted = recipe.fields
    prices = wanted.pricing
    found = [
        *((BUILTIN.get(key), getattr(wanted, key)) for key in Fields.__struct_fields__),
        *((BUILTIN.get(f"pricing.{key}"), getattr(prices, key)) for key in ("tiers", "plans")),
        *((fields.meters.get(key), expression) for key, expression in prices.rates.items()),
        *((fields.specs.get(key), expression) for key, expression in wanted.specs.items()),
    ]
    currency = _column(prices.currency)
    for field, expression in found:
        column = _column(expression)
        if field is not None and column is not None and (read := _reader(field, currency)):
            yield column, read


def _column(expression: Any) -> str | None:
    """Return the column that an expression takes as it is, None for any other expression."""
    if not isinstance(expression, str):
        return None
    text = expression.strip()
    if BARE.fullmatch(text):
        return text
    try:
        return msgspec.json.decode(text, type=str) if text.startswith('"') else None
    except msgspec.DecodeError:
        return None


def _reader(field: Field, currency: str | None) -> Read | None:
    kind = field.kind
    if isinstance(kind, Amount):
        return partial(_amount, kind, currency)
    if field.path in {"pricing.tiers", "pricing.plans"}:
        return lambda text, _: _json(text)
    if kind.several:
        return lambda text, _: _unless_unknown(_items, kind, text)
    if kind.name in {"quantity", "flag", "choice"}:
        return lambda text, _: _unless_unknown(lambda kind, text: kind.parse(text), kind, text)
    return None


def _unless_unknown(parse: Callable[[Any, str], Any], kind: Any, text: str) -> Any:
    return None if text.strip().casefold() in UNKNOWN else parse(kind, text.strip())


def _items(kind: Any, text: str) -> Any:
    return as_items(text) if text.startswith("[") else kind.parse(text)


def _amount(kind: Amount, currency: str | None, text: str, row: Mapping[str, Any]) -> Any:
    """Return an amount of the row's currency; `3M` may be three per million, so it is none."""
    if text.strip().casefold() in UNKNOWN:
        return None
    try:
        letter = amounts.typed(text).letter
    except ValueError:
        return text
    main = row.get(currency) if currency else None
    if isinstance(main, str) and main.strip():
        kind = replace(kind, currencies=replace(kind.currencies, main=main.strip()))
    return text if letter == "M" else kind.parse(text)


def _json(text: str) -> Any:
    """Return the tables that a cell has as JSON."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
