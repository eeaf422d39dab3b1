"""`cli/console.py`: what goes to a log, and what goes to a file."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.terminal import Asked
from tests.conftest import PROGRAM, REVIEW, SAMPLE, TOOL, MakeCatalog, Run, environment
from vcompare.cli import console

COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
NAME = "::error::x ##[group]y"
TEXT = (
    "Said.\n\n::error::z\n\n    ::warning::a\n\n- b\n\n  ```\n  ::error::c\n  ##[group]d\n  ```\n\n`##[e]`\n"
)
FILES = {
    f"{folder}/{slug}{rest}.toml": content
    for slug in ("a", "b")
    for folder, rest, content in (
        ("tools", "", TOOL.format(name=NAME) + f"description = '''\n{TEXT}'''\n"),
        (
            "reviews",
            "/builder",
            REVIEW.format(verdict="ship", score=80).replace("Said of it. Said more.", NAME),
        ),
    )
}
ANSWERS = [
    *(
        ("show", "a", "b", "--full", "--format", form)
        for form in ("table", "markdown", "csv", "plain", "rst")
    ),
    *(("list", "--format", form) for form in ("table", "markdown", "csv")),
    *(("export", "a", "b", "--format", form) for form in ("markdown", "csv")),
]


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_no_output_in_a_github_log_is_a_command(
    vcompare: Run, make_catalog: MakeCatalog, arguments: tuple[str, ...]
) -> None:
    result = vcompare(*arguments, catalog=make_catalog(FILES), env={"GITHUB_ACTIONS": "true"})
    assert result.returncode == 0
    assert "error" in result.stdout
    assert COMMAND.findall(result.stdout) == []


@pytest.mark.parametrize("arguments", [answer for answer in ANSWERS if "table" not in answer], ids=" ".join)
def test_a_file_gets_the_same_bytes_everywhere(make_catalog: MakeCatalog, arguments: tuple[str, ...]) -> None:
    root = make_catalog(FILES)
    contents = []
    for actions in ("", "true"):
        path = root.parent / f"answer-{actions}"
        env = environment(VCOMPARE_CATALOG=str(root), GITHUB_ACTIONS=actions)
        with path.open("wb") as file:
            subprocess.run([str(PROGRAM), *arguments], stdout=file, env=env, check=True)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_annotations_stay_commands(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": "x = \n"})
    result = vcompare("check", "--format", "github", catalog=root, env={"GITHUB_ACTIONS": "true"})
    assert all(line.startswith(("::error ", "::warning ")) for line in result.stdout.splitlines())
    assert "::error " in result.stdout


def test_labels_have_colors_on_a_terminal_and_nowhere_else(vcompare: Run) -> None:
    plain = vcompare("shwo").stderr
    assert plain.startswith("error: ")
    colored = vcompare("shwo", env={"FORCE_COLOR": "1"}).stderr
    assert colored.startswith("\x1b[1;31merror:\x1b[0m there is no")
    assert "\n\x1b[1;36mhint:\x1b[0m did you mean" in colored
    assert vcompare("shwo", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stderr == plain
    assert vcompare("show", "nosuch", "--color=never", env={"FORCE_COLOR": "1"}).stderr.startswith("error: ")
    assert vcompare("show", "nosuch", "--color", "always").stderr.startswith("\x1b[1;31merror:\x1b[0m")


def test_on_a_terminal_lines_are_broken_between_words(tmp_path: Path) -> None:
    asked = Asked(["edit", "name=a b"], tmp_path, {"COLUMNS": "40", "VCOMPARE_CATALOG": str(SAMPLE)})
    assert asked.status() == 2
    assert [line.rstrip() for line in asked.text.splitlines() if line.strip()] == [
        "error: no tool is named",
        "hint: write it as",
        "  `vcompare edit TOOL 'name=a b'`, or",
        "  name tools with --where or --from",
    ]


def test_in_a_pipe_a_message_is_one_line(vcompare: Run) -> None:
    done = vcompare("edit", "name=a b", env={"COLUMNS": "40"})
    assert len(done.stderr.splitlines()) == 2


WORDS = st.lists(
    st.sampled_from(["a", "word", "`a command`", "a-longer-word", "`vcompare show x`"]),
    min_size=1,
    max_size=20,
)


@given(WORDS, st.integers(20, 60))
def test_a_message_fits_a_terminal_and_keeps_commands_whole(words: list[str], width: int) -> None:
    message = "error: " + " ".join(words)
    with mock.patch.multiple(
        "vcompare.cli.environment", is_terminal=lambda _: True, known_width=lambda *_: width
    ):
        lines = console._fitted(message).split("\n")
    assert " ".join(line.strip() for line in lines) == message
    assert all(len(line) <= width for line in lines)
    assert all(line.count("`") % 2 == 0 for line in lines)
    for line, next_line in pairwise(lines):
        assert len(f"{line} {re.findall('`[^`]*`|[^ ]+', next_line)[0]}") > width


@given(WORDS, st.integers(20, 60))
def test_details_stand_beside_each_other_as_long_as_they_fit(texts: list[str], width: int) -> None:
    lines = [*console._filled(texts, width)]
    assert " · ".join(lines) == " · ".join(texts)
    assert all(len(line) <= width for line in lines)
    for line, next_line in pairwise(lines):
        assert len(f"{line} · {next_line.partition(' · ')[0]}") > width


@pytest.mark.parametrize(
    ("words", "variables", "is_colored"),
    [
        ((), {}, True),
        (("--color", "never"), {}, False),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        ((), {"TERM": None}, False),
        ((), {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        (("--color", "always"), {"TERM": "dumb", "NO_COLOR": "1"}, True),
    ],
)
def test_color_on_a_real_terminal(
    words: tuple[str, ...], variables: dict[str, str | None], is_colored: bool, tmp_path: Path
) -> None:
    asked = Asked(["show", "modal", *words], tmp_path, {"VCOMPARE_CATALOG": str(SAMPLE), **variables})
    assert asked.status() == 0
    assert "Modal" in asked.text
    drawn = [cell for row in asked.screen.buffer.values() for cell in row.values()]
    assert any(cell.fg != "default" or cell.bold for cell in drawn) is is_colored
