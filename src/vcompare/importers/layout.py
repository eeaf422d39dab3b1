"""The files of an import: their text, which is the same for the same facts, and what was sealed in them."""

import datetime
import re
from collections.abc import Iterator, Mapping
from itertools import starmap
from typing import Any, NamedTuple

from vcompare.editing.style import fields, quoted, rendered
from vcompare.model import Offer, Pricing, Source, Tool
from vcompare.text import seals

_SEEN = re.compile(r"seen = ([0-9]{4}-[0-9]{2}-[0-9]{2})$", re.MULTILINE)
_VALUES = {"rates", "specs"}
"""Tables whose values may be tables themselves, each on a line."""
_TOOL, _PRICING, _OFFER, _SOURCE = (tuple(fields(model) or ()) for model in (Tool, Pricing, Offer, Source))


class Sealed(NamedTuple):
    """What an import wrote: the source, the day on which that was seen, and whether it still is so."""

    source: str
    seen: datetime.date | None
    intact: bool


def tool_text(tool: Mapping[str, Any], source: str, seen: datetime.date) -> str:
    """Return the text of `imported/<source>/<tool>.toml`, in the order and the style of `fmt`.

    The specs and rates of the tool are in the order in which the catalog declares them.
    """
    blocks = [f"seen = {seen}\n" + "".join(_pairs(tool, _TOOL)), *_tables(tool, _TOOL, "")]
    return _sealed("\n".join(blocks), source)


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


def _pairs(table: Mapping[str, Any], order: tuple[str, ...]) -> Iterator[str]:
    """Return the lines of a table that are no tables themselves."""
    for key in order:
        if key in table and not _is_table(table[key]):
            yield _line(key, table[key])


def _tables(table: Mapping[str, Any], order: tuple[str, ...], above: str) -> Iterator[str]:
    """Return the tables within a table, each with its header, in the order of their keys."""
    for key in order:
        value, header = table.get(key), f"{above}{key}"
        if key in _VALUES and value:
            yield f"[{header}]\n" + "".join(_line(name, item) for name, item in value.items())
        elif key in {"tiers", "plans"} and value:
            yield from (f"[[{header}]]\n" + "".join(starmap(_line, item.items())) for item in value)
        elif key == "pricing" and value:
            yield from _table(value, _PRICING, header)
        elif key in {"offers", "sources"} and value:
            keys = _OFFER if key == "offers" else _SOURCE
            for name, item in value.items():
                yield from _table(item, keys, f"{header}.{name}")


def _table(table: Mapping[str, Any], order: tuple[str, ...], header: str) -> Iterator[str]:
    pairs = "".join(_pairs(table, order))
    inner = list(_tables(table, order, f"{header}."))
    if pairs or not inner:
        yield f"[{header}]\n{pairs}"
    yield from inner


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _line(key: str, value: Any) -> str:
    return f"{quoted(key)} = {rendered(value, len(key) + 3)}\n"
