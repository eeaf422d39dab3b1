"""`merge-conflict`: what Git leaves where it could not merge, in every kind of file."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    NIB,
    QUILL,
    REVIEW,
    SETTINGS,
    TOOL,
    VOTES,
    assert_found_here,
    found,
    write,
)
from tests.conftest import Run
from vcompare.checks.runner import check
from vcompare.text.conflicts import HINT

RULE = "merge-conflict"
CONFLICT = f"{HERE}<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> topic\n"
BASE = f"{HERE}<<<<<<< HEAD\r\nx = 1\r\n||||||| 0123abc\r\n=======\r\nx = 2\r\n>>>>>>> topic\r\n"
FILES = {
    "catalog.toml": SETTINGS,
    QUILL: TOOL,
    BUILDER: REVIEW,
    VOTES: '[ballots]\nana = "ship"\n',
}


@pytest.mark.parametrize("conflict", [CONFLICT, BASE])
@pytest.mark.parametrize("path", FILES)
def test_every_kind_of_file(tmp_path: Path, path: str, conflict: str) -> None:
    assert_found_here(tmp_path, RULE, FILES | {path: FILES[path] + conflict})
    [finding] = [one for one in check(tmp_path / "catalog").diagnostics if one.path == path]
    assert (finding.severity, finding.message, finding.hint) == ("error", "unresolved merge conflict", HINT)


@pytest.mark.parametrize(
    "text",
    [
        f"{HERE}=======\n",
        f"x = 1\n{HERE}>>>>>>> topic\n",
        f"x = 1\n{HERE}||||||| 0123abc\n",
        f"{HERE}<<<<<<<\n",
        f'best_for = """\n{HERE}<<<<<<< HEAD\nNovels\n=======\nBooks\n>>>>>>> topic\n"""\n',
        f'best_for = """\nNovels\n{HERE}>>>>>>> topic"""\n',
    ],
)
def test_what_is_left_of_one(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + text})


@pytest.mark.parametrize(
    "text",
    [
        'description = """\nTools\n=======\n\n    <<<<<<< HEAD\n<<<<<<<<<<<<\n>>>>>>>>>\n"""\n',
        "# <<<<<<< HEAD\n",
        'best_for = "<<<<<<< HEAD"\n',
    ],
)
def test_what_is_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text}) == []


def test_a_text_about_git_may_show_one(tmp_path: Path) -> None:
    text = f'description = """\n{CONFLICT.replace(HERE, "")}"""\nallow = ["{RULE}", "missing-review"]\n'
    assert check_rules(tmp_path, text) == set()


def check_rules(folder: Path, text: str) -> set[str]:
    return {one.rule for one in found(folder, RULE, {QUILL: TOOL + text})}


@pytest.mark.parametrize(
    "words",
    [
        ["show", "quill"],
        ["edit", "quill", "name=Nib"],
        ["fmt"],
        ["export", "quill", "nib"],
        ["vote", "quill", "ship"],
    ],
)
def test_commands_say_so(tmp_path: Path, vcompare: Run, words: list[str]) -> None:
    path = VOTES if words[0] == "vote" else QUILL
    root = write(tmp_path, FILES | {NIB: TOOL, path: FILES[path] + CONFLICT})
    done = vcompare(*words, catalog=root)
    line = FILES[path].count("\n") + 1
    assert done.returncode == 2
    assert f"{path}:{line}:1: unresolved merge conflict" in done.stderr
    assert f"hint: {HINT}" in done.stderr


def test_a_text_with_one_is_shown_with_a_warning(tmp_path: Path, vcompare: Run) -> None:
    root = write(tmp_path, {QUILL: f'{TOOL}description = """\n{CONFLICT.replace(HERE, "")}"""\n'})
    done = vcompare("show", "quill", catalog=root)
    assert done.returncode == 0
    assert "warning: " in done.stderr
    assert "tools/quill.toml:6:1: unresolved merge conflict" in done.stderr


@pytest.mark.parametrize(
    "text", [TOOL, '{"name": "Nib",\n', '[{"name": "Nib"},\n', "name,tagline\nNib,A pen\n"]
)
def test_a_file_of_values_is_looked_at_too(tmp_path: Path, vcompare: Run, text: str) -> None:
    root = write(tmp_path, FILES)
    line = text.count("\n") + 1
    given = (text + CONFLICT.replace(HERE, "")).encode()
    done = vcompare("add", "--from", "-", catalog=root, input=given)
    assert (done.returncode, f"stdin:{line}:1: unresolved merge conflict" in done.stderr) == (2, True)
    done = vcompare("add", "--from", "-", catalog=root, input=b"\xef\xbb\xbf" * 2 + text.encode())
    assert (done.returncode, "stdin:1:1: " in done.stderr) == (2, True)
    assert "a second byte-order mark" in done.stderr
