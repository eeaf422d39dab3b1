"""What the cache keeps of each tool to filter and sort by: short facts, values of specs, and prices.

From that, or from its whole JSON object, only what some fields need is decoded.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, TypedDict

import msgspec

from vcompare.comparison.listed import Listed, struct_of, types, with_card
from vcompare.comparison.objects import short_prices
from vcompare.fields import Field
from vcompare.fields.kinds import Kind
from vcompare.model import NONE, Bounds, Review, Verdict

KEPT = (
    *("slug", "name", "short_name", "category", "entry", "vendor", "tags", "added", "retired"),
    *("specs", "pricing", "offers", "panel", "community", "disagreements", "opinions"),
)
"""The keys of a tool's JSON object of which lists are filtered and sorted most, and opinions on it."""
_OPINION = ("verdict", "score", "date")
"""What is kept of a review."""
_LEFT_OUT = {"pricing.summary", "pricing.source", "pricing.checked"}
"""Of prices, this is not kept: nothing is computed with it."""
_BOUNDS = ("at_least", "at_most")


def kept(payload: Mapping[str, Any], reviews: Mapping[str, Review]) -> bytes:
    """Return what is kept of a tool's JSON object; of a spec, a bare value, or a table as in a file.

    `reviews` are those of the panel, by reviewer.
    """
    shortened: dict[str, Any] = {
        "opinions": {
            reviewer: {key: getattr(review, key) for key in _OPINION} for reviewer, review in reviews.items()
        },
        "specs": {key: _short(fact) for key, fact in payload["specs"].items()},
        "pricing": payload["pricing"] and short_prices(payload["pricing"]),
        "offers": {
            seller: {"name": offer["name"], "pricing": short_prices(offer["pricing"])}
            for seller, offer in payload["offers"].items()
        },
    }
    if "disagreements" in payload:
        shortened["disagreements"] = [one["field"] for one in payload["disagreements"]]
    return msgspec.json.encode({key: payload[key] for key in KEPT if key in payload} | shortened)


def is_kept(fields: Iterable[Field]) -> bool:
    """Say whether all of these fields are kept."""
    return all(
        field.keys[-1] in _OPINION
        if field.reviewer
        else field.path not in _LEFT_OUT and _keys(field).issubset(KEPT)
        for field in _leaves(fields)
    )


def only(tools: Iterable[Listed], fields: Iterable[Field]) -> list[Listed]:
    """Return tools whose cards have nothing but what these fields need, which takes a fifth of the time.

    Where a field is of a single reviewer, the tools must have opinions.
    """
    part = reader(fields)
    return [with_card(tool, part(tool)) for tool in tools]


def reader(fields: Iterable[Field]) -> Callable[[Listed], Any]:
    """Return what reads of a tool only what these fields need, which passes for its card."""
    fields = _leaves(fields)
    keys = frozenset(key for field in fields for key in _keys(field))
    decode = _decoder(keys, frozenset(field for field in fields if field.spec)).decode
    return lambda tool: decode(tool.json)


def _leaves(fields: Iterable[Field]) -> frozenset[Field]:
    return frozenset(leaf for field in fields for leaf in field.leaves)


def _keys(field: Field) -> set[str]:
    if field.reviewer:
        return {"opinions"}
    paths = field.needs or (field.path, field.ordered_by)
    return {path.split(".")[0] for path in paths if path}


def _short(fact: Mapping[str, Any]) -> Any:
    if fact["none"]:
        return {"none": True}
    bounds = {key: fact[key] for key in _BOUNDS if fact[key] is not None}
    return bounds or fact["value"]


class _Known:
    """What is known of a spec, from what was kept of it; its kind is that of its field.

    It is read when it is asked for: most tools fail an earlier condition.
    """

    __slots__ = ("_kept",)
    kind: ClassVar[Kind]

    def __init__(self, kept: Any) -> None:
        self._kept = kept

    @property
    def content(self) -> Any:
        kept, read = self._kept, self.kind.read
        if not isinstance(kept, dict):
            return read(kept)
        if kept.get("none"):
            return NONE
        if kept.get("value") is not None:
            return read(kept["value"])
        ends = (kept.get(key) for key in _BOUNDS)
        return Bounds(*(None if end is None else read(end) for end in ends))


class _Opinion(msgspec.Struct, frozen=True):
    """What is kept of a review."""

    verdict: Verdict
    score: int | None
    date: datetime.date | None


class _Part(msgspec.Struct, frozen=True):
    """A part of a tool's JSON object that passes for a card, of which `tool` has the facts."""

    @property
    def tool(self) -> "_Part":
        return self

    def opinion(self, reviewer: str) -> "_Opinion | None":
        opinions: dict[str, _Opinion] = getattr(self, "opinions")  # noqa: B009 - only some parts have them
        return opinions.get(reviewer)


@cache
def _decoder(keys: frozenset[str], specs: frozenset[Field]) -> "msgspec.json.Decoder[Any]":
    of_specs = {field.spec: type("Known", (_Known,), {"kind": field.kind}) for field in specs}
    known = {
        **types(),
        "specs": TypedDict("Specs", of_specs, total=False),  # type: ignore[operator]
        "opinions": dict[str, _Opinion],
        "disagreements": list[Any] | None,  # they are only counted, and of each its field is kept
    }
    part = struct_of("Part", {key: kind for key, kind in known.items() if key in keys}, (_Part,))
    return msgspec.json.Decoder(part, dec_hook=type.__call__)
