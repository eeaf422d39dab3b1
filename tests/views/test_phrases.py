"""What changed, in words."""

from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.fields import BUILTIN
from vcompare.history.changes import Change, reviewer_fields
from vcompare.views.phrases import label, phrase, without_dates

PANEL = {"builder": "Builder"}


def change(kind: Any, field: str, before: Any, after: Any, reviewer: str | None = None) -> Change:
    return Change(
        kind=kind, tool="quill", name="Quill", reviewer=reviewer, field=field, before=before, after=after
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (change("entry", "entry", "free", "paid"), "entry tier free → paid (more expensive to start)"),
        (change("pricing", "pricing.summary", "$9", "$8"), "pricing “$9” → “$8” (lower amounts)"),
        (
            replace(change("score", "panel.score", 80.0, 62.5), trend="down"),
            "panel score 80.0 → 62.5 (-17.5)",
        ),
        # Without a direction, other people make up the panel now.
        (change("score", "panel.score", 80.0, 62.5), "panel score 80.0 → 62.5"),
        (change("ship_percent", "panel.ship_percent", 100, 75), "ship share 100% → 75%"),
        (change("facts", "tags", (), ("pen", "ink")), "tags unknown → pen, ink"),
        (change("facts", "description", "One", "Two"), "description edited"),
        (change("facts", "description", None, "Two"), "description added"),
        (change("score", "reviews.builder.score", 88, 62, "builder"), "Builder's score 88 → 62 (-26)"),
        (change("review", "reviews.builder.text", "One", "Two", "builder"), "Builder's review edited"),
        (
            change("review", "reviews.builder", None, {"verdict": "ship", "score": 80}, "builder"),
            "review by Builder: ship 80",
        ),
        (
            change("review", "reviews.builder", {"verdict": "ship"}, None, "builder"),
            "review by Builder removed",
        ),
        (change("retired", "retired", None, "2026-11-01"), "retirement on 2026-11-01"),
        (change("panel", "panel.builder.name", "Builder", "Maker"), "panelist Builder is now called Maker"),
        (change("title", "title", "One", "Two"), "catalog title “One” → “Two”"),
    ],
)
def test_a_change_in_words(one: Change, expected: str) -> None:
    assert phrase(one, PANEL) == expected


def test_only_lines_of_text_are_quoted() -> None:
    fields = [field for field in BUILTIN.reported if field.kind.style == "plain"]
    quoted = {
        field.path
        for field in fields
        if "“free”" in phrase(change("facts", field.path, "free", "paid"), PANEL)
    }
    assert quoted == {"name", "short_name", "pricing.summary", "best_for", "tagline"}


def test_every_field_has_its_label() -> None:
    for field in (*BUILTIN.reported, *reviewer_fields("builder", "Builder").reported):
        known = {"slug": "renamed"}.get(field.path, field.label)
        one = change("facts", field.path, None, None, field.reviewer or None)
        assert label(one, PANEL).lower() == known.lower()


def test_a_date_that_comes_with_another_change_is_left_out() -> None:
    price, read = (
        change("pricing", "pricing.summary", "a", "b"),
        change("facts", "pricing.checked", None, "2026-11-01"),
    )
    written = change("review", "reviews.builder.date", None, "2026-11-01", "builder")
    assert without_dates([price, read, written]) == [price, written]
    assert without_dates([read]) == [read]
    source = change("facts", "pricing.source", "https://a.example", "https://b.example")
    assert without_dates([source, read]) == [source]
    score = change("score", "reviews.builder.score", 88, 62, "builder")
    assert without_dates([score, written]) == [score]
    since = [change("facts", path, None, "2026-11-01") for path in ("added", "retired")]
    assert without_dates([*since, source]) == [*since, source]
