"""What is stale, since when, and what may be."""

import datetime

from msgspec.structs import replace

from vcompare.history.staleness import stale
from vcompare.model import CheckSettings, Freshness, Pricing, Record, Review, Settings, Tool

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
