"""Which dated facts are older than a catalog allows."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from vcompare.checks.freshness import StaleFact, fresh_days, stale_facts
from vcompare.model import Fact, Offer, Pricing, Record, Review, Settings, Tool

_IN_WORDS = ("summary", "tiers", "plans")
"""What rests on the page of the prices itself, besides rates that name no other."""


class Stale(Struct, frozen=True, omit_defaults=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old.

    `specs` and `rates` are the keys of those that were read together from one page, none where these are all
    prices; `offer` is the name of the seller whose they are, if not the tool's own.
    """

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int
    specs: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    offer: str | None = None


class _Found(Struct, frozen=True):
    """What is stale in one file, and the rule that finds it."""

    rule: str
    field: str
    fact: StaleFact
    specs: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    offer: str | None = None


def stale(records: Iterable[Record], settings: Settings, today: datetime.date) -> list[Stale]:
    """Return what `check` finds stale: what the catalog does not ignore and no file allows; oldest first."""
    found = []
    for record in records:
        files: list[tuple[str | None, Tool | Review]] = [(None, record.tool), *record.reviews.items()]
        for reviewer, file in files:
            for one in _in_file(file, settings, today):
                if one.rule in settings.check.ignore or one.rule in file.allow:
                    continue
                field = f"reviews.{reviewer}.{one.field}" if reviewer else one.field
                at = (record.slug, record.tool.name, reviewer, field)
                dates = (one.fact.date, one.fact.since, one.fact.days)
                found.append(Stale(*at, *dates, one.specs, one.rates, one.offer))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


def _in_file(file: Tool | Review, settings: Settings, today: datetime.date) -> Iterator[_Found]:
    if isinstance(file, Review):
        dated = [("review", ("date",), file.date, settings.freshness.reviews)]
        yield from (_Found("stale-review", "date", fact) for fact in stale_facts(dated, today))
        return
    yield from _of_prices("pricing", file.pricing, settings, today)
    yield from _of_specs("specs", file.specs, settings, today)
    for seller, offer in file.offers.items():
        name = offer.name or seller
        yield from _of_prices(f"offers.{seller}", offer, settings, today, name)
        yield from _of_specs(f"offers.{seller}.specs", offer.specs, settings, today, name)


def _of_specs(
    path: str, specs: Mapping[str, Fact], settings: Settings, today: datetime.date, offer: str | None = None
) -> Iterator[_Found]:
    dated = [
        (key, (fact.source or "",), fact.checked, fresh_days(settings, key)) for key, fact in specs.items()
    ]
    for fact in stale_facts(dated, today):
        yield _Found("stale-spec", f"{path}.{fact.facts[0]}.checked", fact, specs=fact.facts, offer=offer)


def _of_prices(
    path: str,
    prices: Pricing | Offer | None,
    settings: Settings,
    today: datetime.date,
    offer: str | None = None,
) -> Iterator[_Found]:
    """Yield the prices of a table that are stale: together those that were read from one page on one day."""
    if prices is None:
        return
    page, limit = (prices.source or "",), settings.freshness.pricing
    dated = [(key, page, prices.checked, limit) for key in _IN_WORDS if getattr(prices, key)]
    dated += [(meter, (rate.source or "",), rate.checked, limit) for meter, rate in prices.rates.items()]
    for fact in stale_facts(dated, today):
        is_own = (fact.keys, fact.date) == (page, prices.checked)
        field = f"{path}.checked" if is_own else f"{path}.rates.{fact.facts[0]}.checked"
        rates = () if len(fact.facts) == len(dated) or is_own else fact.facts
        yield _Found("stale-pricing", field, fact, rates=rates, offer=offer)
