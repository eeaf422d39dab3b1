"""`missing-review`: a tool, not retired, that a panelist has not reviewed."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, SETTINGS, TOOL, found, places
from vcompare.diagnostics import Diagnostic

RULE = "missing-review"
HINT = "add the review, or allow missing-review in this file"
PANEL = SETTINGS + '[panel.ana]\nname = "Ana 日本"\n[panel.zoe]\nname = "Zoe"\n'


def test_nobody_reviewed_it(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL}) == [
        Diagnostic(QUILL, 1, 1, RULE, "warning", 'no review of "quill" by Builder', HINT)
    ]


@pytest.mark.parametrize(
    ("reviewers", "silent"),
    [
        ([], "Builder, Ana 日本, Zoe"),
        (["ana"], "Builder, Zoe"),
        (["zoe", "builder", "stranger"], "Ana 日本"),
        (["zoe", "builder", "ana"], None),
    ],
)
def test_who_is_silent_in_the_order_of_the_panel(
    tmp_path: Path, reviewers: list[str], silent: str | None
) -> None:
    reviews = {f"reviews/quill/{name}.toml": REVIEW for name in reviewers}
    messages = [one.message for one in found(tmp_path, RULE, {"catalog.toml": PANEL, QUILL: TOOL, **reviews})]
    assert messages == [f'no review of "quill" by {silent}'] * (silent is not None)


@pytest.mark.parametrize("review", ["", "=", b"\xff", "verdict = 3\n"])
def test_a_broken_review_is_not_a_missing_one(tmp_path: Path, review: str | bytes) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: review}) == []


@pytest.mark.parametrize("tool", ["", "=", b"\xff", "name = 3\n", "\ufeff" + TOOL, "# x\r\n"])
def test_of_a_broken_tool_too(tmp_path: Path, tool: str | bytes) -> None:
    assert places(found(tmp_path, RULE, {QUILL: tool})) == [(QUILL, 1, 1)]


@pytest.mark.parametrize("date", ["2020-01-01", "2026-11-20"])
def test_retired_tools_are_let_be(tmp_path: Path, date: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f"{TOOL}retired = {date}\n"}) == []


def test_a_tool_that_is_retired_only_later_is_reviewed_until_then(tmp_path: Path) -> None:
    announced = {QUILL: f"{TOOL}retired = 2026-11-21\n"}
    assert places(found(tmp_path, RULE, announced)) == [(QUILL, 1, 1)]


@pytest.mark.parametrize("settings", ["format = ", 'format = 1\ntitle = "x"\n'])
def test_without_a_panel_nobody_is_silent(tmp_path: Path, settings: str) -> None:
    assert found(tmp_path, RULE, {"catalog.toml": settings, QUILL: TOOL}) == []
