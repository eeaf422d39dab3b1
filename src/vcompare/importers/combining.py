"""The records about one tool, combined to what its file has: the maker's own, and offers that differ."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from vcompare.importers.records import Facts

_NEEDED = ("name", "tagline", "category")
"""What a tool cannot be without: where its sellers do not agree, what most of them say."""


class FoundTool(Struct):
    """What was found of one tool: its names in the data set, the maker's own record, and those of sellers.

    `spelling` is what its names have in common, and `seller` whose record the maker's own is.
    """

    spelling: str
    names: list[str]
    own: Facts | None = None
    seller: str = ""
    offers: dict[str, Facts] = {}


def combined(found: FoundTool, constants: Facts, tagline: str, order: Iterable[str]) -> dict[str, Any]:
    """Return a tool in the shape of its file, its specs in an order.

    `tagline` is for one that has none of its own.
    """
    if found.own is not None:
        facts, specs, pricing = found.own.tool, found.own.specs, found.own.pricing
    else:
        facts = _agreed([offer.tool for offer in found.offers.values()])
        specs = _agreed([offer.specs for offer in found.offers.values()])
        pricing = {}
    tool = {"name": found.names[0], "tagline": tagline} | constants.tool | facts
    specs = constants.specs | specs
    specs = {key: specs[key] for key in order if key in specs}
    offers = {seller: _offer(found.offers[seller], specs) for seller in sorted(found.offers)}
    tables = {"pricing": pricing, "specs": specs, "offers": offers}
    return tool | {key: table for key, table in tables.items() if table}


def _offer(offer: Facts, specs: Mapping[str, Any]) -> dict[str, Any]:
    """Return an offer: what its seller is called, its prices, and the specs that differ from the tool's."""
    differing = {key: value for key, value in offer.specs.items() if not _same(value, specs.get(key))}
    return offer.offer | offer.pricing | ({"specs": differing} if differing else {})


def _same(one: Any, other: Any) -> bool:
    """Say whether two values mean the same: the order of a list has no meaning."""
    if one is other:
        return True
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return type(one) is type(other) and bool(one == other)


def _agreed(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what all say that say anything, in the order in which that is first said."""
    said = dict[str, list[Any]]()
    for record in records:
        for key, value in record.items():
            said.setdefault(key, []).append(value)
    agreed = dict[str, Any]()
    for key, answers in said.items():
        first = answers[0]
        if all(_same(first, other) for other in answers[1:]):
            agreed[key] = first
        elif key in _NEEDED:
            agreed[key] = Counter(answers).most_common(1)[0][0]
    return agreed
