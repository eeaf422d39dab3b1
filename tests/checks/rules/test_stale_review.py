"""`stale-review`: a dated review older than so many days, at the date."""

import datetime
from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    SETTINGS,
    TODAY,
    TOOL,
    assert_found_here,
    found,
)
from vcompare.diagnostics import Diagnostic

RULE = "stale-review"


def freshness(days: object) -> str:
    return f"{SETTINGS}[freshness]\nreviews = {days}\n"


def test_a_review_of_long_ago(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW + "date = 2025-01-01\n"}) == [
        Diagnostic(
            BUILDER,
            3,
            8,
            RULE,
            "warning",
            "the review is 688 days old, of 2025-01-01",
            "ask the reviewer to look again",
        )
    ]


@pytest.mark.parametrize(
    ("settings", "age", "stale"),
    [
        (SETTINGS, 364, False),
        (SETTINGS, 365, False),
        (SETTINGS, 366, True),
        (SETTINGS + "[freshness]\npricing = 1\n", 365, False),
        (freshness(30), 30, False),
        (freshness(30), 31, True),
        (freshness(0), 0, False),
        (freshness(0), 1, True),
        (freshness(0), -1, False),
        (freshness("'0'"), 9999, False),
        ("format = ", 9999, False),
    ],
)
def test_both_sides_of_the_limit(tmp_path: Path, settings: str, age: int, stale: bool) -> None:
    """Of a `catalog.toml` that cannot be used, no limit is known."""
    date = TODAY - datetime.timedelta(age)
    files = {"catalog.toml": settings, QUILL: TOOL, BUILDER: f"{REVIEW}date = {date}\n"}
    days = "1 day" if age == 1 else f"{age} days"
    assert [one.message for one in found(tmp_path, RULE, files)] == [
        f"the review is {days} old, of {date}"
    ] * stale


@pytest.mark.parametrize("date", ["'2020-01-01'", "2020-01-01 00:00:00", "2020-01-01T00:00:00Z", "{}"])
def test_what_is_no_date_is_left_to_other_rules(tmp_path: Path, date: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: f"{REVIEW}date = {date}\n"}) == []


def test_without_a_date_nobody_knows(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW}) == []


def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path) -> None:
    files = {QUILL: TOOL, BUILDER: f"score = 101\ndate = {HERE}2020-01-01\n", "reviews/quill/x.toml": ""}
    assert_found_here(tmp_path, RULE, files)
