"""`unreadable-file`: what the system refuses to open or to list."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TODAY, TOOL, VOTES, places, reported, write
from vcompare.checks.runner import check
from vcompare.diagnostics import Diagnostic

RULE = "unreadable-file"
HINT = "check that it exists and its permissions"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOT_AS_ROOT = pytest.mark.skipif(IS_ROOT, reason="permissions do not bind root")


def refuse(monkeypatch: pytest.MonkeyPatch, call: str, name: str, number: int) -> None:
    """Make a call of the system fail for the paths that end in `name`."""
    real = getattr(os, call)

    def failing(path: Any, *rest: Any, **options: Any) -> Any:
        if str(path).endswith(name):
            raise OSError(number, os.strerror(number), path)
        return real(path, *rest, **options)

    monkeypatch.setattr(os, call, failing)


@pytest.mark.parametrize("path", ["catalog.toml", QUILL, BUILDER, VOTES])
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "permission denied"),
        (errno.ENOENT, "no such file or directory"),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, number: int, reason: str
) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW, VOTES: ""})
    refuse(monkeypatch, "open", path, number)
    assert check(root, today=TODAY).diagnostics == (
        Diagnostic(path, 1, 1, RULE, "error", f"this cannot be read: {reason}", HINT),
    )


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW})

    def read(descriptor: int, _count: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO), descriptor)

    monkeypatch.setattr(os, "read", read)
    assert [path for path, _, _ in places(reported(RULE, root))] == ["catalog.toml", BUILDER, QUILL]


@NOT_AS_ROOT
def test_permissions(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW})
    (root / QUILL).chmod(0)
    assert places(reported(RULE, root)) == [(QUILL, 1, 1)]


@pytest.mark.parametrize("folder", ["tools", "reviews", "reviews/quill", "votes"])
def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW, VOTES: ""})
    refuse(monkeypatch, "listdir", f"catalog/{folder}", errno.EACCES)
    assert places(reported(RULE, root)) == [(folder, 1, 1)]


@NOT_AS_ROOT
def test_permissions_of_a_folder(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW})
    (root / "reviews").chmod(0)
    findings = reported(RULE, root)
    (root / "reviews").chmod(0o700)
    assert places(findings) == [("reviews", 1, 1)]


def test_readable_files(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW})
    (root / QUILL).chmod(0o400)
    assert reported(RULE, root) == []
