"""What is particular to each kind of value."""

import datetime
from typing import Any

import pytest

from vcompare.fields.kinds import Choice, Date, Kind, List, Price, Prose, Quantity, Text, Verdict

TIERS = Choice(choices=("free", "freemium", "paid"), up="more expensive", down="cheaper")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Text(), "a\r\nb", "a\nb"),
        (List(), "a, b,,c ", ["a", "b", "c"]),
        (Date(), "2026-11-20", datetime.date(2026, 11, 20)),
        (Date(), "2026-13-20", "2026-13-20"),
        (Date(), "20 November", "20 November"),
        (Quantity(), "12", 12),
        (Quantity(), "twelve", "twelve"),
        (Prose(), "short", "short"),
        (Prose(), "a\nb", "a\nb\n"),
        (Prose(), "x" * 81, "x" * 81 + "\n"),
    ],
)
def test_what_is_typed_becomes_a_value_or_stays_for_check_to_find(kind: Kind, typed: str, value: Any) -> None:
    assert kind.parse(typed) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (TIERS, "freemium", "Freemium"),
        (List(), ("a", "b"), "a, b"),
        (Quantity(decimals=1), 83.5, "83.5"),
        (Quantity(unit="%"), 75, "75%"),
        (Date(), datetime.date(2026, 11, 20), "2026-11-20"),
    ],
)
def test_a_value_is_shown(kind: Kind, value: Any, shown: str) -> None:
    assert kind.short(value) == shown


@pytest.mark.parametrize(
    ("kind", "before", "after", "trend", "remark"),
    [
        (TIERS, "free", "paid", "up", "more expensive"),
        (TIERS, "paid", "free", "down", "cheaper"),
        (TIERS, "paid", "paid", None, ""),
        (Verdict(choices=("skip", "ship")), "skip", "ship", None, ""),
        (Quantity(decimals=1), 88.0, 62.5, "down", "-25.5"),
        (Quantity(), 2, 5, "up", "+3"),
        (Quantity(), None, 5, None, ""),
        (Price(), "$25 a seat", "$20 a seat", "down", "lower amounts"),
        (Price(), "$1,000 or $2.50", "$2,000 or $2.75", "up", "higher amounts"),
        (Price(), "$1 or $2", "$2 or $1", None, ""),
        (Price(), "$25 a seat", "$20 a month", None, ""),
        (Text(), "a", "b", None, ""),
    ],
)
def test_a_change_has_a_direction_and_a_remark_where_that_means_something(
    kind: Kind, before: Any, after: Any, trend: str | None, remark: str
) -> None:
    assert kind.trend(before, after) == trend
    assert kind.remark(before, after) == remark


def test_choices_are_ordered_as_they_are_listed_and_text_without_regard_to_case() -> None:
    assert sorted(["paid", "free"], key=TIERS.order) == ["free", "paid"]
    assert sorted(["b", "A"], key=Text().order) == ["A", "b"]
