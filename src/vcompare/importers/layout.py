"""The files of an import: their text, which is the same for the same facts, and what was sealed in them."""

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from vcompare.editing.style import fields, quoted, rendered
from vcompare.model import Offer, Pricing, Source, Tool
from vcompare.text import seals

_SEEN = re.compile(r"seen = ([0-9]{4}-[0-9]{2}-[0-9]{2})$", re.MULTILINE)
_VALUES = {"rates", "specs"}
"""Tables whose values may be tables themselves, each on a line."""
_TOOL, _PRICING, _OFFER, _SOURCE = (tuple(fields(model) or ()) for model in (Tool, Pricing, Offer, Source))
_NAMED = {"offers": _OFFER, "sources": _SOURCE}
"""Tables of tables, with the keys that each of those may have."""
_TEXT, _USUAL = {str}, {str, bool, int, float, datetime.date}


class Sealed(NamedTuple):
    """What an import wrote: the source, the day on which that was seen, and whether it still is so."""

    source: str
    seen: datetime.date | None
    intact: bool


def tool_text(tool: Mapping[str, Any], source: str, seen: datetime.date) -> str:
    """Return the text of `imported/<source>/<tool>.toml`, in the order and the style of `fmt`.

    The specs and rates of the tool are in the order in which the catalog declares them.
    """
    lines, tables = _blocks(tool, _TOOL)
    return _sealed("\n".join([f"seen = {seen}\n{lines}", *tables]), source)


def state_text(values: Mapping[str, Any], source: str, seen: datetime.date) -> str:
    """Return the text of `imported/<source>.toml`, which says what was imported."""
    lines = [f"{key} = {rendered(value)}\n" for key, value in values.items() if value is not None]
    return _sealed(f"{''.join(lines)}seen = {seen}\n", source)


def written(text: str) -> Sealed | None:
    """Read what an import sealed; None for a text without a seal."""
    seal = seals.seal(text, seals.TOML)
    if seal is None or not seal.command.startswith("import "):
        return None
    seen = _SEEN.search(text.replace("\r\n", "\n"))
    try:
        day = datetime.date.fromisoformat(seen[1]) if seen else None
    except ValueError:
        day = None
    return Sealed(seal.command.removeprefix("import "), day, seal.intact)


def _sealed(text: str, source: str) -> str:
    return seals.sealed(f"{text}\n", f"import {source}", seals.TOML)


def _blocks(table: Mapping[str, Any], order: tuple[str, ...], name: str = "") -> tuple[str, list[str]]:
    """Return the lines of a table, and the tables within it, each with its header, in the order of keys."""
    lines, tables = list[str](), list[str]()
    for key in order:
        value = table.get(key)
        if value is None:
            continue
        if not _is_table(value):
            lines.append(_line(key, value))
        elif value:
            tables += _within(key, value, f"{name}.{key}" if name else key)
    return "".join(lines), tables


def _within(key: str, value: Any, header: str) -> Iterator[str]:
    """Return a table within another one, or several, each with its header."""
    if key in _VALUES:
        yield f"[{header}]\n" + "".join(map(_line, value, value.values()))
    elif key in {"tiers", "plans"}:
        yield from (f"[[{header}]]\n" + "".join(map(_line, item, item.values())) for item in value)
    elif key == "pricing":
        yield from _table(value, _PRICING, header)
    elif key in _NAMED:
        for name, item in value.items():
            yield from _table(item, _NAMED[key], f"{header}.{name}")


def _table(table: Mapping[str, Any], order: tuple[str, ...], header: str) -> Iterator[str]:
    lines, inner = _blocks(table, order, header)
    if lines or not inner:
        yield f"[{header}]\n{lines}"
    yield from inner


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _line(key: str, value: Any) -> str:
    """Return the line of a value. Most are in many files, and written only once."""
    kind = type(value)
    if kind is list and _TEXT.issuperset(map(type, value)):
        return _usual(key, tuple(value))
    return _usual(key, value) if kind in _USUAL and (value or kind is not float) else _as_line(key, value)


def _as_line(key: str, value: Any) -> str:
    return f"{quoted(key)} = {rendered(value, len(key) + 3)}\n"


_usual = lru_cache(1 << 16, typed=True)(_as_line)
