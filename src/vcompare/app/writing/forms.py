"""What a file of the catalog can hold, key by key, and how its values are read from what a person types."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, get_origin

import msgspec

from vcompare.app.writing import naming
from vcompare.app.writing.facts import PARTS, RATE_PARTS
from vcompare.app.writing.keys import Key, SpecKey, Values
from vcompare.app.writing.places import FactIn, facts_in
from vcompare.app.writing.rates import RateKey, currency_in
from vcompare.catalog.decode import decode, required
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.formatter import Declared, new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.builtin import of_reviewer
from vcompare.model import Review, Settings, Source, Tool

_FREE = ("sources", "specs", "offers")
"""The tables of a tool whose keys are for each catalog or each file to choose."""


class Form(NamedTuple):
    """A kind of file: its type in the model, its keys in order, and what our own outputs have besides."""

    into: type[msgspec.Struct]
    keys: tuple[Key, ...]
    computed: frozenset[str] = frozenset()
    specs: Mapping[str, Field] = MappingProxyType({})
    """The fields of the specs that the catalog declares, by key."""
    meters: Mapping[str, Field] = MappingProxyType({})
    """The fields of the rates of the meters that it declares, by the key of the meter."""
    wanted: frozenset[str] = frozenset()
    """The specs that a tool should have."""
    currency: str | None = None
    """The currency of amounts that name none, if the catalog has one."""

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
        for key in self.plain:
            text = given.get(key.parameter)
            if text is not None and text != []:
                value = key.parse(text)
                values = merged(values, key.holding(value))
                wrong += [error] if (error := key.fault(value, text, key.option)) else []
        return values, wrong

    def spelled(self, values: Values) -> Values:
        """Return the data with the usual spellings of what was typed before the catalog was read."""
        usual = {
            key: value for key in self.keys if key.spellings and isinstance(value := key.of(values), str)
        }
        return {**values, **{key.name: key.parse(value) for key, value in usual.items()}}

    @property
    def declared(self) -> Declared:
        """The specs and the meters of the catalog, in their order."""
        return Declared(tuple(self.specs), tuple(self.meters))

    @property
    def plain(self) -> list[Key]:
        """The keys that have a value by themselves: no tables, of which there may be several."""
        return [key for key in self.keys if not key.is_tables]

    @property
    def order(self) -> tuple[str, ...]:
        """All that can be set, in the order of the file: its tables, its keys, and the parts of those."""
        parts = (*Source.__struct_fields__[:1], *RATE_PARTS[:1], *PARTS)
        return (*self.tables, *(key.name for key in self.keys), *parts, *naming.OFFER_KEYS)

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
                if key is not date and key.path[:-1] == date.path[:-1]
                if key.is_tables or not key.field.rare
            )
            for date in self.keys
            if date.path[-1] in {"checked", "date"}
        }

    def facts(self, data: Any) -> Iterator[FactIn]:
        """Yield the declared specs and rates of a file, and those of its offers."""
        return facts_in(data, self.specs, self.meters)

    def asked(self) -> list[Key]:
        """Return the keys in the order in which a person is asked for them: wanted specs before others.

        Rates come after the price in words, and what all prices have in common after them.
        """

        def rank(key: Key) -> int:
            if isinstance(key, RateKey) or key.path[0] == "pricing":
                return 1 if key.name == "pricing.summary" else 2 if isinstance(key, RateKey) else 3
            return 0 if not isinstance(key, SpecKey) else 4 if key.field.spec in self.wanted else 5

        return sorted(self.plain, key=rank)

    def applies(self, key: Key, values: Values) -> bool:
        """Say whether a file with this data has the key or can have it: specs may be of some categories."""
        category = values.get("category")
        is_known = isinstance(category, str)
        is_fitting = not isinstance(key, SpecKey) or not is_known or key.field.applies_to([str(category)])
        return is_fitting or key.of(values) is not None

    def names(self, given: Values) -> Mapping[str, str]:
        """Return the options that gave values, by key."""
        return {key.name: key.option for key in self.keys if key.of(given) is not None}

    def missing(self, values: Values) -> list[Key]:
        """Return the keys that are needed and not there."""
        return [key for key in self.keys if key.is_needed(values) and key.of(values) is None]

    def find(self, name: str) -> Key | None:
        """Return the key that is called so: as in the file or, for specs and rates, by the end of that.

        Their parts, and those of sources and offers, are keys too: `context.source`, `sources.docs.checked`.
        """
        exact = next((key for key in self.keys if key.name == name), None)
        return exact or (naming.found(self, name) if self.into is Tool else None)

    @property
    def names_of_keys(self) -> list[str]:
        """What people may call the keys."""
        own = (key.name for key in self.keys if not isinstance(key, SpecKey))
        return [*own, *self.specs, *self.meters, *self.tables]

    def problem(self, key: Key, text: str, values: Values, *, needed: bool) -> str | None:
        """Return what `check` would report of a value that was typed; None for nothing.

        `values` are the others: an amount has to be in the currency of its table.
        """
        if not text:
            return f"`{key.name}` is missing" if needed else None
        if isinstance(key, SpecKey):
            try:
                if isinstance(key, RateKey):
                    key.read_in(self._currency(values), text, f"`{key.name}`")
                else:
                    key.read(text, f"`{key.name}`")
            except VcompareError as error:
                return f"{error.message}; {error.hint}" if error.hint else error.message
            return None
        _, findings = decode(Document("", "", dict(key.holding(key.parse(text)))), self.into)
        return next((finding.message for finding in findings if finding.rule != "missing-key"), None)

    def with_answer(self, key: Key, text: str, values: Values) -> Values:
        """Return the data with what was typed for a key; nothing removes it."""
        if isinstance(key, RateKey) and text:
            typed = key.value_in(self._currency(values), text)
        else:
            typed = key.parse(text) if text else None
        return merged(values, key.holding(typed))

    def _currency(self, values: Values) -> str | None:
        return currency_in(values, ("pricing",), self.currency)


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


def new_text(values: Values, form: Form) -> str:
    """Return the text of a new file, with its specs and rates in the order in which they are declared."""
    return new_file(values, form.declared, form.into)


def text_with(text: str | None, values: Values, form: Form, where: str | Path = "the file") -> str:
    """Return the text that holds the values: the old one with nothing but these changed, or a new one."""
    if text is None:
        return new_text(values, form)
    from vcompare.app.writing.targets import changes

    return with_values(text, changes(form, parsed(text) or {}, values), form.order, where)


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
            yield Key(tuple(name.split(".")), kind, one.required, fields[name])


_FIELDS_OF_REVIEW = {field.keys[-1]: field for field in (*of_reviewer("", ""), BUILTIN["allow"])}
_TOOL = tuple(_keys(Tool, {field.path: field for field in BUILTIN.stored}))
REVIEW = Form(Review, tuple(_keys(Review, _FIELDS_OF_REVIEW)), frozenset({"reviewer", "name"}))


def tool_form(fields: Registry, settings: Settings | None = None) -> Form:
    """Return what a tool's file can hold in a catalog with these fields and settings."""
    declared = settings.specs if settings else {}
    return Form(
        Tool,
        (*_own(settings), *_declared(RateKey, fields.meters), *_declared(SpecKey, fields.specs)),
        _computed(fields),
        fields.specs,
        fields.meters,
        wanted=frozenset(key for key, spec in declared.items() if spec.required),
        currency=fields.currency,
    )


def _own(settings: Settings | None) -> Iterator[Key]:
    spellings = {"category": tuple(settings.categories or ())} if settings else {}
    return (key._replace(spellings=spellings.get(key.name, ())) for key in _TOOL)


def _declared(of: type[SpecKey], fields: Mapping[str, Field]) -> Iterator[SpecKey]:
    return (of(field.keys, Any, required=False, field=field) for field in fields.values())


def _computed(fields: Registry) -> frozenset[str]:
    """Return the keys of what no file holds; inside of a table that one does, the path of each field."""
    tables = {key.path[0] for key in _TOOL}
    own = (field for field in (*BUILTIN, *of_reviewer("x", ""), *fields) if not field.stored)
    computed = {field.path if field.keys[0] in tables else field.keys[0] for field in own}
    return frozenset({*computed, "imported"})  # in JSON, where the values of a tool are from


TOOL = tool_form(BUILTIN)
