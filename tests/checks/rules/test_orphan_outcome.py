"""`orphan-outcome`: how a prediction turned out that nobody made."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    TOOL,
    assert_found_here,
    found,
    places,
)

RULE = "orphan-outcome"
OUTCOMES = "outcomes/quill.toml"
MADE = f'{REVIEW}[predictions.plugins]\nsays = "It has plugins"\n'
TRUE = "outcome = true\n"


@pytest.mark.parametrize(
    ("outcomes", "message", "hint"),
    [
        (
            f"[builder.{HERE}plugin]\n{TRUE}",
            "reviews/quill/builder.toml has no prediction `plugin`",
            "did you mean `plugins`?",
        ),
        (f"[{HERE}bilder.plugins]\n{TRUE}", "quill has no review by bilder", "did you mean `builder`?"),
        (
            f"[{HERE}critic.x]\n{TRUE}[critic.y]\n{TRUE}",
            "quill has no review by critic",
            "correct the key, or restore the prediction",
        ),
        (f"[builder.plugins]\n{TRUE}", None, None),
        ("builder = 3\n", None, None),
    ],
)
def test_in_a_file(tmp_path: Path, outcomes: str, message: str | None, hint: str | None) -> None:
    files = {QUILL: TOOL, BUILDER: MADE, OUTCOMES: outcomes}
    assert_found_here(tmp_path, RULE, files)
    known = [(one.message, one.hint) for one in found(tmp_path, RULE, files)]
    assert known == ([(message, hint)] if message else [])


def test_a_review_without_predictions(tmp_path: Path) -> None:
    assert_found_here(
        tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW, OUTCOMES: f"[builder.{HERE}plugins]\n{TRUE}"}
    )


def test_what_a_broken_review_predicts_is_unknown(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: "=", OUTCOMES: f"[builder.plugins]\n{TRUE}"}) == []


@pytest.mark.parametrize("text", ["", "=", f"[builder.plugins]\n{TRUE}"])
def test_of_no_tool(tmp_path: Path, text: str) -> None:
    files = {"outcomes/quil.toml": text, "outcomes/nib.toml": f"[builder.x]\n{TRUE}", QUILL: TOOL}
    findings = found(tmp_path, RULE, files)
    assert places(findings) == [("outcomes/nib.toml", 1, 1), ("outcomes/quil.toml", 1, 1)]
    assert findings[1].hint == "did you mean `quill`?"
    assert findings[0].message == 'there is no tool "nib"'


def test_a_folder_without_toml_is_somebody_elses(tmp_path: Path) -> None:
    assert found(tmp_path, "unexpected-file", {QUILL: TOOL, "outcomes/notes.md": "# Outcomes\n"}) == []
