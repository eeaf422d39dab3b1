"""Files that exist: read within bounds, and not overwritten where a person edited them."""

import os
from pathlib import Path

import pytest

from vcompare.editing import differences
from vcompare.errors import VcompareError
from vcompare.publish import existing
from vcompare.text.seals import sealed

OURS, NEWER = sealed("one\n", "export a b"), sealed("two\n", "export a b")
LIMIT = 256 * 1024


@pytest.mark.parametrize(
    ("before", "status", "forced"),
    [
        (None, "changed", "changed"),
        (NEWER, "same", "same"),
        (OURS, "changed", "changed"),
        (f"Edited. {OURS}", "edited", "changed"),
        ("My own words.\n", "edited", "changed"),
        ("", "edited", "changed"),
    ],
)
def test_what_a_text_is_to_its_file(tmp_path: Path, before: str | None, status: str, forced: str) -> None:
    path = tmp_path / "post.md"
    if before is not None:
        path.write_text(before)
    output = existing.compare(path, NEWER, force=False)
    assert (output.status, output.before) == (status, before)
    assert existing.compare(path, NEWER, force=True).status == forced
    assert bool(output.difference) == (before != NEWER)
    assert bool(output.reason and output.hint) == (status == "edited")


@pytest.mark.parametrize("ends", ["\r\n", "\r\r\n", "mixed"])
def test_line_ends_are_no_difference_and_stay(tmp_path: Path, ends: str) -> None:
    def as_checked_out(text: str) -> str:
        lines = text.splitlines()
        return "".join(
            line + ("\r\n" if number % 2 else "\n") if ends == "mixed" else line + ends
            for number, line in enumerate(lines)
        )

    path = tmp_path / "post.md"
    old, new = (sealed(f"one\n{middle}\nthree\nfour\n", "export a b") for middle in ("2", "two"))
    path.write_bytes(as_checked_out(old).encode())
    same = existing.compare(path, old, force=False)
    assert (same.status, same.difference, existing.write([same])) == ("same", "", [])
    output = existing.compare(path, new, force=False)
    assert output.status == "changed"
    assert output.difference == differences.difference(path, old, new)
    existing.write([output])
    expected = as_checked_out(new).replace("\r\r\n", "\r\n")
    assert path.read_bytes().replace(b"\r\r\n", b"\r\n") == expected.encode()


@pytest.mark.parametrize("force", [False, True])
def test_what_is_not_a_file_is_blocked(tmp_path: Path, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "link", "pipe"):
        output = existing.compare(tmp_path / name, NEWER, force=force)
        assert (output.status, output.difference) == ("blocked", "")
        assert f"{name} cannot be read: it is " in output.reason


def test_a_file_is_read_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "own.jinja"
    path.write_text("x" * LIMIT)
    assert existing.read(path, LIMIT) == path.read_text()
    path.write_text("x" * (LIMIT + 1))
    with pytest.raises(VcompareError, match="is larger than 256 KiB"):
        existing.read(path, LIMIT)
    path.write_bytes(b"a\n\xff")
    with pytest.raises(VcompareError, match=r"own\.jinja is not UTF-8"):
        existing.read(path, LIMIT)


@pytest.mark.parametrize("name", ["missing", "/dev/zero", "pipe", "link", "."])
def test_what_is_not_a_file_is_not_read(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    with pytest.raises(VcompareError, match="cannot be read: "):
        existing.read(tmp_path / name, LIMIT)
