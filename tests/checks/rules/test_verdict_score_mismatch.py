"""`verdict-score-mismatch`: a ship under 50, a skip over 50, at the score."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TOOL, found
from vcompare.diagnostics import Diagnostic

RULE = "verdict-score-mismatch"


def review(verdict: str, score: object) -> str:
    return f"{REVIEW.replace('ship', verdict)}score = {score}\n"


@pytest.mark.parametrize(
    ("verdict", "score", "mismatch"),
    [
        ("ship", 0, True),
        ("ship", 49, True),
        ("ship", 50, False),
        ("ship", 51, False),
        ("ship", 100, False),
        ("skip", 0, False),
        ("skip", 49, False),
        ("skip", 50, False),
        ("skip", 51, True),
        ("skip", 100, True),
    ],
)
def test_both_sides_of_the_middle(tmp_path: Path, verdict: str, score: int, mismatch: bool) -> None:
    hint = "one of the two is not what the reviewer meant"
    message = f'a verdict of "{verdict}" with a score of {score}'
    expected = [Diagnostic(BUILDER, 3, 9, RULE, "warning", message, hint)]
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: review(verdict, score)}) == expected * mismatch


@pytest.mark.parametrize(
    "text",
    [
        REVIEW,
        review("sihp", 20),
        review("ship", "20.0"),
        review("ship", "false"),
        review("ship", -1),
        review("skip", 101),
        "score = 20\n",
    ],
)
def test_what_is_unknown_or_wrong_contradicts_nothing(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: text}) == []
