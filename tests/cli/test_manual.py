"""`cli/manual.py`: help that a person can read."""

import re
import shlex

import pytest

from tests.conftest import Run
from vcompare import cli


def test_commands_stand_in_groups_and_each_stands_once(vcompare: Run) -> None:
    text = vcompare("--help").stdout
    headings = re.findall(r"(?m)^(\S.*):$", text)
    assert headings == [*cli.GROUPS, "Options", "Examples"]
    for command in cli.COMMANDS:
        assert len(re.findall(rf"(?m)^  {command} ", text)) == 1, command
    assert text == vcompare("help").stdout == vcompare().stdout == vcompare("help", "help").stdout


@pytest.mark.parametrize("command", cli.COMMANDS)
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_help_fits_and_its_examples_can_be_pasted(vcompare: Run, command: str, columns: str) -> None:
    text = vcompare("help", command, env={"COLUMNS": columns}).stdout
    assert text == vcompare(command, "--help", env={"COLUMNS": columns}).stdout
    assert text.startswith(f"Usage: vcompare {command} ")
    assert max(map(len, text.splitlines())) <= int(columns)
    assert "Example" not in text.partition("Examples:\n")[0]
    for line in text.partition("Examples:\n")[2].partition("\n\n")[0].replace("\\\n", "").splitlines():
        assert shlex.split(line)[:2] == ["vcompare", command]


def test_a_long_example_is_broken_between_its_words(vcompare: Run) -> None:
    text = vcompare("add", "--help", env={"COLUMNS": "60"}).stdout
    assert (
        "Examples:\n"
        "  vcompare add Anvil \\\n"
        '      --tagline "Build server in one binary" \\\n'
        "      --category Self-hosted --entry free\n"
    ) in text


def test_limits_of_numbers_are_in_words(vcompare: Run) -> None:
    text = vcompare("list", "--help").stdout
    assert "[0 to 100]" in " ".join(text.split())
    assert "x>=" not in text


def test_other_names(vcompare: Run) -> None:
    assert vcompare("-V").stdout == vcompare("--version").stdout
    assert vcompare("compare", "modal", "haiku").stdout == vcompare("show", "modal", "haiku").stdout
    assert vcompare("help", "compare").stdout.startswith("Usage: vcompare compare ")


def test_color_is_for_terminals(vcompare: Run) -> None:
    assert "\x1b" not in vcompare("--help").stdout
    colored = vcompare("--help", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[1;32mExamples:\x1b[0m\n" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == vcompare("--help").stdout
