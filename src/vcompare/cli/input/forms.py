"""What a file of the catalog can hold, key by key, and how its values are read from what a person types."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from vcompare.catalog.decode import decode, describe, required
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import RefusedError, VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.fields.builtin import of_reviewer
from vcompare.fields.kinds import Date, Prose, Quantity
from vcompare.model import Review, Slug, Tool

Values = Mapping[str, Any]
"""The data of a file: tables are mappings, as a TOML reader gives them."""

_OTHERWISE = "or --from FILE, or --editor; on a terminal they are asked for"


class Key(NamedTuple):
    """A key of a file: its path, its type in the model, whether its table needs it, and its field."""

    path: tuple[str, ...]
    type: Any
    required: bool
    field: Field

    @property
    def name(self) -> str:
        """The key as people write it: `pricing.source`."""
        return ".".join(self.path)

    @property
    def parameter(self) -> str:
        """The parameter of a command that takes its value: `pricing_source`."""
        return "_".join(self.path)

    @property
    def option(self) -> str:
        """The option that sets it; without dashes, an argument."""
        return self.field.option or "--" + re.sub("[._]", "-", self.name)

    @property
    def metavar(self) -> str:
        """What help calls its value."""
        chosen = f"<{'|'.join(self.choices)}>" if self.choices else ""
        return self.field.metavar or chosen or self.field.kind.metavar

    @property
    def choices(self) -> tuple[str, ...]:
        """What the value must be one of; empty where that is not limited."""
        return get_args(self.type) if isinstance(next(iter(get_args(self.type)), None), str) else ()

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return get_origin(self.type) is tuple

    @property
    def is_long(self) -> bool:
        """Whether the value may have several lines."""
        kind = self.field.kind
        return isinstance(kind, Prose) and not kind.one_line

    @property
    def blank(self) -> str:
        """The value of a key that is still to be filled in, as TOML writes it."""
        if self.is_list:
            return "[]"
        return "" if isinstance(self.field.kind, Date | Quantity) else '""'

    def of(self, values: Any) -> Any:
        """Return the value in a file's data, None where there is none."""
        for key in self.path:
            values = values.get(key) if isinstance(values, Mapping) else None
        return values

    def is_missing(self, values: Values) -> bool:
        """Whether the key is not there although its table is, which needs it."""
        return self.is_needed(values) and self.of(values) is None

    def is_needed(self, values: Values) -> bool:
        """Whether a file with this data must have the key."""
        return self.required and (len(self.path) == 1 or self.path[0] in values)

    def parse(self, text: str | Sequence[str]) -> Any:
        """Return the value of what was typed. What cannot be read stays text, for `check` to report."""
        return self.field.kind.parse(text) if isinstance(text, str) else list(text)

    def typed(self, value: Any) -> str:
        """Return a value as it could have been typed."""
        if value is None:
            return ""
        fits = isinstance(value, list) == self.is_list
        return self.field.kind.typed(value) if fits else str(value)


class Form(NamedTuple):
    """A kind of file: its type in the model, and its keys in order."""

    into: type[msgspec.Struct]
    keys: tuple[Key, ...]

    def from_options(self, given: Mapping[str, str | Sequence[str] | None]) -> dict[str, Any]:
        """Return the data that options give, by parameter. Raises VcompareError for what is not UTF-8."""
        values: dict[str, Any] = {}
        for key in self.keys:
            text = given.get(key.parameter)
            if text is not None and text != []:
                _refuse_bytes(key, text)
                set_value(values, key, key.parse(text))
        return values

    def missing(self, values: Values) -> list[Key]:
        """Return the keys that are needed and not there."""
        return [key for key in self.keys if key.is_missing(values)]

    def fault(self, key: Key, text: str, *, needed: bool) -> str | None:
        """Return what `check` would report of a value that was typed; None for nothing."""
        if not text:
            return f"`{key.name}` is missing" if needed else None
        values: dict[str, Any] = {}
        set_value(values, key, key.parse(text))
        _, findings = decode(Document("", "", values), self.into)
        return next((finding.message for finding in findings if finding.rule != "missing-key"), None)


def _refuse_bytes(key: Key, text: str | Sequence[str]) -> None:
    try:
        "".join(text).encode()
    except UnicodeEncodeError:
        raise VcompareError(f"{key.option} is not UTF-8", "write it in UTF-8") from None


def set_value(values: dict[str, Any], key: Key, value: Any) -> None:
    """Set a value in a file's data; None removes it, and its table where that is empty then."""
    *above, name = key.path
    tables = [values]
    for table in above:
        tables.append(tables[-1].setdefault(table, {}))
    if value is not None:
        tables[-1][name] = value
        return
    tables[-1].pop(name, None)
    for table, parent in zip(above, tables, strict=False):
        if not parent[table]:
            del parent[table]


def merged(first: Values, second: Values) -> dict[str, Any]:
    """Return the data of both; where both have a value, that of the second."""
    both = dict(first)
    for key, value in second.items():
        tables = isinstance(value, Mapping) and isinstance(both.get(key), Mapping)
        both[key] = merged(both[key], value) if tables else value
    return both


def parsed(text: str) -> Values | None:
    """Return the data of a text, None where it is not TOML."""
    document = parse("", text.encode(errors="surrogatepass"))
    return None if isinstance(document, Diagnostic) else document.data


def refuse_missing(keys: Sequence[Key], others: Sequence[str] = ()) -> None:
    """Raise RefusedError with all keys that are missing and their options, where any is.

    `others` are lines about what else is wrong.
    """
    if not keys:
        return
    names = [f"`{key.name}`" for key in keys]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    options = "; ".join(f"{key.option}: {describe(key.type)}" for key in keys)
    verb = "is" if len(names) == 1 else "are"
    raise RefusedError(f"{listed} {verb} missing", tuple(others), f"{options}; {_OTHERWISE}")


def _keys(into: type[msgspec.Struct], fields: Mapping[str, Field], above: str = "") -> Iterator[Key]:
    for one in msgspec.structs.fields(into):
        kind = required(one.type)
        name = f"{above}{one.encode_name}"
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from _keys(kind, fields, f"{name}.")
        else:
            yield Key(tuple(name.split(".")), kind, one.required, fields[name])


_FIELDS_OF_REVIEW = {field.keys[-1]: field for field in (*of_reviewer("", ""), BUILTIN["allow"])}
TOOL = Form(Tool, tuple(_keys(Tool, {field.path: field for field in BUILTIN.stored})))
REVIEW = Form(Review, tuple(_keys(Review, _FIELDS_OF_REVIEW)))
SLUG = Key(("slug",), Slug, required=True, field=BUILTIN["slug"])
"""Not a key of a file, but its name."""
