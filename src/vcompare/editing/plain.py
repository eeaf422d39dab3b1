"""See quickly that a file is formatted, as most are: one of plain values, without comments."""

import re
from functools import lru_cache
from typing import Any

from vcompare.catalog.source import Document, parse
from vcompare.editing.formatter import Declared, canonical
from vcompare.editing.value_layout import INDENT, WIDTH

_STRING = r'"(?:[^"\\\x00-\x1f\x7f]++|\\[btnfr"\\])*+"'
_LINES = r'"""(?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|\\[btnfr"\\]|"{1,2}(?!"))*+"""'
_DAY = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
_NUMBER = r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:_\d{3}){1,4})(?:\.\d{1,15})?"
_ITEM = rf"(?:{_STRING}|{_NUMBER})"
_ARRAY = rf"\[(?:{_ITEM}(?:, {_ITEM})*+)?\]|\[\n(?:{INDENT}{_ITEM},\n)++\]"
_VALUE = re.compile(
    rf"(?<= = )(?:{_LINES}|{_STRING}|[1-9]\d{{3}}-(?:{_DAY})|{_NUMBER}|true|false|{_ARRAY})$",
    re.ASCII | re.MULTILINE,
)
"""A value that TOML has for certain, laid out as values are, but for the width of arrays."""
_SKELETON = re.compile(r"(?:(?:[\w-]+ = 0|\[\[?[\w.-]+\]\]?)?\n)*+", re.ASCII)
_WITH_ARRAY = re.compile(rf"^[\w-]+ = \[(?:\n(?:{INDENT}.*\n)*\]|.*)$", re.ASCII | re.MULTILINE)


def is_plainly_formatted(content: bytes, model: Any, declared: Declared) -> bool:
    """Say whether a file is TOML, in the one style and order, and that is easily seen; False says nothing.

    What the order is depends only on the keys. So all values are replaced by zeros, which leaves little that
    differs from file to file, and that is formatted once.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    if not _is_formatted(_VALUE.sub("0", text), model, declared):
        return False
    return " = [" not in text or all(_fits(array[0]) for array in _WITH_ARRAY.finditer(text))


@lru_cache(maxsize=4096)
def _is_formatted(skeleton: str, model: Any, declared: Declared) -> bool:
    if not _SKELETON.fullmatch(skeleton):
        return False
    document = parse("", skeleton.encode())
    return isinstance(document, Document) and canonical(document, model, declared) == skeleton


def _fits(pair: str) -> bool:
    """Say whether an array is on one line if it fits there, and only then."""
    line = pair.replace(f"[\n{INDENT}", "[").replace(f",\n{INDENT}", ", ").replace(",\n]", "]")
    return (len(line) <= WIDTH) == (line == pair)
