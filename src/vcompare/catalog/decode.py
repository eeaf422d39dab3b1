"""From a document's data to the model, or everything that is wrong with it.

The types of `model` are the only statement of the format. A valid document costs one call of msgspec;
only if that refuses is the document walked key by key, to find every problem and its place.
"""

import datetime
import types
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from vcompare.catalog.source import Document, merge_conflict
from vcompare.diagnostics import Diagnostic, found
from vcompare.text.conflicts import conflict
from vcompare.text.safe import visible
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

T = TypeVar("T")
Keys = tuple[str | int, ...]

_SHORT = 60
_TYPE_NAMES: dict[type, str] = {
    str: "a string",
    bool: "a boolean",
    int: "a whole number",
    float: "a number with a fraction",
    list: "an array",
    dict: "a table",
    datetime.datetime: "a date with a time",
    datetime.date: "a date",
    datetime.time: "a time",
}


def decode(document: Document, into: type[T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Decode a document into one of the model's file types.

    Returns the value, None where the document cannot stand for one, and the findings. An unknown key, or a
    merge conflict inside a text, is a finding but costs nothing else of the document.
    """
    offset = conflict(document.text)
    left = () if offset is None else (merge_conflict(document.at(offset)),)
    value, findings = decode_at(document, into, document.data, ())
    return value, (*left, *findings)


def decode_at(
    document: Document, into: type[T], value: Any, keys: Keys
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Decode a value that a document has at a key path, as `decode` does a whole one."""
    try:
        return _convert(value, into), ()
    except msgspec.ValidationError:
        findings = tuple(_problems(document, into, value, keys))
    if any(finding.rule != "unknown-key" for finding in findings):
        return None, findings
    return _convert(_known(into, value), into), findings


def _convert(value: Any, into: Any) -> Any:
    # A TOML date is the only way to write a date: a string in its place is a finding, as in the schema.
    return msgspec.convert(value, into, builtin_types=(datetime.date,))


def _problems(
    document: Document, kind: Any, value: Any, keys: Keys, *, optional: bool = False
) -> Iterator[Diagnostic]:
    whole, kind = kind, required(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _in_table(document, kind, value, keys, optional=optional)
    elif origin is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _problems(document, get_args(kind)[0], item, (*keys, index))
    elif origin is dict and isinstance(value, dict):
        yield from _in_mapping(document, kind, value, keys)
    elif not fits(value, whole):  # which may be of one type or another
        yield _wrong(document, kind, value, keys, optional=optional)


def _in_table(
    document: Document, kind: type[msgspec.Struct], value: Any, keys: Keys, *, optional: bool
) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _wrong(document, kind, value, keys, optional=optional)
        return
    fields = {field.encode_name: field for field in fields_of(kind)}
    for key, field in fields.items():
        if key in value:
            yield from _problems(document, field.type, value[key], (*keys, key), optional=not field.required)
        elif field.required:
            yield found(
                "missing-key",
                document.key(*keys),
                f"{dotted((*keys, key))} is missing",
                f"add {dotted((*keys, key))}: {describe(field.type)}",
            )
    for key in value:
        if key not in fields:
            yield found(
                "unknown-key",
                document.key(*keys, key),
                f"{dotted((*keys, key))} is not a key of this file",
                did_you_mean(key, fields) or "correct its spelling, or remove it",
            )


def _in_mapping(document: Document, kind: Any, value: dict[str, Any], keys: Keys) -> Iterator[Diagnostic]:
    key_kind, value_kind = get_args(kind)
    for key, item in value.items():
        if not fits(key, key_kind):
            from vcompare.catalog.corrections import correction

            message = f"a key here must be {describe(key_kind)}; {_actual(key)}"
            hint = correction(key, key_kind, key, optional=True)
            yield found("bad-value", document.key(*keys, key), message, hint)
        yield from _problems(document, value_kind, item, (*keys, key))


def _wrong(document: Document, kind: Any, value: Any, keys: Keys, *, optional: bool) -> Diagnostic:
    from vcompare.catalog.corrections import correction

    at = document.value(*keys)
    wanted = f"{dotted(keys)} must be {describe(kind)}"
    hint = correction(value, kind, dotted(keys).strip("`"), optional=optional)
    if fits(value, bare(kind)):
        return found("bad-value", at, f"{wanted}; {_actual(value)}", hint)
    unquoted = isinstance(value, str) and fits(value, kind, partial(msgspec.convert, strict=False))
    is_written = bare(required(kind)) in {datetime.date, int} and isinstance(value, str)
    what = _actual(value) if is_written and not unquoted else f"it is {_TYPE_NAMES[type(value)]}"
    return found("wrong-type", at, f"{wanted}; {what}", hint)


@cache
def fields_of(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Return the keys of a table with fixed keys; resolving their types takes a while."""
    return msgspec.structs.fields(kind)


def fits(value: Any, kind: Any, convert: Callable[[Any, Any], Any] = _convert) -> bool:
    """Say whether a value is one of a type of the model."""
    try:
        convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def required(kind: Any) -> Any:
    """Return `X` of `X | None`: TOML has no null."""
    if get_origin(kind) in {Union, types.UnionType}:
        return next(part for part in get_args(kind) if part is not types.NoneType)
    return kind


def bare(kind: Any) -> Any:
    """Return a type without its limits."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return bare(parts[0])
    if origin in {Union, types.UnionType}:
        return Union[tuple(map(bare, parts))]  # noqa: UP007 - it is made at run time
    return type(parts[0]) if origin is Literal else kind


def describe(kind: Any) -> str:
    """Say in words what a value of a model type looks like."""
    kind = required(kind)
    if get_origin(kind) is Annotated:
        return str(get_args(kind)[1].description)
    if get_origin(kind) is Literal:
        choices = [f'"{choice}"' if isinstance(choice, str) else str(choice) for choice in get_args(kind)]
        return natural_list(choices, "or")
    if kind is datetime.date:
        return "a date such as 2026-11-20"
    if get_origin(kind) is tuple:
        return f"a list, each item {describe(get_args(kind)[0])}"
    return "a table"


def _known(kind: Any, value: Any) -> Any:
    """Return the value without the keys that the format does not know, however deep."""
    kind = required(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = {field.encode_name: field.type for field in fields_of(kind)}
        return {key: _known(fields[key], item) for key, item in value.items() if key in fields}
    if get_origin(kind) is dict:
        return {key: _known(get_args(kind)[1], item) for key, item in value.items()}
    return value


def dotted(keys: Keys) -> str:
    """Return a key path as a message names it, the items of a list from 1 on."""
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return f"`{text}`"


def _actual(value: Any) -> str:
    """Say what a value is: itself, or how long it is."""
    text = str(value)
    if len(text) > _SHORT:
        return f"it has {len(text)} characters"
    return f'it is "{visible(text)}"' if isinstance(value, str) else f"it is {text}"
