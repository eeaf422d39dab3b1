"""A tool of a list: its object in JSON, which the cache keeps, and its card, decoded only where needed."""

import datetime
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

import msgspec

from vcompare.comparison.cards import Card, Community, Panel, overview
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Kind
from vcompare.model import Fact, Panelist, Period, Record, Tool

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
    fields: Registry = BUILTIN

    @cached_property
    def card(self) -> Card:
        """The card of the tool, without its reviews and what only its file says."""
        kept = _decoder().decode(self.json)
        specs = {key: _fact(fact, self.fields.specs[key].kind) for key, fact in kept.specs.items()}
        tool = Tool(**dict(zip(KEYS, _facts(kept), strict=True)), specs=specs)
        return Card(slug=self.slug, tool=tool, panel=kept.panel, community=kept.community)


def listed(record: Record, panel: Mapping[str, Panelist], fields: Registry = BUILTIN) -> Listed:
    """Compute what a list says of a tool; `fields` has those of its specs."""
    json = msgspec.json.encode(tool_payload(overview(record, panel), reviews=False))
    return Listed(record.slug, json, fields)


def with_card(tool: Listed, card: Any) -> Listed:
    """Return a tool of a list with another card, such as one that has the reviews."""
    other = Listed(tool.slug, tool.json, tool.fields)
    other.__dict__["card"] = card
    return other


def only(tools: Iterable[Listed], fields: Iterable[Field]) -> list[Listed]:
    """Return tools whose cards have nothing but what these fields need, which takes a fifth of the time.

    The fields may not be of a single reviewer.
    """
    fields = frozenset(fields)
    paths = (path for field in fields for path in (field.path, field.ordered_by))
    specs = frozenset(field for field in fields if field.spec)
    decode = _part_decoder(frozenset(path.split(".")[0] for path in paths if path), specs).decode
    return [with_card(tool, decode(tool.json)) for tool in tools]


def tool_payload(card: Card, *, reviews: bool = True) -> dict[str, Any]:
    """Return the JSON object of a tool, the same everywhere; a list leaves out the `reviews`."""
    facts = dict(zip(KEYS, _facts(card.tool), strict=True))
    specs = {key: fact_payload(fact) for key, fact in card.tool.specs.items()}
    pricing = facts.pop("pricing")
    computed = {"specs": specs, "pricing": pricing, "panel": card.panel, "community": card.community}
    return {"slug": card.slug, **facts, **computed, **({"reviews": card.reviews} if reviews else {})}


def fact_payload(fact: Fact) -> dict[str, Any]:
    """Return the JSON object of a fact."""
    return {
        "value": _plain(fact.value),
        "at_least": _plain(fact.at_least),
        "at_most": _plain(fact.at_most),
        "none": fact.none,
        "source": fact.source,
        "checked": fact.checked,
        "quote": fact.quote,
        "note": fact.note,
        "from": None,
        "seen": None,
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Period) else value


class _KeptFact(msgspec.Struct):
    """A fact in JSON, as far as it is compared. Its kind is that of its field."""

    kind: ClassVar[Kind]

    value: Any
    at_least: Any
    at_most: Any
    none: bool

    @property
    def content(self) -> Any:
        return _fact(self, self.kind).content


class _WholeFact(_KeptFact):
    source: str | None
    checked: datetime.date | None
    quote: str | None
    note: str | None


def _fact(kept: Any, kind: Kind) -> Fact:
    """Return a fact that was kept in JSON, its values of the kind again."""
    values = {key: getattr(kept, key) for key in ("value", "at_least", "at_most")}
    read: dict[str, Any] = {key: None if value is None else kind.read(value) for key, value in values.items()}
    read |= {key: getattr(kept, key) for key in _WholeFact.__struct_fields__[3:] if hasattr(kept, key)}
    return Fact(**read)


class _KeptSpecs(msgspec.Struct):
    """Some of the specs of a tool, under their keys."""

    places: ClassVar[Mapping[str, str]]

    def __getattr__(self, key: str) -> Any:
        return getattr(self, self.places[key])


def _specs_type(fields: Iterable[Field]) -> Any:
    """Return the type of specs of which only those of these fields are decoded."""
    places = {field.spec: f"spec_{number}" for number, field in enumerate(fields)}
    kept = [
        (
            places[field.spec],
            msgspec.defstruct("KeptFact", [], bases=(_KeptFact,), namespace={"kind": field.kind}) | None,
            msgspec.field(name=field.spec, default=None),
        )
        for field in fields
    ]
    return msgspec.defstruct(
        "KeptSpecs", kept, bases=(_KeptSpecs,), namespace={"places": places}, frozen=True
    )


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
def _part_decoder(keys: frozenset[str], specs: frozenset[Field]) -> "msgspec.json.Decoder[Any]":
    known = {**_types(), "specs": _specs_type(specs)}
    types = [(key, type_) for key, type_ in known.items() if key in keys]
    return msgspec.json.Decoder(msgspec.defstruct("Part", types, bases=(_Part,), frozen=True))


def _types() -> dict[str, Any]:
    """Return the types of what the JSON object of a tool holds."""
    facts = {field.name: _unconstrained(field.type) for field in msgspec.structs.fields(Tool)}
    computed = {"specs": dict[str, _WholeFact], "panel": Panel, "community": Community}
    return {"slug": str, **{key: facts[key] for key in KEYS}, **computed}


def _unconstrained(of: Any) -> Any:
    origin, parts = get_origin(of), tuple(map(_unconstrained, get_args(of)))
    if origin is None:
        return of
    if origin is Annotated:
        return parts[0]
    return Union[parts] if origin is UnionType else origin[parts]  # noqa: UP007 - it is made at run time
