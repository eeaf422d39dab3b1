"""Data sets as they come: JSON, NDJSON, CSV, YAML or TOML, to lists, objects, texts, numbers, flags and None.

That is what JSON has, and nothing else: a day of TOML is a text here. Numbers are int, or Decimal, so that no
amount changes on the way.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import urlsplit

from vcompare.errors import VcompareError
from vcompare.importers import bounds
from vcompare.importers.texts import text_of

Format = Literal["json", "ndjson", "csv", "yaml", "toml"]

_SUFFIXES: Mapping[str, Format] = {
    ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".tsv": "csv",
    ".yaml": "yaml", ".yml": "yaml", ".toml": "toml",
}  # fmt: skip
_TYPES: Mapping[str, Format] = {
    "json": "json", "ndjson": "ndjson", "x-ndjson": "ndjson", "jsonl": "ndjson", "jsonlines": "ndjson",
    "csv": "csv", "tab-separated-values": "csv", "yaml": "yaml", "x-yaml": "yaml", "toml": "toml",
}  # fmt: skip
"""The second part of media types; `application/geo+json` is JSON as well."""
_REMARKS = r"(?:#[^\n]*\n|\s)*+"
_STARTS: Mapping[Format, re.Pattern[str]] = {
    "json": re.compile(r"""[{]|\[(?:\s*+\[)*+\s*+(?:[{"\d\]-]|true|false|null)"""),
    "toml": re.compile(rf"""(?!sep=){_REMARKS}(?:\[\[?\s*[\w"'.-]|["']?[\w.-]+["']?\s*=)"""),
    "yaml": re.compile(rf"""{_REMARKS}(?:---|%YAML|- |["']?[\w .-]+["']?:(?:\s|$))"""),
    "csv": re.compile(r'"?sep=|[^\n]*[,;\t]'),
}


def read(name: str, content: bytes, *, media_type: str | None = None, form: Format | None = None) -> Any:
    """Return the data in a file, or in an answer of a server; `name` is that of the file, or the address.

    Without a format, the suffix of the name tells it, else the media type, else the beginning of the content.
    Raises VcompareError with what is wrong, where, and what to do, for what cannot be read, is larger than
    `bounds` allows, or has numbers, keys or texts that not every program reads alike.
    """
    text = text_of(name, content)
    if not text.strip():
        raise VcompareError(f"{name} is empty", "name a file with data")
    return _read(form or _format(name, media_type, text), name, text)


def _format(name: str, media_type: str | None, text: str) -> Format:
    """Tell the format. Raises VcompareError."""
    path = urlsplit(name).path if "://" in name else name
    subtype = (media_type or "").partition(";")[0].strip().lower().rpartition("/")[2]
    known = _SUFFIXES.get(PurePath(path).suffix.lower()) or _TYPES.get(subtype.rpartition("+")[2])
    start = text.lstrip()
    found = known or next((one for one, starts in _STARTS.items() if starts.match(start)), None)
    if found is None:
        hint = f"name it with one of {', '.join(_SUFFIXES)}"
        raise VcompareError(f"{name} is in no format that is read here", hint)
    return found


def _read(form: Format, name: str, text: str) -> Any:
    match form:
        case "json" | "ndjson":
            from vcompare.importers.from_json import from_json, from_lines

            by_line = form == "ndjson"
            return [data for _, data in from_lines(name, text)] if by_line else from_json(name, text)
        case "csv":
            from vcompare.importers.from_csv import from_csv

            return from_csv(name, text)
        case "yaml":
            from vcompare.importers.from_yaml import from_yaml

            return from_yaml(name, text)
        case "toml":
            return _from_toml(name, text)


def _from_toml(name: str, text: str) -> Any:
    from vcompare.catalog.source import parse
    from vcompare.diagnostics import Diagnostic

    bounds.refuse_many(name, text, ",=")
    document = parse(name, text.encode())
    if isinstance(document, Diagnostic):
        raise VcompareError(f"{document.location}: {document.message}", document.hint)
    try:
        return bounds.checked(name, _plain(document.data))
    except bounds.OutOfRangeError as problem:
        raise VcompareError(f"{name}: {problem}", "write a number") from None


def _plain(value: Any) -> Any:
    """Return a value of TOML as JSON could have it."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return bounds.number(repr(value))
    return value if isinstance(value, str | int) else value.isoformat()
