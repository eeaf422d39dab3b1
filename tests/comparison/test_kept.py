"""What is kept of tools to filter and sort by says what their cards say."""

import datetime

from vcompare.comparison.kept import is_kept, kept, only
from vcompare.comparison.listed import Listed, list_payload, listed
from vcompare.fields import BUILTIN
from vcompare.model import Fact, Panelist, Period, Record, Review, Settings, Spec, Tool, Votes

SPECS = {
    "context": Spec(label="Context", kind="quantity"),
    "rate-limit": Spec(label="Rate limit", kind="quantity"),
    "speed": Spec(label="Speed", kind="quantity"),
    "open-weights": Spec(label="Open weights", kind="flag"),
    "license": Spec(label="License", kind="choice", choices=("MIT", "GPL")),
    "inputs": Spec(label="Inputs", kind="list"),
    "released": Spec(label="Released", kind="date"),
    "knowledge": Spec(label="Knowledge", kind="date"),
    "page": Spec(label="Page", kind="link"),
    "unknown": Spec(label="Unknown", kind="text"),
}
FACTS = {
    "context": Fact(value=200_000, quote="200k", source="https://a.example"),
    "rate-limit": Fact(none=True),
    "speed": Fact(at_least=80, at_most=120.5),
    "open-weights": Fact(value=False),
    "license": Fact(value="MIT", checked=datetime.date(2026, 11, 1)),
    "inputs": Fact(value=("text", "image")),
    "released": Fact(at_most=datetime.date(2026, 11, 1)),
    "knowledge": Fact(value=Period(2025, 3)),
    "page": Fact(value="https://a.example"),
}
PANEL = {"ann": Panelist("Ann")}
FIELDS = BUILTIN.completed(Settings(format=1, title="Small", panel=PANEL, specs=SPECS))
TOOL = Tool(name="Quill", tagline="It writes", category="Pens", vendor="Nib", tags=("pen",), specs=FACTS)
REVIEW = Review(verdict="ship", text="It writes. On and on.", score=80, date=datetime.date(2026, 11, 2))
RECORD = Record("quill", TOOL, {"ann": REVIEW}, Votes())


def test_a_part_of_what_is_kept_or_of_the_whole_has_the_values_of_the_card() -> None:
    whole = listed(RECORD, PANEL, FIELDS)
    short = Listed("quill", kept(list_payload(RECORD, PANEL), RECORD.reviews), FIELDS)
    of_lists = [field for field in FIELDS if not field.reviewer and field.group not in {"file", "name"}]
    for field in of_lists:
        (of_whole,) = only([whole], [field])
        assert field.of(of_whole.card) == field.of(whole.card), field.path
        if is_kept([field]):
            (of_kept,) = only([short], [field])
            assert field.of(of_kept.card) == field.of(whole.card), field.path
    assert {field.spec for field in of_lists if field.spec} == SPECS.keys()


def test_nothing_long_is_kept() -> None:
    paths = {field.path for field in FIELDS if not is_kept([field])}
    assert {"description", "tagline", "pricing.summary", "reviews.ann.text", "reviews.ann.summary"} <= paths
    assert is_kept(FIELDS[path] for path in ("specs.context", "panel.score", "vendor", "name"))
    assert is_kept([])


def test_of_reviews_what_is_short_is_kept() -> None:
    short = Listed("quill", kept(list_payload(RECORD, PANEL), RECORD.reviews), FIELDS)
    found = {}
    for field in FIELDS:
        if field.reviewer and is_kept([field]):
            (of_kept,) = only([short], [field])
            found[field.path] = field.of(of_kept.card)
    assert found == {
        "reviews.ann.verdict": "ship",
        "reviews.ann.score": 80,
        "reviews.ann.date": datetime.date(2026, 11, 2),
    }
