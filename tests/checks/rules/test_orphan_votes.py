"""`orphan-votes`: votes on a tool that does not exist."""

from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, TOOL, VOTES, found, places
from vcompare.diagnostics import Diagnostic

RULE = "orphan-votes"
BALLOTS = '[ballots]\nana = "ship"\n'


@pytest.mark.parametrize(
    ("slug", "hint"), [("quil", "did you mean `quill`?"), ("other", "add the tool, or remove this file")]
)
def test_of_no_tool(tmp_path: Path, slug: str, hint: str) -> None:
    path = f"votes/{slug}.toml"
    assert found(tmp_path, RULE, {QUILL: TOOL, VOTES: BALLOTS, path: BALLOTS}) == [
        Diagnostic(path, 1, 1, RULE, "error", f'there is no tool "{slug}"', hint)
    ]


@pytest.mark.parametrize("votes", ["", "=", b"\xff", "\ufeff# [x\r\n"])
def test_what_the_file_holds_does_not_matter(tmp_path: Path, votes: str | bytes) -> None:
    assert places(found(tmp_path, RULE, {VOTES: votes})) == [(VOTES, 1, 1)]


@pytest.mark.parametrize("tool", [TOOL, "", "=", b"\xff", b"#" * 300_000])
def test_a_broken_tool_is_a_tool(tmp_path: Path, tool: str | bytes) -> None:
    assert found(tmp_path, RULE, {QUILL: tool, VOTES: BALLOTS}) == []


@pytest.mark.parametrize("path", ["votes/nib.tml", "votes/.nib.toml", "nib.toml"])
def test_what_is_no_file_of_votes(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, path: BALLOTS}) == []
