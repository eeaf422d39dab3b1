"""`orphan-review`: a review of a tool that does not exist."""

import time
from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TOOL, found, places, reported, write
from vcompare.diagnostics import Diagnostic

RULE = "orphan-review"
REMOVE = "add the tool, or remove this file"


@pytest.mark.parametrize(("slug", "hint"), [("quil", "did you mean `quill`?"), ("other", REMOVE)])
def test_of_no_tool(tmp_path: Path, slug: str, hint: str) -> None:
    path = f"reviews/{slug}/builder.toml"
    assert found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW, path: REVIEW}) == [
        Diagnostic(path, 1, 1, RULE, "error", f'there is no tool "{slug}"', hint)
    ]


def test_every_review_of_it(tmp_path: Path) -> None:
    paths = ["reviews/nib/ana.toml", "reviews/nib/builder.toml", "reviews/pen/builder.toml"]
    contents = ["", "\ufeff# [x\r\n", "="]
    findings = found(tmp_path, RULE, {QUILL: TOOL, **dict(zip(paths, contents, strict=True))})
    assert places(findings) == [(path, 1, 1) for path in paths]


@pytest.mark.parametrize("tool", [TOOL, "", "=", b"\xff", b"#" * 300_000])
def test_a_broken_tool_is_a_tool(tmp_path: Path, tool: str | bytes) -> None:
    assert found(tmp_path, RULE, {QUILL: tool, BUILDER: REVIEW}) == []


@pytest.mark.parametrize("path", ["tools/nib.tml", "tools/.nib.toml", "tools/Nib.toml", "nib.toml"])
def test_what_is_no_tool(tmp_path: Path, path: str) -> None:
    review = "reviews/nib/builder.toml"
    assert places(found(tmp_path, RULE, {path: TOOL, review: REVIEW})) == [(review, 1, 1)]


def test_many_orphans_among_many_tools_take_no_long_time(tmp_path: Path) -> None:
    tools = {f"tools/tool-number-{number}.toml": "" for number in range(2000)}
    reviews = {f"reviews/tool-nunber-{number}/builder.toml": "" for number in range(200)}
    root = write(tmp_path, {**tools, **reviews})
    started = time.process_time()
    assert len(reported(RULE, root)) == 200
    assert time.process_time() - started < 3
