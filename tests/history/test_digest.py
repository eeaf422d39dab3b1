"""What is stale, and which tool is compared best with one that changed."""

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.comparison import Card, overview
from vcompare.history.digest import closest, stale
from vcompare.model import Freshness, Panelist, Pricing, Record, Review, Tool

PANEL = {"builder": Panelist("Builder")}
TODAY = datetime.date(2026, 11, 20)


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


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
    found = closest(tool, [tool, *others])
    assert found
    assert found.slug == "nearer"


def test_nothing_to_compare_with() -> None:
    tool = summed_up("quill")
    assert closest(tool, [tool]) is None


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
    found = stale(records, Freshness(pricing=30, reviews=60), TODAY)
    assert [(one.tool, one.reviewer, one.field, one.days, one.stale_since) for one in found] == [
        ("a", "builder", "reviews.builder.date", 61, TODAY),
        ("a", None, "pricing.checked", 31, TODAY),
    ]
