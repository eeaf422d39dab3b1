"""`date-order`: a tool that was retired before it was added, at `retired`."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TOOL, found
from vcompare.diagnostics import Diagnostic

RULE = "date-order"


@pytest.mark.parametrize(
    ("added", "retired", "wrong"),
    [
        ("2026-05-02", "2026-05-01", True),
        ("2026-05-01", "2026-05-01", False),
        ("2026-05-01", "2026-05-02", False),
        ("2062-05-01", "2061-05-01", True),
        ("9999-12-31", "0001-01-01", True),
    ],
)
def test_both_sides_of_the_same_day(tmp_path: Path, added: str, retired: str, wrong: bool) -> None:
    message = f"retired on {retired}, before it was added on {added}"
    expected = [Diagnostic(QUILL, 6, 11, RULE, "error", message, "correct one of the two dates")]
    assert found(tmp_path, RULE, {QUILL: f"{TOOL}added = {added}\nretired = {retired}\n"}) == expected * wrong


@pytest.mark.parametrize(
    "text",
    [
        "added = 2026-01-01\n",
        "retired = 2025-01-01\n",
        "added = 2026-01-01\nretired = '2025-01-01'\n",
        "added = 2026-01-01T00:00:00Z\nretired = 2025-01-01\n",
        "added = 07:32:00\nretired = 2025-01-01\n",
    ],
)
def test_one_date_or_no_date_has_no_order(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text, BUILDER: REVIEW + text}) == []
