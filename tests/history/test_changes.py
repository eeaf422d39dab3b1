"""What counts as a change, in which order, and what is a rename."""

import datetime
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vcompare.comparison import Card, card
from vcompare.fields import IMPORTANCE
from vcompare.history.changes import Change, changes
from vcompare.history.declarations import settings_changes
from vcompare.history.renames import renames
from vcompare.model import Panelist, Pricing, Record, Review, Settings, Tally, Tool, Votes

PANEL = {"builder": Panelist("Builder"), "skeptic": Panelist("Skeptic")}
TOOL = Tool(name="Quill", tagline="It writes", category="Tools", entry="paid")
RECORD = Record("quill", TOOL, {"builder": Review(verdict="ship", score=80, text="Said. More.")})


def cards(*records: Record, panel: Mapping[str, Panelist] = PANEL) -> dict[str, Card]:
    return {record.slug: card(record, panel) for record in records}


def reported(before: Record, after: Record) -> list[tuple[Any, ...]]:
    found = changes(cards(before), cards(after))
    return [(one.kind, one.field, one.before, one.after, one.trend) for one in found]


def of_tool(**changed: Any) -> Record:
    return replace(RECORD, tool=replace(TOOL, **changed))


def of_review(**changed: Any) -> Record:
    return replace(RECORD, reviews={"builder": replace(RECORD.reviews["builder"], **changed)})


DAY = datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (of_tool(allow=("duplicate-name",)), []),
        (of_tool(entry="free"), [("entry", "entry", "paid", "free", "down")]),
        (of_tool(retired=DAY), [("retired", "retired", None, DAY, None)]),
        (of_tool(name="Quill 2"), [("renamed", "name", "Quill", "Quill 2", None)]),
        (of_tool(tagline="It reads"), [("facts", "tagline", "It writes", "It reads", None)]),
        (of_tool(best_for="Poets"), [("facts", "best_for", None, "Poets", None)]),
        (of_tool(vendor="Nib Ltd"), [("facts", "vendor", None, "Nib Ltd", None)]),
        (of_tool(homepage="https://a.example"), [("facts", "homepage", None, "https://a.example", None)]),
        (of_tool(tags=("pen",)), [("facts", "tags", (), ("pen",), None)]),
        (of_tool(category="Pens"), [("facts", "category", "Tools", "Pens", None)]),
        (of_tool(added=DAY), [("facts", "added", None, DAY, None)]),
        (of_tool(aliases=("Feather",)), [("facts", "aliases", (), ("Feather",), None)]),
        (
            of_tool(pricing=Pricing("Nine a month")),
            [("pricing", "pricing.summary", None, "Nine a month", None)],
        ),
        (of_review(allow=("stale-review",)), []),
        (
            of_review(text="Said. Other."),
            [("review", "reviews.builder.text", "Said. More.", "Said. Other.", None)],
        ),
        (of_review(summary="Short"), [("review", "reviews.builder.summary", "Said.", "Short", None)]),
        (of_review(date=DAY), [("review", "reviews.builder.date", None, DAY, None)]),
        (
            of_review(score=62),
            [
                ("score", "panel.score", 80.0, 62.0, "down"),
                ("score", "reviews.builder.score", 80, 62, "down"),
            ],
        ),
        (
            of_review(verdict="skip"),
            [
                ("verdict", "panel.verdict", "ship", "skip", None),
                ("verdict", "reviews.builder.verdict", "ship", "skip", None),
                ("ship_percent", "panel.ship_percent", 100, 0, "down"),
            ],
        ),
        (
            of_review(score=None),
            [
                ("score", "panel.score", 80.0, None, None),
                ("score", "reviews.builder.score", 80, None, None),
            ],
        ),
        (
            replace(RECORD, votes=Votes(tally=Tally(ship=2, skip=0), ballots={"ana": "skip"})),
            [("votes", "community.ship", 0, 2, "up"), ("votes", "community.skip", 0, 1, "up")],
        ),
        (
            replace(RECORD, reviews={}),
            [
                ("review", "panel.verdict", "ship", None, None),
                ("review", "panel.score", 80.0, None, None),
                ("review", "panel.ship_percent", 100, None, None),
                ("review", "reviews.builder", {"verdict": "ship", "score": 80}, None, None),
            ],
        ),
    ],
)
def test_a_change_and_what_follows_from_it(after: Record, expected: list[tuple[Any, ...]]) -> None:
    assert reported(RECORD, after) == expected


