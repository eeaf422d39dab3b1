"""`bad-slug`: the name of a file or folder that cannot be a key."""

import json
from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, REVIEW, TOOL, found, write
from tests.conftest import Run
from vcompare.diagnostics import Diagnostic

RULE = "bad-slug"
HINT = "use lower-case letters and digits joined by single hyphens, at most 80 characters"
ODD = ("two\nlines", "\x1b]0;x\x07", "\u202etxt", "byte \udcff", "日本 🖋️", "::error::x")


def findings(path: str, *names: str) -> list[Diagnostic]:
    return [Diagnostic(path, 1, 1, RULE, "error", f'"{name}" is not a slug', HINT) for name in names]


@pytest.mark.parametrize(
    "name",
    [
        "Quill", "quill 2", "quill_2", "quill.2", "-quill", "quill-", "quill--2", "-", " ", "é", "e\u0301", "٣",
        "a" * 81, *ODD,
    ],
)  # fmt: skip
def test_names_that_are_no_slugs(tmp_path: Path, name: str) -> None:
    path = f"tools/{name}.toml"
    assert found(tmp_path, RULE, {path: TOOL}) == findings(path, name)


@pytest.mark.parametrize("name", ["a", "0", "quill", "quill-2", "4-5", "a-b-c", "a" * 80, "console"])
def test_names_that_are(tmp_path: Path, name: str) -> None:
    files = {f"tools/{name}.toml": TOOL, f"reviews/{name}/{name}.toml": REVIEW, f"votes/{name}.toml": ""}
    assert found(tmp_path, RULE, files) == []


def test_folders_reviewers_and_votes(tmp_path: Path) -> None:
    files = {
        "votes/A.toml": "",
        "reviews/B/builder.toml": REVIEW,
        "reviews/B/C.toml": "",
        "reviews/b/D.toml": "",
    }
    assert found(tmp_path, RULE, files) == [
        *findings("reviews/B/C.toml", "B", "C"),
        *findings("reviews/B/builder.toml", "B"),
        *findings("reviews/b/D.toml", "D"),
        *findings("votes/A.toml", "A"),
    ]


def test_what_is_no_key_may_have_any_name(tmp_path: Path) -> None:
    assert (
        found(tmp_path, RULE, {QUILL: TOOL, "Read Me.toml": "", "tools/.B.toml": "", "tools/B.tml": ""}) == []
    )


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_the_program_shows_odd_names_escaped(tmp_path: Path, vcompare: Run, form: str) -> None:
    root = write(tmp_path, {f"tools/{name}.toml": TOOL for name in ODD})
    result = vcompare("check", "--format", form, "--select", RULE, catalog=root)
    assert result.returncode == 1
    for character in "\x1b\x07\u202e":
        assert character not in result.stdout + result.stderr
    if form == "json":
        assert len(json.loads(result.stdout)["diagnostics"]) == len(ODD)
    elif form in {"text", "github"}:
        assert len(result.stdout.splitlines()) == len(ODD)


@pytest.mark.parametrize("name", ["con", "aux", "lpt9"])
def test_names_that_windows_cannot_check_out(tmp_path: Path, name: str) -> None:
    findings = found(
        tmp_path, RULE, {f"tools/{name}.toml": TOOL, "tools/console.toml": TOOL.replace("Quill", "Nib")}
    )
    assert [(one.path, one.message) for one in findings] == [
        (f"tools/{name}.toml", f'"{name}" is a device on Windows, not a file')
    ]
