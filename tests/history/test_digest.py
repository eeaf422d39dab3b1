"""Digests: what is stale, since when and what may be, and which tool is compared best with one that changed."""

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.comparison import Card, overview
from vcompare.history.digest import closest, stale
from vcompare.model import (
    CheckSettings,
    Fact,
    Freshness,
    Panelist,
    Pricing,
    Record,
    Review,
    Settings,
    Spec,
    Tool,
)

PANEL = {"builder": Panelist("Builder")}
TODAY = datetime.date(2026, 11, 20)


def summed_up(slug: str, score: int = 50, **facts: Any) -> Card:
    known = {"name": slug, "tagline": "It writes", "category": "Tools", "entry": "free", "tags": ("pen",)}
    review = Review(verdict="ship", score=score, text="Said.")
    return overview(Record(slug, Tool(**{**known, **facts}), {"builder": review}), PANEL)


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ({"tags": ("pen", "ink"), "entry": "paid"}, {"tags": ("pen",)}),
        ({"score": 90}, {"entry": "paid"}),
        ({"score": 55}, {"score": 56}),
        ({"score": 90}, {"retired": TODAY}),
        ({"score": 90}, {"category": "Others"}),
    ],
)
def test_what_is_compared_best_with_a_tool(nearer: dict[str, Any], farther: dict[str, Any]) -> None:
    tool = summed_up("quill", tags=("pen", "ink"))
    others = [summed_up("a-farther", **farther), summed_up("nearer", **nearer)]
    found = closest(tool, [tool, *others], TODAY)
    assert found
    assert found.slug == "nearer"


def test_a_tool_that_is_retired_only_later_is_compared_until_then() -> None:
    tool, announced = summed_up("quill"), summed_up("nib", retired=TODAY + datetime.timedelta(days=1))
    assert closest(tool, [tool, announced], TODAY) == announced


def test_nothing_to_compare_with() -> None:
    tool = summed_up("quill")
    assert closest(tool, [tool], TODAY) is None


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
