"""Files that a command writes: judged before any is written, and judged once more at the last moment."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import content
from vcompare.cli import written
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.publish.seals import sealed

OURS, NEWER = sealed("one\n", "export a b"), sealed("two\n", "export a b")
MINE = "My own words.\n"


def saved_meanwhile(monkeypatch: pytest.MonkeyPatch, save: Callable[[], object]) -> None:
    """Let a person save a file when all is judged and on the disk, and nothing is in its place yet."""
    write: Callable[..., Any] = files._write_draft

    def slow(*arguments: Any, **options: Any) -> None:
        write(*arguments, **options)
        save()

    monkeypatch.setattr(files, "_write_draft", slow)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("before", [None, OURS, MINE, ""])
def test_a_check_writes_nothing_whatever_is_there(tmp_path: Path, before: str | None, force: bool) -> None:
    post, chart = tmp_path / "post.md", tmp_path / "chart.svg"
    for path in (post, chart):
        if before is not None:
            path.write_text(before)
    was = content(tmp_path)
    assert written.put({post: NEWER, chart: NEWER}, check=True, force=force) == 1
    assert content(tmp_path) == was


@pytest.mark.parametrize("drifted", ["post.md", "chart.svg"])
def test_one_of_two_that_drifted_is_drift(tmp_path: Path, drifted: str) -> None:
    texts = {tmp_path / "post.md": OURS, tmp_path / "chart.svg": OURS}
    for path in texts:
        path.write_text(OURS)
    assert written.put(texts, check=True, force=False) == 0
    assert written.put(texts | {tmp_path / drifted: NEWER}, check=True, force=False) == 1


@pytest.mark.parametrize("foreign", ["post.md", "chart.svg"])
@pytest.mark.parametrize("mine", [MINE, ""])
def test_a_foreign_file_keeps_both_as_they_were(tmp_path: Path, foreign: str, mine: str) -> None:
    texts = {tmp_path / "post.md": NEWER, tmp_path / "chart.svg": NEWER}
    for path in texts:
        path.write_text(mine if path.name == foreign else OURS)
    was = content(tmp_path)
    with pytest.raises(VcompareError, match=f"{foreign} does not end with a seal"):
        written.put(texts, check=False, force=False)
    assert content(tmp_path) == was
    assert written.put(texts, check=False, force=True) == 0
    assert set(content(tmp_path).values()) == {NEWER}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("before", [None, OURS])
@pytest.mark.parametrize("after", [MINE, None])
def test_what_a_person_does_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, after: str | None, force: bool
) -> None:
    post, chart = tmp_path / "post.md", tmp_path / "chart.svg"
    if before is not None:
        post.write_text(before)

    def save() -> None:
        post.unlink(missing_ok=True) if after is None else post.write_text(after)

    saved_meanwhile(monkeypatch, save)
    if before is after is None:
        assert written.put({post: NEWER, chart: NEWER}, check=False, force=force) == 0
        return
    with pytest.raises(VcompareError, match=r"post\.md was changed while vcompare was at work"):
        written.put({chart: NEWER, post: NEWER}, check=False, force=force)
    assert content(tmp_path) == ({} if after is None else {"post.md": after})


def test_what_cannot_be_read_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = tmp_path / "post.md"
    post.write_text(MINE)

    def closed(*_arguments: Any) -> None:
        raise VcompareError("cannot be read")

    monkeypatch.setattr(files, "current", closed)
    with pytest.raises(VcompareError, match="cannot be read"):
        written.put({post: NEWER}, check=False, force=True)
    assert post.read_text() == MINE


def test_a_template_is_an_ordinary_file_of_some_size(tmp_path: Path) -> None:
    path = tmp_path / "own.jinja"
    path.write_text("x" * 256 * 1024)
    (tmp_path / "link").symlink_to("own.jinja")
    assert written.read(path) == written.read(tmp_path / "link") == path.read_text()
    path.write_text("x" * (256 * 1024 + 1))
    with pytest.raises(VcompareError, match="is larger than 256 KiB"):
        written.read(path)
    path.write_bytes(b"\xff")
    with pytest.raises(VcompareError, match="is not UTF-8"):
        written.read(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/dev/zero", "not a regular file"),
        ("pipe", "not a regular file"),
        ("to-zero", "not a regular file"),
        (".", "a folder"),
    ],
)
def test_what_may_never_end_is_no_template(tmp_path: Path, name: str, reason: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-zero").symlink_to("/dev/zero")
    with pytest.raises(VcompareError, match=f"cannot be read: it is {reason}"):
        written.read(tmp_path / name)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("missing")
    for name in ("missing", "link"):
        with pytest.raises(VcompareError, match=f"{name} cannot be read: no such file"):
            written.read(tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is a pipe with a name")
def test_an_open_pipe_is_no_template() -> None:
    heard, said = os.pipe()
    try:
        with pytest.raises(VcompareError, match="cannot be read: it is no ordinary file"):
            written.read(Path(f"/dev/fd/{heard}"))
    finally:
        os.close(heard)
        os.close(said)
