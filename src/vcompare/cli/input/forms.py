"""What a file asks for, key by key, and its values from options, from another file, from what was typed."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from vcompare.catalog.decode import decode, describe, required
from vcompare.catalog.source import MAX_BYTES, Document, parse
from vcompare.cli import console
from vcompare.diagnostics import Diagnostic
from vcompare.errors import RefusedError, VcompareError, system_says
from vcompare.model import Markdown, Pricing, Review, Slug, Tool
from vcompare.text.words import natural_list

Values = Mapping[str, Any]
"""The data of a file: tables are mappings, as a TOML reader gives them."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_LONG = 80
_OTHERWISE = "or --from FILE, or --editor; on a terminal they are asked for"


class Field(NamedTuple):
    """A key of a file: its path, its type in the model, whether its table needs it, and its option."""

    keys: tuple[str, ...]
    kind: Any
    needed: bool
    option: str

    @property
    def name(self) -> str:
        """The key as people write it: `pricing.source`."""
        return ".".join(self.keys)

    @property
    def is_list(self) -> bool:
        """Say whether the value is a list."""
        return get_origin(self.kind) is tuple

    @property
    def is_long(self) -> bool:
        """Say whether the value may have several lines."""
        return bool(self.kind == Markdown)

    @property
    def is_text(self) -> bool:
        """Say whether the value is a string."""
        return not (self.is_list or self.kind is datetime.date or _is_number(self.kind))

    @property
    def choices(self) -> tuple[str, ...]:
        """What the value must be one of; empty where that is not limited."""
        return get_args(self.kind) if isinstance(next(iter(get_args(self.kind)), None), str) else ()

    def of(self, values: Values) -> Any:
        """Return the value in a file's data, None where there is none."""
        for key in self.keys:
            values = values.get(key) if isinstance(values, Mapping) else None  # type: ignore[assignment]
        return values

    def read(self, text: str | Sequence[str]) -> Any:
        """Turn what was typed into a value. What is of no use stays text, for `check` to find fault with."""
        if not isinstance(text, str):
            return list(text)
        if self.is_list:
            return [part.strip() for part in text.split(",") if part.strip()]
        if self.kind is datetime.date:
            return as_date(text)
        text = text.replace("\r\n", "\n")
        if self.is_long and ("\n" in text or len(text) > _LONG):  # on lines of its own
            return text.strip("\n") + "\n"
        return int(text) if _is_number(self.kind) and _WHOLE.fullmatch(text) else text

    def write(self, value: Any) -> str:
        """Return a value as it could have been typed."""
        if isinstance(value, str):
            return value.strip()
        return (
            ""
            if value is None
            else ", ".join(map(str, value))
            if isinstance(value, list | tuple)
            else str(value)
        )


class Form(NamedTuple):
    """A kind of file: its type in the model, and what it asks for, in order."""

    into: type[msgspec.Struct]
    fields: tuple[Field, ...]

    def from_options(self, given: Mapping[str, str | Sequence[str] | None]) -> dict[str, Any]:
        """Return the data that options give; they go by the key, with `_` for its point.

        Raises VcompareError for what is no text.
        """
        values: dict[str, Any] = {}
        for field in self.fields:
            text = given.get(field.name.replace(".", "_"))
            if text is not None and text != []:
                _refuse_bytes(field, text)
                set_value(values, field, field.read(text))
        return values

    def missing(self, values: Values) -> list[Field]:
        """Return the fields that are needed and not there."""
        return [
            field
            for field in self.fields
            if field.needed and field.of(values) is None and (len(field.keys) == 1 or field.keys[0] in values)
        ]

    def fault(self, field: Field, text: str, *, needed: bool) -> str | None:
        """Say what `check` would find wrong with the kind of what was typed for a key; None for nothing."""
        if not text:
            return f"`{field.name}` is missing" if needed else None
        values: dict[str, Any] = {}
        set_value(values, field, field.read(text))
        _, findings = decode(Document("", "", values), self.into)
        return next((finding.message for finding in findings if finding.rule != "missing-key"), None)


def _refuse_bytes(field: Field, text: str | Sequence[str]) -> None:
    try:
        "".join(text).encode()
    except UnicodeEncodeError:
        raise VcompareError(f"{field.option} is not UTF-8", "write it in UTF-8") from None


