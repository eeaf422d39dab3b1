"""A tool of a list: its object in JSON, which the cache keeps, and its card, decoded only where needed."""

from collections.abc import Mapping
from functools import cache, cached_property
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from vcompare.comparison.cards import Card, Community, Panel, overview
from vcompare.comparison.objects import (
    DisagreementObject,
    FactObject,
    OfferObject,
    OriginObject,
    PricesObject,
    fact_payload,
    facts_from,
    offer_from,
    offer_payload,
    origin_payload,
    prices_from,
    prices_payload,
)
from vcompare.fields import BUILTIN, Registry
from vcompare.model import Panelist, Record, Tool
from vcompare.text.json import encoded

_FIRST_KEYS = ("name", "short_name", "tagline", "category", "entry", "best_for", "description")
"""These have had this order since the first version of the schema; others come as in the model."""
KEYS = tuple(
    key
    for key in dict.fromkeys((*_FIRST_KEYS, *Tool.__struct_fields__))
    if any(field.keys[0] == key and field.group != "file" for field in BUILTIN.stored)
)
"""The facts about a tool that its JSON object holds."""
_facts = attrgetter(*KEYS)
_OPTIONAL: dict[str, Any] = {
    "disagreements": list[DisagreementObject] | None,
    "imported": dict[str, OriginObject] | None,
}
"""The types of what only some tools have."""


class Listed(msgspec.Struct, frozen=True, dict=True):
    """A tool of a list, with its JSON object, escaped; what the cache keeps in short `has_opinions`, too."""

    slug: str
    json: bytes
    fields: Registry = BUILTIN
    has_opinions: bool = False

    @cached_property
    def card(self) -> Card:
        """The card of the tool, without its reviews and what only its file says."""
        kept = _decoder().decode(self.json)
        facts = dict(zip(KEYS, _facts(kept), strict=True))
        facts["pricing"] = kept.pricing and prices_from(kept.pricing)
        offers = {seller: offer_from(offer, self.fields) for seller, offer in kept.offers.items()}
        tool = Tool(**facts, specs=facts_from(kept.specs, self.fields), offers=offers)
        origins = {path: one.origin for path, one in (kept.imported or {}).items()}
        disputed = kept.disagreements
        if disputed:
            from vcompare.comparison.disagreements import disagreement_from

            disputed = [disagreement_from(one, self.fields, tool, origins) for one in disputed]
        return Card(
            slug=self.slug,
            tool=tool,
            panel=kept.panel,
            community=kept.community,
            origins=origins,
            disagreements=None if disputed is None else tuple(disputed),
        )


def listed(record: Record, panel: Mapping[str, Panelist], fields: Registry = BUILTIN) -> Listed:
    """Compute what a list says of a tool; `fields` has those of its specs."""
    return Listed(record.slug, encoded(list_payload(record, panel)), fields)


def list_payload(record: Record, panel: Mapping[str, Panelist]) -> dict[str, Any]:
    """Return the JSON object of a tool in a list."""
    return tool_payload(overview(record, panel), reviews=False)


def with_card(tool: Listed, card: Any) -> Listed:
    """Return a tool of a list with another card, such as one that has the reviews."""
    other = Listed(tool.slug, tool.json, tool.fields, tool.has_opinions)
    other.__dict__["card"] = card
    return other


def tool_payload(card: Card, *, reviews: bool = True) -> dict[str, Any]:
    """Return the JSON object of a tool, the same everywhere; a list leaves out the `reviews`."""
    facts = dict(zip(KEYS, _facts(card.tool), strict=True))
    facts.pop("pricing")
    computed: dict[str, Any] = {
        "specs": {key: fact_payload(fact) for key, fact in card.tool.specs.items()},
        "pricing": card.tool.pricing and prices_payload(card.tool.pricing),
        "offers": {seller: offer_payload(offer, seller) for seller, offer in card.tool.offers.items()},
        "panel": card.panel,
        "community": card.community,
    }
    if card.disagreements is not None:
        from vcompare.comparison.disagreements import disagreement_payload

        computed["disagreements"] = [disagreement_payload(one) for one in card.disagreements]
    if card.origins:
        computed["imported"] = {path: origin_payload(origin) for path, origin in card.origins.items()}
    return {"slug": card.slug, **facts, **computed, **({"reviews": card.reviews} if reviews else {})}


@cache
def _decoder() -> "msgspec.json.Decoder[Any]":
    """Return a decoder that checks no constraints, which takes most of the time: they were checked before."""
    return msgspec.json.Decoder(struct_of("Kept", types()))


def types() -> dict[str, Any]:
    """Return the types of what the JSON object of a tool holds."""
    facts = {field.name: _unconstrained(field.type) for field in msgspec.structs.fields(Tool)}
    prices = {"pricing": PricesObject | None, "offers": dict[str, OfferObject]}
    computed = {"specs": dict[str, FactObject], **prices, "panel": Panel, "community": Community}
    return {"slug": str, **{key: facts[key] for key in KEYS}, **computed, **_OPTIONAL}


def struct_of(name: str, types: Mapping[str, Any], bases: tuple[type, ...] = ()) -> Any:
    """Make a struct with fields of these types; what only some objects have is None in the others."""
    fields = [(key, kind, None) if key in _OPTIONAL else (key, kind) for key, kind in types.items()]
    return msgspec.defstruct(name, fields, bases=bases or None, frozen=True)


def _unconstrained(of: Any) -> Any:
    origin, parts = get_origin(of), tuple(map(_unconstrained, get_args(of)))
    if origin is None:
        return of
    if origin is Annotated:
        return parts[0]
    return Union[parts] if origin is UnionType else origin[parts]  # noqa: UP007 - it is made at run time
