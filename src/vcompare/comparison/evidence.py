"""What the values of a tool rest on: a page or a review, the day when it was read, its words, and a note."""

import datetime
from typing import Any

from msgspec import Struct

from vcompare.comparison.cards import Card
from vcompare.fields import Field
from vcompare.model import Offer
from vcompare.text.words import possessive


class Evidence(Struct, frozen=True):
    """What a value rests on. `done` says what was done on the `day`: a page was read, votes were counted."""

    address: str | None = None
    title: str | None = None
    day: datetime.date | None = None
    done: str = "read"
    quote: str | None = None
    note: str | None = None

    @property
    def source(self) -> "Evidence":
        """The same without what is about the value alone."""
        return Evidence(self.address, self.title, self.day, self.done)


def evidence(field: Field, card: Card, name: str) -> Evidence | None:
    """Return what the value in a row rests on, None where nothing is given; the tool is called `name`."""
    found: Evidence | None = None
    if fact := card.tool.specs.get(field.spec):
        found = Evidence(fact.source, _title(card, fact.source), fact.checked, "read", fact.quote, fact.note)
    elif field.meter and (rate := card.tool.pricing and card.tool.pricing.rates.get(field.meter)):
        found = Evidence(rate.source, _title(card, rate.source), rate.checked, "read", rate.quote, rate.note)
    elif field.path in _OF_PRICING and (pricing := card.tool.pricing):
        found = Evidence(pricing.source, _title(card, pricing.source), pricing.checked)
    elif field.path == "community.ship_percent" and (tally := card.tally):
        found = Evidence(tally.source, None, tally.counted, "counted")
    elif field.reviewer and (opinion := card.opinion(field.reviewer)) and opinion.date:
        found = Evidence(None, f"{possessive(opinion.name)} review of {name}", opinion.date, "written")
    return found if found not in _EMPTY else None


def offer_evidence(offer: Offer, card: Card) -> list[Evidence]:
    """Return what an offer and its rates rest on, a page at a time, with all that is quoted."""
    whole = Evidence(offer.source, _title(card, offer.source), offer.checked)
    rates = [
        Evidence(rate.source, _title(card, rate.source), rate.checked, "read", rate.quote, rate.note)
        for rate in offer.rates.values()
    ]
    return [one for one in dict.fromkeys((whole, *rates)) if one not in _EMPTY]


_OF_PRICING = {"pricing.summary", "pricing.tiers", "pricing.plans"}
_EMPTY: Any = (None, Evidence(), Evidence(done="counted"))


def _title(card: Card, address: str | None) -> str | None:
    """Return what a tool's file calls the page at an address."""
    return next((page.title for page in card.tool.sources.values() if page.url == address), None)
