"""`future-date`: an event dated after today, at the date."""

import datetime
from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    CATALOG,
    HERE,
    QUILL,
    REVIEW,
    SETTINGS,
    TODAY,
    TOOL,
    VOTES,
    assert_found_here,
    found,
)
from vcompare.diagnostics import Diagnostic

RULE = "future-date"


@pytest.mark.parametrize(
    ("path", "before", "key"),
    [
        (QUILL, TOOL, "added"),
        (QUILL, TOOL + 'pricing.summary = "Free"\n', "pricing.checked"),
        (QUILL, TOOL + 'sources.specs.url = "https://example.com"\n', "sources.specs.checked"),
        (QUILL, TOOL + "specs.context.value = 1\n", "specs.context.checked"),
        (QUILL, TOOL + "pricing.rates.input.amount = 1\n", "pricing.rates.input.checked"),
        (QUILL, TOOL + "offers.x.summary = 'Free'\n", "offers.x.checked"),
        (QUILL, TOOL + "offers.x.rates.input.amount = 1\n", "offers.x.rates.input.checked"),
        (QUILL, TOOL + "offers.x.specs.context.value = 1\n", "offers.x.specs.context.checked"),
        (CATALOG, SETTINGS + "[currencies]\nEUR.usd = 1.08\n", "EUR.checked"),
        (BUILDER, REVIEW, "date"),
        (VOTES, "tally.ship = 0\ntally.skip = 0\n", "tally.counted"),
    ],
)
@pytest.mark.parametrize("days", [-1, 0, 1, 365])
def test_both_sides_of_today(tmp_path: Path, path: str, before: str, key: str, days: int) -> None:
    date = TODAY + datetime.timedelta(days)
    line, column = before.count("\n") + 1, len(f"{key} = ") + 1
    message = f"{date} is after today, 2026-11-20"
    expected = [Diagnostic(path, line, column, RULE, "error", message, "correct the date")]
    assert found(tmp_path, RULE, {QUILL: TOOL, path: f"{before}{key} = {date}\n"}) == expected * (days > 0)


@pytest.mark.parametrize(
    ("today", "future"), [("2026-01-01", True), ("2026-01-02", False), ("2030-01-01", False)]
)
def test_today_is_what_it_is_said_to_be(tmp_path: Path, today: str, future: bool) -> None:
    files = {QUILL: f"{TOOL}added = 2026-01-02\n"}
    assert len(found(tmp_path, RULE, files, datetime.date.fromisoformat(today))) == future


@pytest.mark.parametrize(
    "text",
    [
        "retired = 2062-01-01\n",
        "added = '2062-01-01'\n",
        "added = 2062-01-01T00:00:00Z\n",
        "date = 2062-01-01\n",
    ],
)
def test_what_may_lie_ahead_or_is_no_date(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text}) == []


def test_every_one_of_a_file_whatever_else_is_wrong(tmp_path: Path) -> None:
    text = f"added = {HERE}2062-01-01\nname = 3\n[pricing]\nchecked = {HERE}2063-01-01\n"
    assert_found_here(tmp_path, RULE, {QUILL: text})


def test_of_predictions(tmp_path: Path) -> None:
    prediction = (
        f'[predictions.plugins]\nsays = "It has plugins"\nmade = {HERE}2026-11-21\ndue = 2062-01-01\n'
    )
    outcomes = f"[builder.plugins]\noutcome = true\nsettled = {HERE}2026-11-21\n"
    files = {QUILL: TOOL, BUILDER: REVIEW + prediction, "outcomes/quill.toml": outcomes}
    assert_found_here(tmp_path, "future-date", files)
