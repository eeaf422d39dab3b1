"""The tables of prices in a tool's file as it has them, whatever else of the file is wrong."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from vcompare.checks.rule import Keys, TomlFile


class RawPrices(Struct, frozen=True, dict=True):
    """The prices of a tool or an offer, of which nothing was read: where they are, and their table."""

    keys: Keys
    table: dict[str, Any]

    @cached_property
    def rates(self) -> dict[str, Any]:
        """The rates by meter: amounts, or tables with one."""
        return _table(self.table, "rates")

    @cached_property
    def tiers(self) -> list[tuple[Keys, dict[str, Any], dict[str, Any]]]:
        """The tiers: where each is, its quantities and its rates."""
        items = _items(self.table, "tiers")
        return [((*self.keys, "tiers", n), _table(one, "over"), _table(one, "rates")) for n, one in items]

    @cached_property
    def plans(self) -> list[tuple[Keys, dict[str, Any]]]:
        """The plans, and where each is."""
        return [((*self.keys, "plans", number), one) for number, one in _items(self.table, "plans")]

    @property
    def specs(self) -> dict[str, Any]:
        """The specs that an offer has, by key."""
        return _table(self.table, "specs")

    @property
    def meters(self) -> set[str]:
        """The meters that are named somewhere in it."""
        tables = [self.rates, *(table for _, *both in self.tiers for table in both)]
        tables += [_table(plan, "includes") for _, plan in self.plans]
        periods = {per for _, plan in self.plans if isinstance(per := plan.get("per"), str)}
        return {*periods, *(meter for table in tables for meter in table)}


def raw_prices(file: TomlFile) -> list[RawPrices]:
    """Return the tables of prices in a tool's file: its own, and those of its offers."""
    if "raw prices" not in file.__dict__:  # several rules ask
        file.__dict__["raw prices"] = list(_each(file))
    kept: list[RawPrices] = file.__dict__["raw prices"]
    return kept


def _each(file: TomlFile) -> Iterator[RawPrices]:
    if pricing := file.get(dict, "pricing"):
        yield RawPrices(("pricing",), pricing)
    for seller, offer in (file.get(dict, "offers") or {}).items():
        if isinstance(offer, dict):
            yield RawPrices(("offers", seller), offer)


def amount_of(rate: Any) -> Any:
    """Return the amount of a rate, which may be a table."""
    return rate.get("amount") if isinstance(rate, dict) else rate


def _table(of: dict[str, Any], key: str) -> dict[str, Any]:
    value = of.get(key)
    return value if isinstance(value, dict) else {}


def _items(of: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    items = of.get(key)
    return (
        [(n, one) for n, one in enumerate(items) if isinstance(one, dict)] if isinstance(items, list) else []
    )
