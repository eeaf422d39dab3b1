"""What changed, in words."""

from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.fields import BUILTIN
from vcompare.history.changes import Change, reviewer_fields
from vcompare.views.phrases import field_of, label, quoted, remark, without_dates

FIELDS = BUILTIN.with_panel({"builder": "Builder"})


def change(kind: Any, field: str, before: Any, after: Any, reviewer: str | None = None) -> Change:
    return Change(
        kind=kind, tool="quill", name="Quill", reviewer=reviewer, field=field, before=before, after=after
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (change("entry", "entry", "free", "paid"), "more expensive to start"),
        (change("pricing", "pricing.summary", "$9", "$8"), "lower amounts"),
        (change("score", "reviews.builder.score", 88, 62, "builder"), "-26"),
        (change("score", "reviews.builder.score", None, 62, "builder"), ""),
        (replace(change("score", "panel.score", 80.0, 62.5), trend="down"), "-17.5"),
        # Without a direction, other people make up the panel now.
        (change("score", "panel.score", 80.0, 62.5), ""),
        (change("ship_percent", "panel.ship_percent", 100, 75), ""),
    ],
)
def test_what_a_change_means(one: Change, expected: str) -> None:
    assert remark(one, field_of(one, FIELDS)) == expected


def test_only_lines_of_text_are_quoted() -> None:
    fields = [field for field in BUILTIN.reported if field.kind.style == "plain"]
    in_marks = {
        field.path for field in fields if "“" in quoted(change("facts", field.path, "a", "b"), field, "a")
    }
    assert in_marks == {"name", "short_name", "pricing.summary", "best_for", "tagline"}


def test_every_field_has_its_label() -> None:
    for field in (*BUILTIN.reported, *reviewer_fields("builder", "Builder").reported):
        known = {"slug": "renamed"}.get(field.path, field.label)
        one = change("facts", field.path, None, None, field.reviewer or None)
        assert label(one, FIELDS).lower() == known.lower()


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
