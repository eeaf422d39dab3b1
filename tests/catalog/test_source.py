"""`source.py`: bytes to data, or to a finding at its place; nothing else is opened."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.catalog.source import MAX_BYTES, Document, Source, parse
from vcompare.diagnostics import Diagnostic


def finding(content: bytes) -> tuple[str, int, int]:
    result = parse("tools/x.toml", content)
    assert isinstance(result, Diagnostic)
    return result.rule, result.line, result.column


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a = 1\nb = \n", ("toml-syntax", 2, 5)),
        ('k = "日本" x\n'.encode(), ("toml-syntax", 1, 10)),
        (b"a = 1\r\n\r\nb = \r\n", ("toml-syntax", 3, 5)),
        (b"\xef\xbb\xbfa = @", ("toml-syntax", 1, 5)),
        (b"\xef\xbb\xbf\xef\xbb\xbfa = 1\n", ("toml-syntax", 1, 1)),
        (b"a = 1\n\xef\xbb\xbfb = 1\n", ("toml-syntax", 2, 1)),
        (b'a = 1\nb = "\xff"', ("not-utf8", 2, 6)),
        ("é = 1\nn = '日".encode() + b"\xed\xa0\x80'", ("not-utf8", 2, 7)),
        (b"[" * 16_000, ("toml-syntax", 1, 3)),
        (b"a." * 20_000 + b"a=1", ("toml-syntax", 1, 1)),
    ],
)
def test_what_is_wrong_and_where(content: bytes, expected: tuple[str, int, int]) -> None:
    assert finding(content) == expected


def test_columns_count_characters() -> None:
    assert finding('"日本日本" = @\n'.encode()) == ("toml-syntax", 1, 10)


def test_line_ends_and_byte_order_marks_change_nothing() -> None:
    plain = parse("x", b'a = """one\ntwo"""\nb = 1\n')
    other = parse("x", b'\xef\xbb\xbfa = """one\r\ntwo"""\r\nb = 1\r\n')
    assert isinstance(plain, Document)
    assert isinstance(other, Document)
    assert plain.data == other.data == {"a": "one\ntwo", "b": 1}
    assert plain.value("b") == other.value("b")


def test_toml_1_1_is_read() -> None:
    document = parse("x", b'a = "\\e\\x41"\nb = {\n  c = 1, # yes\n}\n')
    assert isinstance(document, Document)
    assert document.data == {"a": "\x1bA", "b": {"c": 1}}


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_finding(content: bytes) -> None:
    assert isinstance(parse("x", content), Document | Diagnostic)


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("secret = 1")
    root = tmp_path / "catalog"
    (root / "tools").mkdir(parents=True)
    (root / "tools/link.toml").symlink_to(tmp_path / "outside.toml")
    (root / "tools/loop.toml").symlink_to("loop.toml")
    (root / "tools/folder.toml").mkdir()
    os.mkfifo(root / "tools/pipe.toml")
    (root / "reviews").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(root / "tools")
        server.bind("socket.toml")
        os.chdir(here)
    source = Source(root)
    for path in ("link", "loop", "folder", "pipe", "socket"):
        found = source.load(f"tools/{path}.toml")
        assert isinstance(found, Diagnostic), path
        assert found.rule == "not-a-file", path
    through = source.load("reviews/outside.toml")
    assert isinstance(through, Diagnostic)
    assert through.rule == "not-a-file"
    assert source.names("reviews") == through
    assert source.names("votes") == []


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    found = Source(tmp_path).load("catalog.toml")
    assert isinstance(found, Diagnostic)
    assert found.rule == "unreadable-file"


def test_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "fits.toml").write_bytes(b"a = 1\n" + b"#" * (MAX_BYTES - 6))
    (tmp_path / "large.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    source = Source(tmp_path)
    assert isinstance(source.load("fits.toml"), Document)
    found = source.load("large.toml")
    assert isinstance(found, Diagnostic)
    assert found.rule == "too-large"


def test_no_room_is_made_for_the_largest_file_where_a_file_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, read = list[int](), os.read

    def reading(descriptor: int, size: int) -> bytes:
        sizes.append(size)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", reading)
    (tmp_path / "small.toml").write_text("a = 1\n")
    assert not isinstance(Source(tmp_path).content("small.toml"), Diagnostic)
    assert max(sizes) < 128 * 1024, "from here on, the C library asks the system for new memory each time"
