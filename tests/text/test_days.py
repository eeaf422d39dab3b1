"""`text/days.py`: days as people type them."""

import datetime

import pytest

from vcompare.text.days import day

TODAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-20", "2026-11-20"),
        ("today", "2026-03-01"),
        ("Yesterday", "2026-02-28"),
        ("7d", "2026-02-22"),
        (" 2W ", "2026-02-15"),
        ("0d", "2026-03-01"),
    ],
)
def test_days_count_from_today(text: str, meant: str) -> None:
    assert day(text, TODAY) == datetime.date.fromisoformat(meant)


@pytest.mark.parametrize(
    "text",
    ["", "foo", "2026-02-30", "20261120", "2026-11", "tomorrow", "-7d", "d", "7", "7 d", "999999w", "٧d"],
)
def test_what_is_no_day(text: str) -> None:
    assert day(text, TODAY) is None


def test_without_another_today_it_is_the_day_on_the_wall() -> None:
    assert day("today") == datetime.date.today()  # noqa: DTZ011 - that is what is tested
