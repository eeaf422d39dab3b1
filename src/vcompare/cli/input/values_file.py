"""Values from a file that a person has: TOML or JSON."""

import datetime
from pathlib import Path
from typing import Any

import msgspec

from vcompare.app.writing.forms import Form, Values, merged
from vcompare.catalog.source import MAX_BYTES, parse
from vcompare.cli import streams
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError, system_says


def values_from(path: Path, form: Form) -> Values:
    """Return the data of a file, or for `-` of stdin: JSON where it begins with a brace, TOML otherwise.

    Raises VcompareError where it cannot be read, or is neither.
    """
    is_stdin = str(path) == "-"
    name = "stdin" if is_stdin else str(path)
    content = _content(None if is_stdin else path, name)
    unmarked = content.removeprefix(b"\xef\xbb\xbf")
    if unmarked.lstrip()[:1] == b"{":
        return _from_json(unmarked, name, form)
    document = parse(name, content)
    if isinstance(document, Diagnostic):
        raise VcompareError(f"{document.location}: {document.message}", document.hint)
    return document.data


def _content(path: Path | None, name: str) -> bytes:
    try:
        if path is None:
            content = streams.read_stdin()
        else:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = system_says(problem)
        raise VcompareError(f"{name} cannot be read: {reason}", "check its name and permissions") from problem
    if len(content) > MAX_BYTES:
        raise VcompareError(f"{name} is larger than {MAX_BYTES // 1024} KiB", "keep facts and opinions short")
    return content


def _from_json(content: bytes, name: str, form: Form) -> Values:
    try:
        values: Values = _without_null(msgspec.json.decode(content))
    except (msgspec.DecodeError, RecursionError) as problem:
        reason = str(problem) if isinstance(problem, msgspec.DecodeError) else "the nesting is too deep"
        raise VcompareError(f"{name} is not JSON: {reason}", "TOML does not begin with a brace") from problem
    for key in form.keys:  # JSON has no dates
        if key.type is datetime.date and isinstance(value := key.of(values), str):
            values = merged(values, key.holding(key.parse(value)))
    return values


def _without_null(value: Any) -> Any:
    """Leave out what TOML cannot express: null is what is not known."""
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items() if item is not None}
    return [_without_null(item) for item in value if item is not None] if isinstance(value, list) else value
