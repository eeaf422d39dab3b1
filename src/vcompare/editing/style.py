"""How values and keys are written in TOML, and in which order the format has the keys of a table."""

import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import isfinite
from types import MappingProxyType
from typing import Any, get_args, get_origin

import msgspec

from vcompare.catalog.decode import required
from vcompare.catalog.positions import KeyPath
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.value_layout import INDENT, PLAIN, WIDTH
from vcompare.errors import VcompareError
from vcompare.text.safe import hidden

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_GROUPED = 10_000
"""From here on, the digits of a number are in groups of three."""
_LAST_OF_FOUR = 0xFFFF
"""The last character whose escape has four digits."""


def parsed(text: str, where: object = "") -> Document:
    """Return a TOML text as a document. Raises VcompareError, naming `where` and the place, if it is none."""
    document = parse("", text.encode(errors="surrogatepass"))
    if isinstance(document, Diagnostic):
        place = f"{where}:{document.line}:{document.column}: " if where else ""
        raise VcompareError(f"{place}{document.message}", document.hint)
    return document


def rendered(value: Any, indent: int = 0, written: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a value in TOML; `indent` is how much of the line is taken by what precedes it.

    `written` has the strings of a list that are written already, as they are.
    """
    if isinstance(value, str):
        return _string(value, several="\n" in value and "\r" not in value)
    if isinstance(value, dict):
        members = [f"{quoted(key)} = {rendered(item)}" for key, item in value.items()]
        return f"{{ {', '.join(members)} }}" if members else "{}"
    if isinstance(value, list | tuple):
        items = [
            (written.get(item) or _string(item, several=False)) if isinstance(item, str) else rendered(item)
            for item in value
        ]
        line = f"[{', '.join(items)}]"
        if indent + len(line) <= WIDTH:
            return line
        return "".join(("[\n", *(f"{INDENT}{item},\n" for item in items), "]"))
    return _scalar(value)


@lru_cache(maxsize=4096)
def quoted(key: str) -> str:
    """Return a key as TOML writes it: bare where that is allowed."""
    return key if _BARE.fullmatch(key) else _string(key, several=False)


def fields(model: Any, path: KeyPath = ()) -> Mapping[str, Any] | None:
    """Return the keys that a table of a file may have, in their order, with their types.

    None where any key may be there, and where the format knows no such table.
    """
    kind = model_at(model, path)
    return _fields(kind) if is_struct(kind) else None


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    first = getattr(kind, "FIRST", ())
    known = {one.encode_name: required(one.type) for one in msgspec.structs.fields(kind)}
    return {key: known[key] for key in (*first, *(key for key in known if key not in first))}


def is_struct(kind: Any) -> bool:
    """Say whether a type is a table with fixed keys."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def are_tables(kind: Any) -> bool:
    """Say whether a type is a list of tables with fixed keys."""
    return get_origin(kind) is tuple and is_struct(get_args(kind)[0])


def has_values(model: Any, path: KeyPath) -> bool:
    """Say whether a table holds values of any kind, each of which may be a table itself: specs, or rates."""
    kind = model_at(model, path)
    return get_origin(kind) is dict and get_args(kind)[1] is Any


@lru_cache(maxsize=4096)
def model_at(model: Any, path: KeyPath) -> Any:
    """Return the type that the format has for a key path, None where it knows none."""
    for key in path:
        if get_origin(model) is dict:
            model = required(get_args(model)[1])
        elif are_tables(model) and isinstance(key, int):
            model = get_args(model)[0]
        else:
            model = (fields(model) or {}).get(str(key))
    return model


@lru_cache(maxsize=4096)
def header_of(model: Any, path: KeyPath) -> str:
    """Return the header of a table that the format knows, "" for others and for what is in a list."""
    if any(isinstance(key, int) for key in path):
        return ""
    kind = model_at(model, path) if path else None
    is_table = get_origin(kind) is dict or is_struct(kind)
    return f"[{'.'.join(quoted(str(key)) for key in path)}]" if is_table else ""


def same(one: Any, other: Any) -> bool:
    """Say whether two TOML values are equal in kind as well: 1 is neither 1.0 nor true, and nan is nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def _scalar(value: Any) -> str:
    """Return a value that is neither a text nor made of others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is datetime.date:
        return value.isoformat()
    if isinstance(value, int | float) and isfinite(value):
        return f"{value:_}" if isinstance(value, int) and abs(value) >= _GROUPED else repr(value)
    import tomli_w

    return tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n")


def _string(value: str, *, several: bool) -> str:
    """Return a string in TOML, with escapes for what a reader could not see."""
    if PLAIN.fullmatch(value):
        return f'"{value}"'
    import tomli_w

    text = tomli_w.dumps({"k": value}, multiline_strings=several).removeprefix("k = ").removesuffix("\n")
    for sign in hidden(text, lines=True):
        code = ord(sign)
        text = text.replace(sign, f"\\u{code:04x}" if code <= _LAST_OF_FOUR else f"\\U{code:08x}")
    return text
