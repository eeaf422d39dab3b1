"""`prediction-order`: a prediction that is due, or was settled, before it was made."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, REVIEW, TOOL, assert_found_here, found

RULE = "prediction-order"
OUTCOMES = "outcomes/quill.toml"


def files(made: str, due: str, settled: str) -> dict[str, str]:
    prediction = f'[predictions.plugins]\nsays = "It has plugins"\n{made}\n{due}\n'
    return {
        QUILL: TOOL,
        BUILDER: REVIEW + prediction,
        OUTCOMES: f"[builder.plugins]\noutcome = true\n{settled}\n",
    }


@pytest.mark.parametrize(
    ("made", "due", "settled"),
    [
        ("made = 2026-05-02", f"due = {HERE}2026-05-01", ""),
        ("made = 2026-05-02", "due = 2026-05-02", f"settled = {HERE}2026-05-01"),
        ("made = 2026-05-02", "", f"settled = {HERE}2025-01-01"),
        ("made = 2026-05-02", "due = 2027-05-02", "settled = 2026-05-02"),
        ("", "due = 2026-05-01", "settled = 2026-01-01"),
        ("made = 2026-05-02", "", ""),
        ('made = "2026-05-02"', "due = 2026-05-01", "settled = 2026-01-01"),
    ],
)
def test_days(tmp_path: Path, made: str, due: str, settled: str) -> None:
    assert_found_here(tmp_path, RULE, files(made, due, settled))


def test_messages(tmp_path: Path) -> None:
    both = found(tmp_path, RULE, files("made = 2026-05-02", "due = 2026-05-01", "settled = 2026-04-01"))
    assert [one.message for one in both] == [
        "settled on 2026-04-01, before it was made on 2026-05-02",
        "`plugins` is due on 2026-05-01, before it was made on 2026-05-02",
    ]
