"""`empty-decision`: a decision that no tool passes, at its conditions."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, NIB, QUILL, REVIEW, TOOL, Examples, found, write
from vcompare.catalog.store import Catalog
from vcompare.checks.runner import check

RULE = "empty-decision"
DESK = "decisions/desk.toml"
SCORE = "[criteria.score]\nweight = 1\n"
TOOLS = {QUILL: TOOL, BUILDER: REVIEW + "score = 80\n", NIB: TOOL.replace("Quill", "Nib")}


def messages(tmp_path: Path, asked: str, tools: Examples = TOOLS) -> list[tuple[int, str]]:
    files = {**tools, DESK: f'label = "Desk"\n{asked}\n{SCORE}'}
    return [(one.line, one.message) for one in found(tmp_path, RULE, files)]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("where = ['category=Editors']", "no tool passes the conditions of this decision"),
        ("where = ['score>=80', 'name=Nib']", "no tool passes the conditions of this decision"),
        (
            "tools = ['nib']\nwhere = ['score>=80']",
            "none of its tools passes the conditions of this decision",
        ),
        ("where = ['score>=80']", None),
        ("tools = ['nib', 'quill']\nwhere = ['score>=80']", None),
        ("where = ['worth.desk>=0.8']", None),
        ("", None),
        ("where = ['contxt>=80']", None),
    ],
)
def test_what_the_tools_pass(tmp_path: Path, asked: str, message: str | None) -> None:
    assert messages(tmp_path, asked) == ([(3 if "tools" in asked else 2, message)] if message else [])


@pytest.mark.parametrize("text", ["name = ", "name = 3\n", None])
def test_nobody_knows_what_tools_pass_that_cannot_be_read(tmp_path: Path, text: str | None) -> None:
    tools = {NIB: text, QUILL: TOOL} if text else {}
    assert messages(tmp_path, "where = ['category=Editors']", tools) == []


def test_no_more_tools_are_read_than_that_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, real = list[str](), Catalog.record

    def record(catalog: Catalog, slug: str) -> object:
        read.append(slug)
        return real(catalog, slug)

    monkeypatch.setattr(Catalog, "record", record)
    tools = {f"tools/t{at}.toml": TOOL.replace("Quill", f"T{at}") for at in range(9)}
    check(write(tmp_path, {**tools, DESK: f'label = "Desk"\nwhere = ["entry=free"]\n{SCORE}'}))
    assert read == ["t0"]
