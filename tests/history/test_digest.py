"""Digests: which tool is compared best with one that changed."""

import datetime
from typing import Any

import pytest

from vcompare.comparison import Card, overview
from vcompare.history.digest import closest
from vcompare.model import Panelist, Record, Review, Tool

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
