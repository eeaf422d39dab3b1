"""`slug-collision`: two paths that are one on a disk that ignores case or normalizes."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, NIB, QUILL, REVIEW, TOOL, VOTES, found
from vcompare.diagnostics import Diagnostic, Location

RULE = "slug-collision"
HINT = "rename one of them"


def pair(first: str, second: str) -> list[Diagnostic]:
    message = f"{first} and {second} are one file on some disks; also at "
    return [
        Diagnostic(here, 1, 1, RULE, "error", f"{message}{there}:1", HINT, (Location(there),))
        for here, there in ((first, second), (second, first))
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("tools/Quill.toml", "tools/quill.toml"),
        ("tools/quill.TOML", "tools/quill.toml"),
        ("tools/QUILL.md", "tools/quill.md"),
        ("reviews/Quill/builder.toml", "reviews/quill/builder.toml"),
        ("reviews/quill/Builder.toml", "reviews/quill/builder.toml"),
        ("votes/Quill.toml", "votes/quill.toml"),
        ("tools/e\u0301.toml", "tools/é.toml"),
        ("tools/E\u0301.toml", "tools/é.toml"),
        ("tools/ΣΑΣ.toml", "tools/σας.toml"),
    ],
)
def test_a_pair(tmp_path: Path, first: str, second: str) -> None:
    assert found(tmp_path, RULE, {first: "", second: ""}) == pair(first, second)


def test_each_of_several_with_the_first(tmp_path: Path) -> None:
    paths = ("tools/QUILL.toml", "tools/Quill.toml", "tools/quill.toml")
    expected = sorted(pair(paths[0], paths[1]) + pair(paths[0], paths[2]))
    assert found(tmp_path, RULE, dict.fromkeys(paths, TOOL)) == expected


@pytest.mark.parametrize("content", ["=", b"\xff", b"#" * 300_000])
def test_what_the_files_hold_does_not_matter(tmp_path: Path, content: str | bytes) -> None:
    files = {"tools/Quill.toml": content, QUILL: TOOL}
    assert found(tmp_path, RULE, files) == pair("tools/Quill.toml", QUILL)


@pytest.mark.parametrize(
    "other", ["tools/quill-2.toml", "tools/qui-ll.toml", "tools/quíll.toml", "tools/Quill", ".x/x"]
)
def test_other_names(tmp_path: Path, other: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, NIB: TOOL, BUILDER: REVIEW, VOTES: "", other: ""}) == []
