"""What a file of the catalog can hold, key by key, and how its values are read from what a person types."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from vcompare.app.arguments import one_of, wrong_value
from vcompare.catalog.decode import decode, describe, fits, required
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.formatter import new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.fields.builtin import of_reviewer
from vcompare.model import Review, Tool
from vcompare.text.suggestions import did_you_mean

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

    def read(self, text: str | Sequence[str], called: str) -> Any:
        """Return the value of what was typed for what is `called` so, an option or an assignment.

        Raises VcompareError for what the key cannot hold.
        """
        value = self.parse(text)
        if wrong := self.fault(value, text, called):
            raise wrong
        return value

    @property
    def item(self) -> Any:
        """The type of an item of a list, and of the value otherwise."""
        return get_args(self.type)[0] if get_origin(self.type) is tuple else self.type

    def fault(self, value: Any, text: str | Sequence[str], called: str) -> VcompareError | None:
        """Return what is wrong with a value that was read from a text, None if the key can hold it."""
        for part in value if isinstance(value, list) else [value]:
            if not fits(part, self.item):
                typed = text if isinstance(text, str) and not isinstance(value, list) else str(part)
                return wrong_value(called, self._wanted, typed, did_you_mean(typed, self.choices))
        return None

    @property
    def _wanted(self) -> str:
        """What an error says that a value, or an item of a list, must be."""
        return one_of(self.choices) if self.choices else self.field.kind.wanted or describe(self.item)

    def parse(self, text: str | Sequence[str]) -> Any:
        """Return the value of what was typed. What cannot be read stays text, for `check` to report.

        Raises VcompareError for what is not UTF-8.
        """
        try:
            "".join(text).encode()
        except UnicodeEncodeError:
            raise VcompareError(f"`{self.name}` is not UTF-8", "write it in UTF-8") from None
        if not isinstance(text, str):
            # What can have a comma in it, such as a name, is an item by itself.
            return list(text) if fits("a,b", self.item) else self.field.kind.parse(",".join(text))
        if text.casefold() in self.choices:
            return text.casefold()
        return self.field.kind.parse(text)

    def typed(self, value: Any) -> str:
        """Return a value as it could have been typed."""
        if value is None:
            return ""
        return self.field.kind.typed(value) if isinstance(value, list) == self.is_list else str(value)


class Form(NamedTuple):
    """A kind of file: its type in the model, its keys in order, and what our own outputs have besides."""

    into: type[msgspec.Struct]
    keys: tuple[Key, ...]
    computed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What people call it: `tool`, `review`."""
        return self.into.__name__.lower()

    def from_options(
        self, given: Mapping[str, str | Sequence[str] | None]
    ) -> tuple[Values, list[VcompareError]]:
        """Return the data that options give, by parameter, and an error for what a key cannot hold.

        Raises VcompareError for what is not UTF-8.
        """
        values: Values = {}
        wrong: list[VcompareError] = []
        for key in self.keys:
            text = given.get(key.parameter)
            if text is not None and text != []:
                value = key.parse(text)
                values = merged(values, key.holding(value))
                wrong += [error] if (error := key.fault(value, text, key.option)) else []
        return values, wrong

    @property
    def order(self) -> tuple[str, ...]:
        """All that can be set, in the order of the file: its tables, then its keys."""
        return (*self.tables, *(key.name for key in self.keys))

    @property
    def tables(self) -> Mapping[str, str]:
        """The tables of the file, each with its first key."""
        return {key.path[0]: key.name for key in reversed(self.keys) if len(key.path) > 1}

    @property
    def dates(self) -> Mapping[Key, frozenset[str]]:
        """The keys that say when others were looked at or written, with the names of those."""
        return {
            date: frozenset(
                key.name
                for key in self.keys
                if key is not date and key.path[:-1] == date.path[:-1] and not key.field.rare
            )
            for date in self.keys
            if date.path[-1] in {"checked", "date"}
        }

    def changes(self, data: Values, wanted: Values) -> dict[str, Any]:
        """Return the keys whose values differ, with those that are wanted: None where there is none.

        Raises VcompareError for a key that the file cannot have, unless it has it.
        """
        for name in wanted.keys() - data.keys():
            self._refuse_unknown(name, {key.path[0] for key in self.keys})
        found: dict[str, Any] = {name: None for name in data if name not in wanted}
        for name in self.tables:
            inside = wanted.get(name, {})
            if not isinstance(inside, Mapping):
                raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {self.tables[name]}")
            for key in inside:
                self._refuse_unknown(f"{name}.{key}", {one.name for one in self.keys})
        for key in self.keys:
            old, new = key.of(data), key.of(wanted)
            if key.path[0] not in found and (old or None) != (new or None):
                found[key.name] = new or None
        return found

    def _refuse_unknown(self, name: str, known: Collection[str]) -> None:
        if name not in known:
            hint = did_you_mean(name, known) or f"`vcompare schema {self.name}` has every key"
            raise VcompareError(f"`{name}` is not a key of a {self.name}", hint)

    def names(self, given: Values) -> Mapping[str, str]:
        """Return the options that gave values, by key."""
        return {key.name: key.option for key in self.keys if key.of(given) is not None}

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


def text_with(text: str | None, values: Values, form: Form, where: str | Path = "the file") -> str:
    """Return the text that holds the values: the old one with nothing but these changed, or a new one."""
    if text is None:
        return new_file(values)
    return with_values(text, form.changes(parsed(text) or {}, values), form.order, where)


def with_nulls(first: Values, second: Values) -> Values:
    """Return the data of both, as `merged` does, in which None stays."""
    both = dict(first)
    for key, value in second.items():
        above = both.get(key)
        nested = isinstance(value, Mapping) and isinstance(above, Mapping)
        both[key] = with_nulls(above or {}, value) if nested else value
    return both


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
        elif get_origin(kind) is not dict:
            yield Key(tuple(name.split(".")), kind, one.required or fields[name].wanted, fields[name])


_FIELDS_OF_REVIEW = {field.keys[-1]: field for field in (*of_reviewer("", ""), BUILTIN["allow"])}
_COMPUTED = frozenset(field.keys[0] for field in (*BUILTIN, *of_reviewer("x", "")) if not field.stored)
TOOL = Form(Tool, tuple(_keys(Tool, {field.path: field for field in BUILTIN.stored})), _COMPUTED)
REVIEW = Form(Review, tuple(_keys(Review, _FIELDS_OF_REVIEW)), frozenset({"reviewer", "name"}))
