"""What the values of a tool rest on: a page or a review, the day when it was read, its words, and a note.

What was imported rests on a source and the day on which it was seen there.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.comparison.cards import Card
from vcompare.fields import Field, Registry
from vcompare.model import Disagreement, Fact, Origin, Rate
from vcompare.text.words import possessive


class Evidence(Struct, frozen=True):
    """What a value rests on. `done` says what was done on the `day`: a page was read, votes were counted.

    `origin` is where the value was imported from, and `others` say what other sources have in its place.
    """

    address: str | None = None
    title: str | None = None
    day: datetime.date | None = None
    done: str = "read"
    origin: Origin | None = None
    quote: str | None = None
    note: str | None = None
    others: tuple[str, ...] = ()

    @property
    def source(self) -> "Evidence":
        """The same without what is about the value alone."""
        return Evidence(self.address, self.title, self.day, self.done, self.origin)


def evidence(field: Field, card: Card, name: str) -> Evidence | None:
    """Return what the value in a row rests on, None where nothing is given; the tool is called `name`."""
    others = tuple(_said(field, one) for one in card.disagreements or () if _is_on(one, field))
    found = Evidence(origin=_origin(field, card), others=others)
    if fact := card.tool.specs.get(field.spec):
        found = _of(fact, card, others)
    elif field.meter and (rate := card.tool.pricing and card.tool.pricing.rates.get(field.meter)):
        found = _of(rate, card, others)
    elif field.path in _OF_PRICING and (pricing := card.tool.pricing):
        day = None if found.origin else pricing.checked
        title = _title(card, pricing.source)
        found = Evidence(pricing.source, title, day, origin=found.origin, others=others)
    elif field.path == "community.ship_percent" and (tally := card.tally):
        found = Evidence(tally.source, None, tally.counted, "counted")
    elif field.reviewer and (opinion := card.opinion(field.reviewer)) and opinion.date:
        found = Evidence(None, f"{possessive(opinion.name)} review of {name}", opinion.date, "written")
    return found if found not in _EMPTY else None


def offer_evidence(seller: str, card: Card, fields: Registry) -> list[Evidence]:
    """Return what an offer and its rates rest on, a page at a time, with all that is quoted."""
    offer, origin = card.tool.offers[seller], card.origins.get(f"offers.{seller}")
    others = tuple(_differing(seller, card, fields))
    whole = Evidence(offer.source, _title(card, offer.source), offer.checked, origin=origin, others=others)
    imported = (fact for fact in offer.specs.values() if fact.origin)
    each = dict.fromkeys(_of(one, card) for one in (*offer.rates.values(), *imported))
    more = (one for one in each if one != replace(whole, others=()))
    return [one for one in (whole, *more) if one not in _EMPTY]


def _differing(seller: str, card: Card, fields: Registry) -> Iterator[str]:
    for one in card.disagreements or ():
        if one.seller == seller:
            field = fields[one.field]
            yield f"{field.row}: {_said(field, one)}"


def _of(value: Fact | Rate, card: Card, others: tuple[str, ...] = ()) -> Evidence:
    title = _title(card, value.source)
    return Evidence(value.source, title, value.checked, "read", value.origin, value.quote, value.note, others)


def _origin(field: Field, card: Card) -> Origin | None:
    """Return where a built-in field was imported from; of who sells a tool, if that is one source."""
    if field.path != "sellers":
        return card.origins.get(field.path)
    origins = {card.origins.get(f"offers.{seller}") for seller in card.tool.offers}
    return origins.pop() if len(origins) == 1 else None


def _is_on(one: Disagreement, field: Field) -> bool:
    return not one.seller and one.field == field.path


def _said(field: Field, one: Disagreement) -> str:
    apart = f" ({one.apart})" if one.apart else ""
    return f"{one.by.source} has {field.exact(one.other)}{apart}, seen {one.by.seen}"


_OF_PRICING = {"pricing.summary", "pricing.tiers", "pricing.plans"}
_EMPTY: Any = (Evidence(), Evidence(done="counted"))


def _title(card: Card, address: str | None) -> str | None:
    """Return what a tool's file calls the page at an address."""
    return next((page.title for page in card.tool.sources.values() if page.url == address), None)
