"""A tool of a list: its object in JSON, which the cache keeps, and its card, decoded only where needed."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from vcompare.comparison.cards import Card, Community, Panel, overview
from vcompare.fields import BUILTIN, Field
from vcompare.model import Panelist, Record, Tool

_FIRST_KEYS = ("name", "short_name", "tagline", "category", "entry", "best_for", "description")
"""These have had this order since the first version of the schema; others come as in the model."""
KEYS = tuple(
    key
    for key in dict.fromkeys((*_FIRST_KEYS, *Tool.__struct_fields__))
    if any(field.keys[0] == key and field.group != "file" for field in BUILTIN.stored)
)
"""The facts about a tool that its JSON object holds."""
_facts = attrgetter(*KEYS)


class Listed(msgspec.Struct, frozen=True, dict=True):
    """A tool of a list, with its JSON object as bytes."""

    slug: str
    json: bytes

    @cached_property
    def card(self) -> Card:
        """The card of the tool, without its reviews and what only its file says."""
        kept = _decoder().decode(self.json)
        tool = Tool(**dict(zip(KEYS, _facts(kept), strict=True)))
        return Card(slug=self.slug, tool=tool, panel=kept.panel, community=kept.community)


def listed(record: Record, panel: Mapping[str, Panelist]) -> Listed:
    """Compute what a list says of a tool."""
    return Listed(record.slug, msgspec.json.encode(tool_payload(overview(record, panel), reviews=False)))


def with_card(tool: Listed, card: Any) -> Listed:
    """Return a tool of a list with another card, such as one that has the reviews."""
    other = Listed(tool.slug, tool.json)
    other.__dict__["card"] = card
    return other


def only(tools: Iterable[Listed], fields: Iterable[Field]) -> list[Listed]:
    """Return tools whose cards have nothing but what these fields need, which takes a fifth of the time.

    The fields may not be of a single reviewer.
    """
    paths = (path for field in fields for path in (field.path, field.ordered_by))
    decode = _part_decoder(frozenset(path.split(".")[0] for path in paths if path)).decode
    return [with_card(tool, decode(tool.json)) for tool in tools]


def tool_payload(card: Card, *, reviews: bool = True) -> dict[str, Any]:
    """Return the JSON object of a tool, the same everywhere; a list leaves out the `reviews`."""
    facts = dict(zip(KEYS, _facts(card.tool), strict=True))
    computed = {"panel": card.panel, "community": card.community}
    return {"slug": card.slug, **facts, **computed, **({"reviews": card.reviews} if reviews else {})}


@cache
def _decoder() -> "msgspec.json.Decoder[Any]":
    """Return a decoder that checks no constraints, which takes most of the time: they were checked before."""
    return msgspec.json.Decoder(msgspec.defstruct("Kept", [*_types().items()], frozen=True))


class _Part(msgspec.Struct, frozen=True):
    """A part of a tool's JSON object that passes for a card, of which `tool` has the facts."""

    @property
    def tool(self) -> "_Part":
        return self


@cache
def _part_decoder(keys: frozenset[str]) -> "msgspec.json.Decoder[Any]":
    types = [(key, type_) for key, type_ in _types().items() if key in keys]
    return msgspec.json.Decoder(msgspec.defstruct("Part", types, bases=(_Part,), frozen=True))


def _types() -> dict[str, Any]:
    """Return the types of what the JSON object of a tool holds."""
    facts = {field.name: _unconstrained(field.type) for field in msgspec.structs.fields(Tool)}
    return {"slug": str, **{key: facts[key] for key in KEYS}, "panel": Panel, "community": Community}


def _unconstrained(of: Any) -> Any:
    origin, parts = get_origin(of), tuple(map(_unconstrained, get_args(of)))
    if origin is None:
        return of
    if origin is Annotated:
        return parts[0]
    return Union[parts] if origin is UnionType else origin[parts]  # noqa: UP007 - it is made at run time
