"""What is stale, since when, and what may be."""

import datetime
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from vcompare.history.staleness import stale
from vcompare.model import (
    CheckSettings,
    Fact,
    Freshness,
    Offer,
    Pricing,
    Rate,
    Record,
    Review,
    Settings,
    Spec,
    Tool,
)

TODAY = datetime.date(2026, 11, 20)


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def test_what_is_stale() -> None:
    """Each kind of date has a limit of its own, is fresh on its last day, and may be allowed; oldest first."""
    tool = Tool(name="Quill", tagline="It writes", category="Tools", entry="free")
    priced = Pricing("Free", checked=days_ago(31))
    reviews = {
        "builder": Review(verdict="ship", text="Said.", date=days_ago(61)),
        "skeptic": Review(verdict="ship", text="Said.", date=days_ago(60)),
        "founder": Review(verdict="ship", text="Said.", date=days_ago(99), allow=("stale-review",)),
    }
    records = [
        Record("a", replace(tool, pricing=priced), reviews),
        Record("b", replace(tool, pricing=priced, allow=("stale-pricing",)), {}),
        Record("c", replace(tool, pricing=Pricing("Free", checked=days_ago(30))), {}),
    ]
    settings = Settings(1, "Quills", freshness=Freshness(pricing=30, reviews=60))
    found = stale(records, settings, TODAY)
    assert [(one.tool, one.reviewer, one.field, one.days, one.stale_since) for one in found] == [
        ("a", "builder", "reviews.builder.date", 61, TODAY),
        ("a", None, "pricing.checked", 31, TODAY),
    ]
    without_pricing = replace(settings, check=CheckSettings(ignore=("stale-pricing",)))
    assert [one.field for one in stale(records, without_pricing, TODAY)] == ["reviews.builder.date"]


def test_specs_that_were_read_together_are_stale_together() -> None:
    """Those from one page of one day, with one limit; what has no date is never stale."""
    page, other = "https://example.com", "https://example.org"
    facts = {
        "context": Fact(value=1, source=page, checked=days_ago(31)),
        "license": Fact(value="MIT", source=page, checked=days_ago(31)),
        "region": Fact(value="EU", source=other, checked=days_ago(31)),
        "weights": Fact(value=True, source=page, checked=days_ago(30)),
        "release": Fact(value="x", source=page, checked=days_ago(31)),
        "undated": Fact(value="x", source=page),
    }
    specs = {key: Spec(label=key, kind="text", fresh=90 if key == "release" else None) for key in facts}
    settings = Settings(1, "Quills", specs=specs, freshness=Freshness(specs=30))
    tool = Tool(name="Quill", tagline="It writes", category="Tools", specs=facts)
    found = stale([Record("a", tool, {})], settings, TODAY)
    assert [(one.field, one.specs, one.days, one.stale_since) for one in found] == [
        ("specs.context.checked", ("context", "license"), 31, TODAY),
        ("specs.region.checked", ("region",), 31, TODAY),
    ]
    assert stale([Record("a", replace(tool, allow=("stale-spec",)), {})], settings, TODAY) == []
    ignoring = replace(settings, check=CheckSettings(ignore=("stale-spec",)))
    assert stale([Record("a", tool, {})], ignoring, TODAY) == []


def test_prices_that_were_read_together_are_stale_together() -> None:
    """Rates with a page or a date of their own stand apart from the rest, and sellers from each other."""
    page, other = "https://example.com", "https://example.org"

    def rate(source: str, days: int) -> Rate:
        return Rate(Decimal(3), source=source, checked=days_ago(days))

    old: dict[str, Any] = {"source": page, "checked": days_ago(31), "currency": "USD"}
    pricing = Pricing(
        "Per token",
        **old,
        rates={
            "input": rate(page, 31),
            "output": rate(other, 40),
            "cache": rate(other, 40),
            "seat": rate(other, 3),
        },
    )
    offers = {
        "one": Offer(**old, name="The One", rates={"input": rate(page, 31)}),
        "two": Offer(source=page, rates={"input": rate(page, 2), "output": rate(page, 50)}),
        "three": Offer(specs={"context": Fact(value=1, source=page, checked=days_ago(60))}),
    }
    specs = {"context": Spec(label="Context", kind="quantity")}
    settings = Settings(1, "Quills", specs=specs, freshness=Freshness(pricing=30, specs=30))
    tool = Tool(name="Quill", tagline="It writes", category="Tools", pricing=pricing, offers=offers)
    found = stale([Record("a", tool, {})], settings, TODAY)
    assert [(one.field, one.specs, one.rates, one.offer, one.days) for one in found] == [
        ("offers.three.specs.context.checked", ("context",), (), "three", 60),
        ("offers.two.rates.output.checked", (), ("output",), "two", 50),
        ("pricing.rates.output.checked", (), ("output", "cache"), None, 40),
        ("offers.one.checked", (), (), "The One", 31),
        ("pricing.checked", (), (), None, 31),
    ]
    assert (
        stale([Record("a", replace(tool, allow=("stale-pricing", "stale-spec")), {})], settings, TODAY) == []
    )
