"""`overdue-prediction`: a prediction whose day has passed, and that nobody has settled."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, REVIEW, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "overdue-prediction"
OUTCOMES = "outcomes/quill.toml"
SAYS = '[predictions.plugins]\nsays = "It has plugins"\n'


def test_of_the_day_before_today(tmp_path: Path) -> None:
    files = {QUILL: TOOL, BUILDER: f"{REVIEW}{SAYS}due = 2026-11-19\n"}
    assert found(tmp_path, RULE, files) == [
        Diagnostic(
            BUILDER,
            5,
            7,
            RULE,
            "warning",
            "`plugins` was due on 2026-11-19, 1 day ago, and is not settled",
            f"write how it turned out below [builder.plugins] in {OUTCOMES}",
        )
    ]


@pytest.mark.parametrize("due", ["", "due = 2026-11-20\n", "due = 2062-01-01\n", 'due = "2026-01-01"\n'])
def test_what_is_not_over(tmp_path: Path, due: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW + SAYS + due}) == []


@pytest.mark.parametrize(
    ("outcomes", "mark"),
    [
        ("[builder.plugins]\noutcome = false\n", ""),
        ('[builder.plugins]\noutcome = "void"\n', ""),
        ("[builder.other]\noutcome = true\n", HERE),
        ("[critic.plugins]\noutcome = true\n", HERE),
        ("", HERE),
        ("=", ""),  # what is settled cannot be read
    ],
)
def test_what_is_settled(tmp_path: Path, outcomes: str, mark: str) -> None:
    files = {QUILL: TOOL, BUILDER: f"{REVIEW}{SAYS}due = {mark}2026-01-01\n", OUTCOMES: outcomes}
    assert_found_here(tmp_path, RULE, files)


def test_other_outcomes_are_of_other_tools(tmp_path: Path) -> None:
    review = f"{REVIEW}{SAYS}due = {HERE}2026-01-01\n"
    assert_found_here(
        tmp_path, RULE, {BUILDER: review, "outcomes/nib.toml": "[builder.plugins]\noutcome = true\n"}
    )
