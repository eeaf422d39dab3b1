"""`too-large`: a file of more than 262,144 bytes."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, TOOL, VOTES, found, places, reported, write
from vcompare.diagnostics import Diagnostic

RULE = "too-large"
LIMIT = 262_144


@pytest.mark.parametrize("path", ["catalog.toml", QUILL, BUILDER, VOTES])
def test_one_byte_more(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, path: b"#" * (LIMIT + 1)}) == [
        Diagnostic(
            path, 1, 1, RULE, "error", "the file is larger than 256 KiB", "keep facts and opinions short"
        )
    ]


@pytest.mark.parametrize(
    ("content", "large"),
    [
        (b"#" * LIMIT, False),
        ("#" + "é" * (LIMIT // 2 - 1) + "x", False),
        ("#" + "é" * (LIMIT // 2), True),
        (b"\n" * (LIMIT + 1), True),
        (b"\xff" * (LIMIT + 1), True),
    ],
)
def test_bytes_are_counted_before_they_are_read(tmp_path: Path, content: str | bytes, large: bool) -> None:
    assert places(found(tmp_path, RULE, {QUILL: content})) == [(QUILL, 1, 1)] * large


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL})
    with (root / QUILL).open("r+b") as file:
        file.truncate(1 << 36)
    assert places(reported(RULE, root)) == [(QUILL, 1, 1)]
