"""Filters, columns and sorts mean the same in every command that has them, and so do their errors."""

import re
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Run

COMMANDS = {
    "list": ["list"],
    "search": ["search", "voice"],
    "export": ["export", "--all-pairs", "--into", "posts"],
    "edit": ["edit", "--dry-run", "pricing.checked=today"],
}


def error(vcompare: Run, tmp_path: Path, command: str, option: str, value: str) -> str:
    """Return what a command reports about an option, without the place in a file."""
    if command == "sync":
        page = tmp_path / "page.md"
        page.write_text(f"<!-- vcompare: list {option} '{value}' -->\n<!-- /vcompare -->\n")
        done = vcompare("sync", str(page), catalog=SAMPLE)
        assert page.read_text().count("\n") == 2
    else:
        done = vcompare(*COMMANDS[command], option, value, catalog=SAMPLE)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "posts").exists()
    return re.sub(r"^error: \S*page\.md:1: ", "error: ", done.stderr)


@pytest.mark.parametrize("command", ["search", "export", "sync", "edit"])
@pytest.mark.parametrize(
    "condition",
    ["scoer>=80", "ship>1", "score", "!entry", "80", "score>", "score=>80", "score≥80", "score>=high", "entry=fre"],
)  # fmt: skip
def test_a_condition_that_cannot_be_read(vcompare: Run, tmp_path: Path, command: str, condition: str) -> None:
    expected = error(vcompare, tmp_path, "list", "--where", condition)
    assert "\nhint: " in expected or "compared with a number" in expected
    assert error(vcompare, tmp_path, command, "--where", condition) == expected


@pytest.mark.parametrize("fields", ["scoer", "name,-scoer", "ship", "zzzz"])
@pytest.mark.parametrize(
    ("command", "option"),
    [("search", "--columns"), ("sync", "--columns")]
    + [(command, "--sort") for command in ("search", "export", "sync")],
)
def test_a_field_that_there_is_not(
    vcompare: Run, tmp_path: Path, command: str, option: str, fields: str
) -> None:
    expected = error(vcompare, tmp_path, "list", option, fields)
    assert re.search(r"hint: (did you mean|write|use one of) ", expected)
    assert error(vcompare, tmp_path, command, option, fields) == expected


@pytest.mark.parametrize(
    "words",
    [
        "--where 'score>=70' --where 'vendor=Microsoft,Anthropic' --columns name,vendor --columns score",
        "--where 'entry!=free' --sort -vendor,name --columns slug,vendor",
        "--sort entry --sort -slug --limit 3 --columns slug --columns entry",
        "--columns builder.score,community,checked --reverse --limit 4",
    ],
)
def test_a_block_is_what_list_writes(vcompare: Run, tmp_path: Path, words: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"<!-- vcompare: list {words} -->\n<!-- /vcompare -->\n")
    assert vcompare("sync", str(page), catalog=SAMPLE).returncode == 0
    arguments = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", words)]
    listed = vcompare("list", *arguments, "-f", "markdown", catalog=SAMPLE).stdout
    assert listed.count("\n") > 2
    assert f" -->\n\n{listed}\n<!-- /vcompare" in page.read_text()
