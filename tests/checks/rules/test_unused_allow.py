"""`unused-allow`: a rule that is allowed where it finds nothing, at its name."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, NIB, QUILL, REVIEW, SETTINGS, TOOL, found, places
from vcompare.diagnostics import Diagnostic

RULE = "unused-allow"


def test_what_is_allowed_and_not_there(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + 'allow = ["missing-review"]\n', BUILDER: REVIEW}) == [
        Diagnostic(QUILL, 5, 10, RULE, "warning", "missing-review finds nothing in this file", "remove it")
    ]


@pytest.mark.parametrize(
    "files",
    [
        {QUILL: TOOL + 'allow = ["missing-review", "missing-review"]\n'},
        {QUILL: TOOL + 'allow = ["duplicate-name", "missing-review"]\n', NIB: TOOL},
        {QUILL: TOOL, BUILDER: REVIEW + 'allow = ["stale-review"]\ndate = 2020-01-01\n'},
        {QUILL: 'allow = ["missing-key", "missing-review"]\n'},
        {QUILL: TOOL + 'allow = ["unknown-rule", "missing-review", "x"]\n'},
        {"catalog.toml": SETTINGS + '[check]\nignore = ["missing-review"]\n', QUILL: TOOL + 'allow = ["missing-review"]\n'},
        {QUILL: TOOL + "allow = []\n", NIB: TOOL + 'allow = "raw-html"\n'},
    ],
    ids=["twice", "across files", "a review", "no tool", "a rule about rules", "ignored anyway", "nothing"],
)  # fmt: skip
def test_what_is_used(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(tmp_path, RULE, files) == []


@pytest.mark.parametrize("path", [NIB, "reviews/quill/ana.toml"])
def test_what_is_found_in_another_file_does_not_use_it(tmp_path: Path, path: str) -> None:
    files = {QUILL: TOOL + 'description = "<b>"\n', path: 'allow = ["raw-html"]\n'}
    assert places(found(tmp_path, RULE, files)) == [(path, 1, 10)]


def test_a_file_may_allow_it(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + 'allow = ["raw-html", "unused-allow"]\n'}) == []


def test_the_settings_of_a_catalog_allow_nothing(tmp_path: Path) -> None:
    settings = f'allow = []\n{SETTINGS}[check]\nerror = ["raw-html"]\nwarn = ["unknown-key"]\n'
    assert found(tmp_path, RULE, {"catalog.toml": settings, QUILL: TOOL}) == []
    assert places(found(tmp_path, "unknown-key", {"catalog.toml": settings})) == [("catalog.toml", 1, 1)]
