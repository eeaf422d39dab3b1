"""`unknown-reviewer`: a review by someone who is not on the panel."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, SETTINGS, TOOL, found, places
from vcompare.diagnostics import Diagnostic

RULE = "unknown-reviewer"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("bilder", "did you mean `builder`?"),
        ("Builder", "did you mean `builder`?"),
        ("ana", "add [panel.ana] to catalog.toml, or rename the file"),
        ("a b", "rename the file, or add the panelist to catalog.toml"),
    ],
)
def test_someone_without_a_seat(tmp_path: Path, name: str, hint: str) -> None:
    path = f"reviews/quill/{name}.toml"
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW, path: REVIEW}) == [
        Diagnostic(path, 1, 1, RULE, "error", f'"{name}" is not on the panel', hint)
    ]


@pytest.mark.parametrize("text", ["", "score = 101\n", "\ufeff# x\r\n", 'allow = ["missing-review"]\n'])
def test_what_the_review_says_does_not_matter(tmp_path: Path, text: str) -> None:
    path = "reviews/quill/bilder.toml"
    assert places(found(tmp_path, RULE, {QUILL: TOOL, path: text})) == [(path, 1, 1)]


def test_a_panel_of_nobody(tmp_path: Path) -> None:
    files = {"catalog.toml": 'format = 1\ntitle = "x"\n', QUILL: TOOL, BUILDER: REVIEW}
    assert places(found(tmp_path, RULE, files)) == [(BUILDER, 1, 1)]


@pytest.mark.parametrize(
    "settings", [SETTINGS, SETTINGS + "[panel.ana]\nname = 'A'\n", "format = ", "format = 2"]
)
def test_someone_with_a_seat_or_no_panel_to_ask(tmp_path: Path, settings: str) -> None:
    assert found(tmp_path, RULE, {"catalog.toml": settings, QUILL: TOOL, BUILDER: REVIEW}) == []


def test_a_seat_is_named_as_it_is_meant(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[panel.builder]", '[ panel . "b\\u0075ilder" ]')
    assert found(tmp_path, RULE, {"catalog.toml": settings, QUILL: TOOL, BUILDER: REVIEW}) == []
