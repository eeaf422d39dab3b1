"""What a file of the catalog can hold, key by key, and how its values are read from what a person types."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from vcompare.catalog.decode import decode, required
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.fields.builtin import of_reviewer
from vcompare.model import Review, Tool

Values = Mapping[str, Any]
"""The data of a file: tables are mappings, as a TOML reader gives them."""


class Key(NamedTuple):
    """A key of a file: its path, its type in the model, whether a person must give it, and its field."""

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
        return get_args(self.type) if get_origin(self.type) is Literal else ()

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.field.kind.several

    @property
    def is_long(self) -> bool:
        """Whether the value may have several lines."""
        return self.field.kind.has_lines

    def of(self, values: Any) -> Any:
        """Return the value in a file's data, None where there is none."""
        for key in self.path:
            values = values.get(key) if isinstance(values, Mapping) else None
        return values

    def holding(self, value: Any) -> Values:
        """Return the data of a file that has this key only."""
        for key in reversed(self.path):
            value = {key: value}
        return dict(value)

    def is_needed(self, values: Values) -> bool:
        """Whether a file with this data must have the key."""
        return self.required and (len(self.path) == 1 or self.path[0] in values)

    def parse(self, text: str | Sequence[str]) -> Any:
        """Return the value of what was typed. What cannot be read stays text, for `check` to report.

        Raises VcompareError for what is not UTF-8.
        """
        try:
            "".join(text).encode()
        except UnicodeEncodeError:
            raise VcompareError(f"`{self.name}` is not UTF-8", "write it in UTF-8") from None
        return self.field.kind.parse(text) if isinstance(text, str) else list(text)

    def typed(self, value: Any) -> str:
        """Return a value as it could have been typed."""
        if value is None:
            return ""
        return self.field.kind.typed(value) if isinstance(value, list) == self.is_list else str(value)


class Form(NamedTuple):
    """A kind of file: its type in the model, and its keys in order."""

    into: type[msgspec.Struct]
    keys: tuple[Key, ...]

    def from_options(self, given: Mapping[str, str | Sequence[str] | None]) -> Values:
        """Return the data that options give, by parameter. Raises VcompareError for what is not UTF-8."""
        values: Values = {}
        for key in self.keys:
            text = given.get(key.parameter)
            if text is not None and text != []:
                values = merged(values, key.holding(key.parse(text)))
        return values

    def missing(self, values: Values) -> list[Key]:
        """Return the keys that are needed and not there."""
        return [key for key in self.keys if key.is_needed(values) and key.of(values) is None]

    def problem(self, key: Key, text: str, *, needed: bool) -> str | None:
        """Return what `check` would report of a value that was typed; None for nothing."""
        if not text:
            return f"`{key.name}` is missing" if needed else None
        _, findings = decode(Document("", "", dict(key.holding(key.parse(text)))), self.into)
        return next((finding.message for finding in findings if finding.rule != "missing-key"), None)


def merged(first: Values, second: Values) -> Values:
    """Return the data of both: the values of the second replace those of the first; None removes one."""
    both = dict(first)
    for key, value in second.items():
        if isinstance(value, Mapping):
            above = both.get(key)
            both[key] = merged(above if isinstance(above, Mapping) else {}, value) or None
        else:
            both[key] = value
    return {key: value for key, value in both.items() if value is not None}


def parsed(text: str) -> Values | None:
    """Return the data of a text, None where it is not TOML."""
    document = parse("", text.encode(errors="surrogatepass"))
    return None if isinstance(document, Diagnostic) else document.data


def _keys(into: type[msgspec.Struct], fields: Mapping[str, Field], above: str = "") -> Iterator[Key]:
    for one in msgspec.structs.fields(into):
        kind = required(one.type)
        name = f"{above}{one.encode_name}"
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from _keys(kind, fields, f"{name}.")
        else:
            yield Key(tuple(name.split(".")), kind, one.required or fields[name].wanted, fields[name])


_FIELDS_OF_REVIEW = {field.keys[-1]: field for field in (*of_reviewer("", ""), BUILTIN["allow"])}
TOOL = Form(Tool, tuple(_keys(Tool, {field.path: field for field in BUILTIN.stored})))
REVIEW = Form(Review, tuple(_keys(Review, _FIELDS_OF_REVIEW)))
