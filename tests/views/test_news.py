"""What changed, as sentences of a digest."""

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.comparison.test_cards import PANEL as SEATS
from tests.comparison.test_cards import record
from tests.views.test_phrases import FIELDS, change
from vcompare.comparison import overview
from vcompare.history.changes import Change
from vcompare.model import Verdict
from vcompare.views.news import introduced, told
from vcompare.views.phrases import field_of

DAY = datetime.date(2026, 11, 20)
BUILDER = "reviews.builder"


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            change("entry", "entry", "free", "paid"),
            "the entry tier went from free to paid, more expensive to start",
        ),
        (change("pricing", "pricing.summary", "Free", "Talk"), "the pricing changed from “Free” to “Talk”"),
        (change("pricing", "pricing.summary", None, "$9"), "pricing added: “$9”"),
        (change("score", "panel.score", 80.0, 62.5), "the panel score fell from 80.0 to 62.5"),
        (change("score", "panel.score", None, 62.5), "panel score added: 62.5"),
        (change("score", "panel.score", 62.5, None), "panel score removed, after 62.5"),
        (change("ship_percent", "panel.ship_percent", 75, 100), "the ship share rose from 75% to 100%"),
        (change("verdict", "panel.verdict", "ship", "split"), "the panel is split now, after ship"),
        (change("verdict", "panel.verdict", None, "ship"), "the panel says ship"),
        (change("verdict", "panel.verdict", "ship", None), "the panel has no verdict any more"),
        (
            change("verdict", f"{BUILDER}.verdict", "ship", "skip", "builder"),
            "Builder says skip now, after ship",
        ),
        (change("score", f"{BUILDER}.score", 88, 62, "builder"), "Builder's score fell from 88 to 62"),
        (change("review", f"{BUILDER}.text", "One", "Two", "builder"), "Builder's review was edited"),
        (
            change("review", BUILDER, None, {"verdict": "ship", "score": 80}, "builder"),
            "Builder says ship, at 80 out of 100",
        ),
        (change("review", BUILDER, None, {"verdict": "skip", "score": None}, "builder"), "Builder says skip"),
        (
            change("review", BUILDER, {"verdict": "ship"}, None, "builder"),
            "the review by Builder was removed",
        ),
        (change("facts", "tags", (), ("pen", "ink")), "tags added: pen, ink"),
        (change("facts", "vendor", "Acme", "Bolt"), "the vendor changed from Acme to Bolt"),
        (change("facts", "description", "One", "Two"), "the description was edited"),
        (change("renamed", "slug", "pen", "quill"), "has the slug quill instead of pen"),
        (change("votes", "community.ship", 10, 12), "the votes to ship rose from 10 to 12"),
        (change("facts", "best_for", "A", "B"), "the best use changed from “A” to “B”"),
        (
            change("facts", "retired", DAY, DAY.replace(day=21)),
            "the retirement changed from 2026-11-20 to 2026-11-21",
        ),
        (change("retired", "retired", None, DAY), "was retired on 2026-11-20"),
        (change("retired", "retired", None, datetime.date(2026, 12, 31)), "retires on 2026-12-31"),
        (change("panel", "panel.builder.name", "Builder", "Maker"), "Builder is now called Maker"),
        (change("panel", "panel.builder.name", None, "Maker"), "Maker joins the panel"),
        (change("panel", "panel.builder.name", "Maker", None), "Maker leaves the panel"),
        (Change(kind="title", field="title", before="A", after="B"), "the title changed from “A” to “B”"),
    ],
)
def test_a_change_in_a_sentence(one: Change, sentence: str) -> None:
    # `diff` works out the trend as it compares.
    known = None not in (one.before, one.after) and isinstance(one.before, int | float | str)
    field = field_of(one, FIELDS)
    trend = field.kind.trend(one.before, one.after) if field and known else None
    assert told(replace(one, trend=trend), FIELDS, DAY) == sentence


def test_a_price_has_a_direction_only_where_it_is_certain() -> None:
    falls = Change(kind="pricing", field="pricing.summary", before="$0.028", after="$0.0028", trend="down")
    assert told(falls, FIELDS, DAY) == "the price fell from “$0.028” to “$0.0028”"


def test_a_panel_of_others_has_not_moved() -> None:
    def one(path: str, before: object, after: object) -> str:
        return told(change("score", path, before, after), FIELDS, DAY)

    over_others = "the panel score is now 85.0, over other reviews than the 80.0 before"
    assert one("panel.score", 80.0, 85.0) == over_others
    assert "is now 50%, over other reviews" in one("panel.ship_percent", 100, 50)


@pytest.mark.parametrize(
    ("reviews", "said"),
    [
        ({}, "about one; free"),
        (
            {"builder": ("ship", 84)},
            "about one; its only review says ship; its only score is 84 out of 100; free",
        ),
        (
            {"builder": ("ship", 84), "skeptic": ("skip", 80)},
            "about one; 1 of 2 reviews say ship; the scores average 82.0 out of 100; free",
        ),
    ],
)
def test_a_new_tool_is_introduced(reviews: dict[str, tuple[Verdict, Any]], said: str) -> None:
    assert introduced(overview(record(reviews=reviews), SEATS), DAY) == said
