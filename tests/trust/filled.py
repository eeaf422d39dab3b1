"""Values of any type of the model, with a text of a test's own wherever the type takes a text."""

import datetime
import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from msgspec import inspect

DAY = datetime.date(2026, 1, 2)
_WORDS = ("word", "USD", "#0b57d0")


def line(text: str, longest: int = 10_000) -> str:
    """Return a text as the format takes it where it wants one line."""
    kept = text.replace("\n", " ").replace("\r", " ")[:longest]
    return kept if kept.strip() else "x"


def prose(text: str) -> str:
    return text if text.strip() else "x"


def address(text: str) -> str:
    """Return a text inside an address that the format takes."""
    return "https://evil.example/" + "".join(
        one for one in text if not one.isspace() and one not in '<>"\\^`{|}'
    )


def filled(kind: Any, texts: Iterator[str]) -> Any:
    """Return a value of a type, with what it needs, and the next of the texts wherever there may be one.

    So is a field that the model gets later. What is `Any` in the model is left out.
    """
    return _filled(inspect.type_info(kind), texts)


@singledispatch
def _filled(_kind: inspect.Type, _texts: Iterator[str]) -> Any:
    return None


@_filled.register
def _(kind: inspect.Metadata, texts: Iterator[str]) -> Any:
    return _filled(kind.type, texts)


@_filled.register
def _(kind: inspect.UnionType, texts: Iterator[str]) -> Any:
    return _filled(next(filter(_holds_text, kind.types), kind.types[0]), texts)


@_filled.register
def _(kind: inspect.StructType, texts: Iterator[str]) -> dict[str, Any]:
    wanted = [one for one in kind.fields if one.required or _holds_text(one.type)]
    values = {one.encode_name: _filled(one.type, texts) for one in wanted}
    return {key: value for key, value in values.items() if value is not None}


@_filled.register
def _(kind: inspect.DictType, texts: Iterator[str]) -> dict[str, Any]:
    return {_filled(kind.key_type, texts): _filled(kind.value_type, texts)}


@_filled.register
def _(kind: inspect.VarTupleType, texts: Iterator[str]) -> list[Any]:
    return [_filled(kind.item_type, texts)]


@_filled.register
def _(kind: inspect.LiteralType, _texts: Iterator[str]) -> Any:
    return kind.values[0]


@_filled.register(inspect.IntType | inspect.FloatType)
def _(_kind: inspect.Type, _texts: Iterator[str]) -> int:
    return 1


@_filled.register
def _(_kind: inspect.BoolType, _texts: Iterator[str]) -> bool:
    return True


@_filled.register
def _(_kind: inspect.DateType, _texts: Iterator[str]) -> datetime.date:
    return DAY


@_filled.register
def _(kind: inspect.StrType, texts: Iterator[str]) -> str:
    if not _is_open(kind):
        return next(one for one in _WORDS if _takes(kind, one))
    text = next(texts)
    alike = (prose(text)[: kind.max_length], line(text, kind.max_length or 10_000), address(text))
    return next(one for one in alike if _takes(kind, one))


def _takes(kind: inspect.StrType, text: str) -> bool:
    return len(text) <= (kind.max_length or len(text)) and bool(re.search(kind.pattern or "", text))


def _is_open(kind: inspect.StrType) -> bool:
    """Say whether more than a word may be there: a text, or an address."""
    return _takes(kind, "<b> \x1b") or _takes(kind, "https://evil.example/'&;")


def _holds_text(kind: inspect.Type) -> bool:
    return _is_open(kind) if isinstance(kind, inspect.StrType) else any(map(_holds_text, _parts(kind)))


def _parts(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    match kind:
        case inspect.Metadata():
            return (kind.type,)
        case inspect.UnionType():
            return kind.types
        case inspect.StructType():
            return tuple(one.type for one in kind.fields)
        case inspect.VarTupleType():
            return (kind.item_type,)
        case inspect.DictType() if not isinstance(kind.value_type, inspect.AnyType):
            return kind.key_type, kind.value_type
    return ()
