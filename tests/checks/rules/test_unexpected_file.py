"""`unexpected-file`: what the format has no place for, and a folder with nearly the right name."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TOOL, VOTES, found, places
from vcompare.diagnostics import Diagnostic

RULE = "unexpected-file"
MOVE = "move it out of the catalog's folders"
NAME = "files of the catalog are named *.toml"
REVIEWS = "reviews belong at reviews/<tool>/<reviewer>.toml"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("tools/nib.tml", NAME),
        ("tools/nib.toml~", NAME),
        ("tools/nibtoml", NAME),
        ("tools/nib.TOML", NAME),
        ("tools/README.md", MOVE),
        ("votes/nib.json", MOVE),
        ("reviews/quill/notes.md", MOVE),
        ("reviews/stray.toml", REVIEWS),
        ("reviews/README.md", REVIEWS),
        ("tools/日本 🖋️", MOVE),
        ("tools/two\nlines", MOVE),
        ("tools/\x1b]0;x\u202e\x07", MOVE),
        ("tools/byte \udcff", MOVE),
        ("tools/-", MOVE),
    ],
)
def test_files_in_the_folders_of_the_format(tmp_path: Path, path: str, hint: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, path: ""}) == [
        Diagnostic(path, 1, 1, RULE, "error", "the format has no place for this", hint)
    ]


@pytest.mark.parametrize("folder", ["tools/nib", "reviews/quill/more", "votes/nib"])
def test_folders_where_files_belong(tmp_path: Path, folder: str) -> None:
    hint = f"{folder.rpartition('/')[0]} holds files, not folders: move it away"
    assert found(tmp_path, RULE, {QUILL: TOOL, f"{folder}/builder.toml": ""}) == [
        Diagnostic(folder, 1, 1, RULE, "error", "the format has no place for this", hint)
    ]


@pytest.mark.parametrize(
    ("folder", "near"),
    [("tool", "tools"), ("Tools", "tools"), ("review", "reviews"), ("REVIEWS", "reviews"), ("vote", "votes")],
)
def test_a_folder_with_nearly_the_right_name(tmp_path: Path, folder: str, near: str) -> None:
    assert found(tmp_path, RULE, {f"{folder}/quill.toml": TOOL, f"{folder}/nib/builder.toml": ""}) == [
        Diagnostic(folder, 1, 1, RULE, "error", f"`{folder}` is not read", f"did you mean `{near}`?")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "tool", "tools.md", "src/x.toml", ".github/x", "docs/tools/x", "test/x",
        "tools/.quill.toml.swp", "tools/.toml", "tools/.git/x", "reviews/.keep", "reviews/.x/y", "reviews/quill/.x",
        "votes/.gitkeep",
    ],
)  # fmt: skip
def test_what_is_let_be(tmp_path: Path, path: str) -> None:
    assert places(found(tmp_path, RULE, {QUILL: TOOL, BUILDER: REVIEW, VOTES: "", path: ""})) == []


@pytest.mark.parametrize("path", ["notes/meeting.md", "views/index.html", "previews/quill.png", ".tools/x"])
def test_the_repository_s_own_folders(tmp_path: Path, path: str) -> None:
    assert places(found(tmp_path, RULE, {QUILL: TOOL, path: ""})) == []


def test_empty_folders(tmp_path: Path) -> None:
    for folder in ("tools", "reviews/quill", "votes"):
        (tmp_path / "catalog" / folder).mkdir(parents=True)
    assert found(tmp_path, RULE, {}) == []
