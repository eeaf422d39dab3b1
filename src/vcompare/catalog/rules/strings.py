"""The strings of a file, for the rules that look at text; most files are passed over at a glance."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_origin

import msgspec

from vcompare.catalog.rule import File
from vcompare.model import Markdown

Keys = tuple[str | int, ...]


def strings(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Return every string of a document's data with its key path, in the order of the file."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*keys, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, (*keys, index))


def lines(file: File) -> Iterator[tuple[Keys, str]]:
    """Return every string of a file that the format says is one line; none where it does not decode."""
    if file.value is not None:
        yield from _lines(file.value, ())


def markdown(file: File, *signs: str) -> Iterator[tuple[Keys, str]]:
    """Return the Markdown texts of a file, if anything in it looks like one of `signs`."""
    source = file.document.text
    for sign in signs:
        if sign in source or "\\" in source:
            break
    else:
        return
    for key in _markdown_keys(_kind(file.value)) if file.value is not None else ():
        text = getattr(file.value, key)
        if text is not None:
            yield (key,), text


def is_markdown(file: File, keys: Keys) -> bool:
    """Say whether a string of a file may have several lines."""
    return file.value is not None and len(keys) == 1 and keys[0] in _markdown_keys(_kind(file.value))


def _lines(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _lines(item, (*keys, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*keys, key), key
            yield from _lines(item, (*keys, key))
    elif isinstance(value, msgspec.Struct):
        for key in _line_keys(_kind(value)):
            item = getattr(value, key)
            if isinstance(item, str):
                yield (*keys, key), item
            elif item:
                yield from _lines(item, (*keys, key))


def _kind(value: Any) -> type:
    return type(value)


@cache
def _markdown_keys(kind: type) -> tuple[str, ...]:
    return tuple(name for name, type_ in _types(kind) if type_ is Markdown)


@cache
def _line_keys(kind: type) -> tuple[str, ...]:
    """Return the fields that are, or may hold, lines."""
    return tuple(name for name, type_ in _types(kind) if type_ is not Markdown and not _is_scalar(type_))


def _types(kind: Any) -> Iterator[tuple[str, Any]]:
    from vcompare.catalog.decode import required

    return ((field.name, required(field.type)) for field in msgspec.structs.fields(kind))


def _is_scalar(type_: Any) -> bool:
    """Whether a field holds a number, a date or one of a few words."""
    if get_origin(type_) is Annotated:
        return type_.__origin__ is not str
    return not (isinstance(type_, type) and issubclass(type_, msgspec.Struct)) and get_origin(type_) not in {
        tuple,
        dict,
    }