def set_value(values: dict[str, Any], field: Field, value: Any) -> None:
    """Set a value in a file's data; None takes it out, and its table where nothing else is in it."""
    *above, key = field.keys
    tables = [values]
    for name in above:
        tables.append(tables[-1].setdefault(name, {}))
    if value is not None:
        tables[-1][key] = value
        return
    tables[-1].pop(key, None)
    for name, table in zip(above, tables, strict=False):
        if not table[name]:
            del table[name]


def merged(first: Values, second: Values) -> dict[str, Any]:
    """Return the data of both; where both have a value, that of the second."""
    both = dict(first)
    for key, value in second.items():
        tables = isinstance(value, Mapping) and isinstance(both.get(key), Mapping)
        both[key] = merged(both[key], value) if tables else value
    return both


def refuse_missing(fields: Sequence[Field], others: Sequence[str] = ()) -> None:
    """Raise RefusedError with all that is missing, each with its option, where anything is.

    `others` are the lines that say what else is wrong.
    """
    if not fields:
        return
    names = [f"`{field.name}`" for field in fields]
    options = "; ".join(f"{field.option}: {describe(field.kind)}" for field in fields)
    verb = "is" if len(names) == 1 else "are"
    raise RefusedError(f"{natural_list(names)} {verb} missing", tuple(others), f"{options}; {_OTHERWISE}")


def from_file(path: Path, form: Form) -> dict[str, Any]:
    """Return the data of a file, or for `-` of stdin: JSON where it begins with a brace, TOML otherwise.

    Raises VcompareError where it cannot be read, or is neither.
    """
    name = "stdin" if str(path) == "-" else str(path)
    content = _content(path, name).removeprefix(b"\xef\xbb\xbf")
    if content.lstrip()[:1] == b"{":
        return _from_json(content, name, form)
    document = parse(name, content)
    if isinstance(document, Diagnostic):
        raise VcompareError(f"{document.location}: {document.message}", document.hint)
    return document.data


def parsed(text: str) -> Values | None:
    """Return the data of a text, None where it is no TOML."""
    document = parse("", text.encode(errors="surrogatepass"))
    return None if isinstance(document, Diagnostic) else document.data


def _content(path: Path, name: str) -> bytes:
    try:
        if name == "stdin":
            content = console.given()
        else:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = system_says(problem)
        raise VcompareError(f"{name} cannot be read: {reason}", "check its name and permissions") from problem
    if len(content) > MAX_BYTES:
        raise VcompareError(f"{name} is larger than {MAX_BYTES // 1024} KiB", "keep facts and opinions short")
    return content


def _from_json(content: bytes, name: str, form: Form) -> dict[str, Any]:
    try:
        values: dict[str, Any] = _without_null(msgspec.json.decode(content))
    except (msgspec.DecodeError, RecursionError) as problem:
        reason = str(problem) if isinstance(problem, msgspec.DecodeError) else "the nesting is too deep"
        raise VcompareError(f"{name} is not JSON: {reason}", "TOML does not begin with a brace") from problem
    for field in form.fields:  # JSON has no dates
        if field.kind is datetime.date and isinstance(value := field.of(values), str):
            set_value(values, field, as_date(value))
    return values


def _without_null(value: Any) -> Any:
    """Take out what TOML cannot say: null is what is not known."""
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items() if item is not None}
    return [_without_null(item) for item in value if item is not None] if isinstance(value, list) else value


def as_date(text: str) -> datetime.date | str:
    """Return the date that a text is, or the text."""
    try:
        return datetime.date.fromisoformat(text) if _DATE.fullmatch(text) else text
    except ValueError:
        return text


def _is_number(kind: Any) -> bool:
    return get_args(kind)[:1] == (int,)


def _fields(into: type[msgspec.Struct], options: Mapping[str, str], above: str = "") -> Iterator[Field]:
    for one in msgspec.structs.fields(into):
        kind = required(one.type)
        name = f"{above}{one.encode_name}"
        if kind is Pricing:
            yield from _fields(kind, options, f"{name}.")
        else:
            option = options.get(name, "--" + re.sub("[._]", "-", name))
            yield Field(tuple(name.split(".")), kind, one.required, option)


TOOL = Form(
    Tool,
    tuple(
        _fields(Tool, {"name": "NAME", "aliases": "--alias", "tags": "--tag", "pricing.summary": "--pricing"})
    ),
)
REVIEW = Form(Review, tuple(_fields(Review, {})))
SLUG = Field(("slug",), Slug, needed=True, option="--slug")
"""No key of a file, but of its name."""
