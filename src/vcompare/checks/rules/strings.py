"""The strings of a file, for the rules that look at text."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from vcompare.catalog.paths import FileKind
from vcompare.checks.rule import Keys, TomlFile, stored_fields

_ENOUGH = 40


def strings(value: dict[str, Any] | list[Any], keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Return every string of a document's data with its key path, in the order of the file."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, str):
            yield (*keys, key), item
        elif isinstance(item, (dict, list)):
            yield from strings(item, (*keys, key))


def key_paths(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """Return the key path of every key of a document's data."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(key, str):
            yield (*keys, key)
        yield from key_paths(item, (*keys, key))


def is_markdown(file: TomlFile, keys: Keys) -> bool:
    """Say whether a string of a file is Markdown and may have several lines."""
    return keys in _markdown_keys(file.kind)


def markdown(file: TomlFile, *signs: str) -> Iterator[tuple[Keys, str]]:
    """Return the Markdown texts of a file in which one of `signs` is; most are passed over."""
    for keys in _markdown_keys(file.kind):
        text = file.get(str, *keys)
        if text and any(sign in text for sign in signs):
            yield keys, text


@cache
def _markdown_keys(kind: FileKind) -> tuple[tuple[str, ...], ...]:
    kinds = {keys: field.kind for keys, field in stored_fields(kind).items()}
    return tuple(keys for keys, kind in kinds.items() if kind.style == "prose" and kind.has_lines)


def shortened(text: str) -> str:
    """Return enough of a text to recognize it."""
    return f"{text[:_ENOUGH]}…" if len(text) > _ENOUGH else text or "nothing"
