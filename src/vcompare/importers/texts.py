"""Bytes that somebody brings to text: UTF-8, and nothing that an editor or Git left in it."""

import re

from vcompare.catalog.source import line_and_column, parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.importers.bounds import MAX_BYTES
from vcompare.text.conflicts import HINT, MESSAGE, conflict

_MARK = b"\xef\xbb\xbf"
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = {
    b"\x1f\x8b": ("compressed with gzip", "`gunzip` it first"),
    b"\x28\xb5\x2f\xfd": ("compressed with zstd", "`unzstd` it first"),
    b"BZh": ("compressed with bzip2", "`bunzip2` it first"),
    b"\xfd7zXZ": ("compressed with xz", "`unxz` it first"),
    b"<?xml": ("XML", "look for the same as JSON or CSV"),
    b"PK\x03\x04": ("a ZIP archive, as spreadsheets are", "unpack it, or export it as CSV"),
    b"PAR1": ("Parquet", "convert it to JSON or CSV"),
    b"SQLite format 3": ("a database", "export a table of it as CSV or JSON"),
    b"%PDF": ("a PDF", "look for the same as JSON or CSV"),
}


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file, without a byte-order mark.

    Raises VcompareError for what is too large or not UTF-8, or what an editor or Git left unfinished.
    """
    if len(content) > MAX_BYTES:
        raise VcompareError(f"{name} is larger than {MAX_BYTES >> 20} MiB", "split it")
    for start, (what, hint) in _PACKED.items():
        if content.startswith(start):
            raise VcompareError(f"{name} is {what}", hint)
    if content.startswith(_UTF_16) or b"\0" in content[:2]:
        raise VcompareError(f"{name} is UTF-16", "convert it to UTF-8: `iconv -f UTF-16 -t UTF-8`")
    if is_page(content):
        raise VcompareError(f"{name} is a web page, not data", "look for the same as JSON or CSV")
    try:
        text = content.removeprefix(_MARK).decode()
    except UnicodeDecodeError:
        raise _not_utf8(name, content) from None
    _refuse_leftovers(name, text)
    return text


def is_page(content: bytes) -> bool:
    """Say whether something is a web page, as servers send one in place of what is missing."""
    return _PAGE.match(content.removeprefix(_MARK)) is not None


def _not_utf8(name: str, content: bytes) -> VcompareError:
    problem = parse(name, content)
    where = f"{problem.location}: {problem.message}" if isinstance(problem, Diagnostic) else name
    return VcompareError(where, "save the file as UTF-8")


def _refuse_leftovers(name: str, text: str) -> None:
    if text.startswith("\ufeff"):
        raise VcompareError(f"{name}:1:1: it begins with a second byte-order mark", "remove that character")
    if "\0" in text:
        line, column = line_and_column(text, text.index("\0"))
        raise VcompareError(f"{name}:{line}:{column}: there is a null byte", "save it as UTF-8, as text")
    offset = conflict(text)
    if offset is not None:
        raise VcompareError(f"{name}:{line_and_column(text, offset)[0]}:1: {MESSAGE}", HINT)
