"""`wrong-type`: a value of another type than the format asks for, at the value."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    SETTINGS,
    TOOL,
    VOTES,
    assert_found_here,
    found,
)
from vcompare.diagnostics import Diagnostic

RULE = "wrong-type"
UNQUOTED = "write it without quotes"
DATE = "a date such as 2026-11-20"
SCORE = "a whole number from 0 to 100"


@pytest.mark.parametrize(
    ("path", "before", "key", "value", "must", "is_", "hint"),
    [
        (BUILDER, REVIEW, "date", '"2026-01-02"', DATE, "a string", UNQUOTED),
        (
            BUILDER,
            REVIEW,
            "date",
            '"yesterday"',
            DATE,
            '"yesterday"',
            "write a day without quotes, such as 2026-11-20",
        ),
        (BUILDER, REVIEW, "date", "2026-01-02T03:04:05Z", DATE, "a date with a time", "write 2026-01-02"),
        (BUILDER, REVIEW, "date", "2026-01-02 03:04", DATE, "a date with a time", "write 2026-01-02"),
        (
            BUILDER,
            REVIEW,
            "date",
            "03:04:05",
            DATE,
            "a time",
            "write a day without quotes, such as 2026-11-20",
        ),
        (BUILDER, REVIEW, "score", '"90"', SCORE, "a string", UNQUOTED),
        (BUILDER, REVIEW, "score", '"ninety"', SCORE, '"ninety"', "write digits only, such as 80"),
        (BUILDER, REVIEW, "score", "90.0", SCORE, "a number with a fraction", "write 90"),
        (BUILDER, REVIEW, "score", "nan", SCORE, "a number with a fraction", "write digits only, such as 80"),
        (BUILDER, REVIEW, "score", "true", SCORE, "a boolean", "write digits only, such as 80"),
        (QUILL, TOOL, "vendor", "3", "one line of text, not blank", "a whole number", 'write "3"'),
        (QUILL, TOOL, "vendor", "2026-01-02", "one line of text, not blank", "a date", 'write "2026-01-02"'),
        (
            QUILL,
            TOOL,
            "vendor",
            "[]",
            "one line of text, not blank",
            "an array",
            "leave it out: what is absent is unknown",
        ),
        (
            QUILL,
            TOOL,
            "description",
            "{}",
            "Markdown text, not blank",
            "a table",
            "leave it out: what is absent is unknown",
        ),
        (QUILL, TOOL, "pricing", '"free"', "a table", "a string", 'write { summary = "free" }'),
        (
            QUILL,
            TOOL,
            "aliases",
            '"x"',
            "a list, each item one line of text, not blank",
            "a string",
            'write ["x"]',
        ),
        (VOTES, "", "ballots", "3", "a table", "a whole number", "write [ballots], with its keys below it"),
        (VOTES, "", "tally", "[]", "a table", "an array", "leave it out: what is absent is unknown"),
        ("catalog.toml", 'title = "x"\n', "format", '"1"', "1", "a string", UNQUOTED),
        ("catalog.toml", 'title = "x"\n', "format", "true", "1", "a boolean", "write 1"),
    ],
)
def test_every_type_in_every_kind_of_file(
    tmp_path: Path, path: str, before: str, key: str, value: str, must: str, is_: str, hint: str
) -> None:
    line, column = before.count("\n") + 1, len(f"{key} = ") + 1
    assert found(tmp_path, RULE, {QUILL: TOOL, path: f"{before}{key} = {value}\n"}) == [
        Diagnostic(path, line, column, RULE, "error", f"`{key}` must be {must}; it is {is_}", hint)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'[[{HERE}pricing]]\nsummary = "x"\n[[pricing]]\nsummary = "y"\n',
        f"[[{HERE}aliases]]\nx = 1\n[[{HERE}aliases]]\nx = 2\n",
        f"[{HERE}vendor]\nname = 'x'\n",
        f"{HERE}vendor.name = 'x'\nvendor.country = 'y'\n",
    ],
)
def test_tables_in_the_place_of_something_else(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + text})


@pytest.mark.parametrize("panel", [f'[panel]\nbuilder = {HERE}"B"\n', f"[panel.builder]\nname = {HERE}1\n"])
def test_in_tables_of_tables(tmp_path: Path, panel: str) -> None:
    assert_found_here(tmp_path, RULE, {"catalog.toml": SETTINGS.partition("[panel")[0] + panel})


@pytest.mark.parametrize("score", ["0x5A", "0o17", "0b11", "+5", "1_0", "-0"])
@pytest.mark.parametrize("date", ["2026-01-02", "0001-01-01"])
def test_every_way_to_write_a_number_or_a_date(tmp_path: Path, score: str, date: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: f"{REVIEW}score = {score}\ndate = {date}\n"}) == []


def test_items_are_counted_from_one(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, RULE, {QUILL: f"{TOOL}aliases = ['x', 3]\n"})
    assert finding.message == "`aliases[2]` must be one line of text, not blank; it is a whole number"