@given(st.sampled_from(["$20", "€20", "$1,000.50", "£3"]), st.sampled_from(["$20", "$30", "$999", "€20"]))
def test_amounts_go_up_or_down_only_where_nothing_else_is_said(old: str, new: str) -> None:
    before, after = (of_tool(pricing=Pricing(f"{of} a month, {of} a seat")) for of in (old, new))
    number = {text: float(text[1:].replace(",", "")) for text in (old, new)}
    trend = None
    if old[0] == new[0] and old != new:
        trend = "up" if number[new] > number[old] else "down"
    assert [one[4] for one in reported(before, after)] == ([trend] if old != new else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$20 for 10 seats", "$10 for 5 seats"),
        ("$20, then $30", "$25, then $25"),
        ("€1.000", "€900"),
        ("$20", "Free"),
        ("about $20", "$10"),
        ("$0.010 a call", "$0.020 a month"),
    ],
)
def test_no_trend_is_guessed(old: str, new: str) -> None:
    [change] = reported(of_tool(pricing=Pricing(old)), of_tool(pricing=Pricing(new)))
    assert change[4] is None


def test_a_mean_over_other_reviews_has_no_trend() -> None:
    def scored(**scores: int) -> Record:
        reviews = {name: Review(verdict="ship", score=score, text="Said.") for name, score in scores.items()}
        return Record("quill", TOOL, reviews)

    def trend(before: Record, after: Record) -> object:
        return {one[1]: one[4] for one in reported(before, after)}["panel.score"]

    assert trend(scored(builder=80), scored(builder=70)) == "down"
    assert trend(scored(builder=80), scored(builder=80, skeptic=60)) is None
    assert trend(scored(builder=80), scored(skeptic=60)) is None


def test_the_day_of_a_retirement_is_a_fact() -> None:
    later = DAY + datetime.timedelta(days=1)
    before, after = of_tool(retired=DAY), of_tool(retired=later)
    assert reported(before, after) == [("facts", "retired", DAY, later, None)]
    assert reported(before, RECORD) == [("returned", "retired", DAY, None, None)]


def test_verdicts_come_first_and_larger_moves_before_smaller() -> None:
    other = Record(
        "ink", replace(TOOL, name="Ink"), {"builder": Review(verdict="ship", score=50, text="So.")}
    )
    gone = Record("gone", replace(TOOL, name="Gone"))
    new = Record("new", replace(TOOL, name="New"))
    moved = replace(other, reviews={"builder": replace(other.reviews["builder"], score=90)})
    flipped = of_review(verdict="skip", score=70)
    found = changes(cards(RECORD, other, gone), cards(flipped, moved, new))
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds, key=IMPORTANCE.index)
    assert [(one.kind, one.tool, one.reviewer) for one in found[:6]] == [
        ("verdict", "quill", None),
        ("verdict", "quill", "builder"),
        ("added", "new", None),
        ("removed", "gone", None),
        ("score", "ink", None),
        ("score", "quill", None),
    ]


def test_without_a_seat_a_review_does_not_count() -> None:
    before, after = cards(RECORD), cards(RECORD, panel={})
    assert [one.kind for one in changes(before, after)] == ["review"] * 4


def test_the_catalog_itself() -> None:
    before = Settings(format=1, title="One", panel=PANEL)
    after = Settings(
        format=1, title="Two", panel={"builder": Panelist("Maker"), "founder": Panelist("Founder")}
    )
    assert settings_changes(before, before) == []
    assert settings_changes(before, after) == [
        Change(kind="panel", reviewer="builder", field="panel.builder.name", before="Builder", after="Maker"),
        Change(kind="panel", reviewer="skeptic", field="panel.skeptic.name", before="Skeptic"),
        Change(kind="panel", reviewer="founder", field="panel.founder.name", after="Founder"),
        Change(kind="title", field="title", before="One", after="Two"),
    ]


def slugged(slug: str, **changed: Any) -> Record:
    return Record(slug, replace(TOOL, **changed), {} if "name" in changed else RECORD.reviews)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([slugged("a")], [slugged("b")], {"a": "b"}),
        ([slugged("a", name="A")], [slugged("b", name="B")], {}),
        ([slugged("a", name="A")], [slugged("b", name="A", tagline="other")], {"a": "b"}),
        (
            [slugged("a", name="A", homepage="https://a.example")],
            [slugged("b", name="B", homepage="https://a.example")],
            {},
        ),
        # Which of two that are alike it is cannot be known.
        ([slugged("a", name="A")], [slugged("b", name="A"), slugged("c", name="A")], {}),
        ([slugged("a"), slugged("b", name="B")], [slugged("a"), slugged("c", name="B")], {"b": "c"}),
        ([slugged("a")], [slugged("a"), slugged("b")], {}),
    ],
)
def test_renames(before: list[Record], after: list[Record], expected: dict[str, str]) -> None:
    old, new = ({one.slug: one for one in side} for side in (before, after))
    assert renames(old, new) == expected
    found = changes(cards(*before), cards(*after), expected)
    assert {one.before: one.after for one in found if one.field == "slug"} == expected
