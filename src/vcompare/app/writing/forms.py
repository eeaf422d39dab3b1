"""What a file of the catalog can hold, key by key, and how its values are read from what a person types."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, get_origin

import msgspec

from vcompare.app.writing.facts import (
    CONTENT,
    PARTS,
    changed,
    differences,
    patch_in,
    without_inherited,
)
from vcompare.app.writing.keys import Key, SpecKey, Values
from vcompare.catalog.decode import decode, required
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.formatter import new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.builtin import of_reviewer
from vcompare.fields.kinds import Date, Flag, Link, Text
from vcompare.model import Fact, Review, Settings, Source, Tool
from vcompare.text.suggestions import did_you_mean

_FREE = ("sources", "specs")
"""The tables of a tool whose keys are for each catalog or each file to choose."""
_OF_EVIDENCE = {"url": Link(), "checked": Date(), "none": Flag()}


class Form(NamedTuple):
    """A kind of file: its type in the model, its keys in order, and what our own outputs have besides."""

    into: type[msgspec.Struct]
    keys: tuple[Key, ...]
    computed: frozenset[str] = frozenset()
    specs: Mapping[str, Field] = MappingProxyType({})
    """The fields of the specs that the catalog declares, by key."""
    wanted: frozenset[str] = frozenset()
    """The specs that a tool should have."""

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
        """All that can be set, in the order of the file: its tables, its keys, and the parts of those."""
        return (*self.tables, *(key.name for key in self.keys), *Source.__struct_fields__[:1], *PARTS)

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
            self._refuse_unknown(name, self.into.__struct_fields__)
        found: dict[str, Any] = {name: None for name in data if name not in wanted}
        for name in dict.fromkeys((*self.tables, *_FREE)):
            inside = wanted.get(name, {})
            if not isinstance(inside, Mapping):
                example = self.tables.get(name) or f"{name}.docs.url"
                raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {example}")
            for key in inside if name not in _FREE else ():
                self._refuse_unknown(f"{name}.{key}", {one.name for one in self.keys})
        for key in self.keys:
            old, new = key.of(data), key.of(wanted)
            if key.path[0] not in (*found, *_FREE) and (old or None) != (new or None):
                found[key.name] = new or None
        for name in set(_FREE).intersection(wanted):
            found |= _in_free_table(name, data.get(name), wanted[name])
        return found

    def _refuse_unknown(self, name: str, known: Collection[str]) -> None:
        if name not in known:
            hint = did_you_mean(name, known) or f"`vcompare schema {self.name}` has every key"
            raise VcompareError(f"`{name}` is not a key of a {self.name}", hint)

    def asked(self) -> list[Key]:
        """Return the keys in the order in which a person is asked for them: wanted specs before others."""

        def rank(key: Key) -> int:
            return 0 if not isinstance(key, SpecKey) else 1 if key.field.spec in self.wanted else 2

        return sorted(self.keys, key=rank)

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
        """Return the key that is called so: as in the file or, for a spec, without `specs.` before it.

        The parts of specs and sources are keys too, such as `context.source` and `sources.docs.checked`.
        """
        exact = next((key for key in self.keys if key.name == name), None)
        return exact or self._spec(name) or self._part_of_source(name)

    def _spec(self, name: str) -> Key | None:
        """Return the key of a spec, or of a part of it. Neither case nor the sign that joins words counts."""
        path = _plain(name).removeprefix("specs.")
        whole, _, part = path.rpartition(".")
        part = part.replace("-", "_")
        if path in self.specs:
            return SpecKey(("specs", path), Any, required=False, field=self.specs[path])
        if whole not in self.specs or part not in PARTS:
            return None
        field, place = self.specs[whole], ("specs", whole, part)
        if part in {"at_least", "at_most"} and not field.kind.has_bounds:
            return None
        if part in CONTENT and part != "none":
            return SpecKey(place, Any, required=False, field=field)
        return _evidence(Fact, place)

    def _part_of_source(self, name: str) -> Key | None:
        path = tuple(name.split("."))
        known = self.into is Tool and len(path) == 3 and path[0] == "sources"  # noqa: PLR2004
        return _evidence(Source, path) if known and path[2] in Source.__struct_fields__ else None

    @property
    def names_of_keys(self) -> list[str]:
        """What people may call the keys."""
        return [*(key.name for key in self.keys if not isinstance(key, SpecKey)), *self.specs, *self.tables]

    def problem(self, key: Key, text: str, *, needed: bool) -> str | None:
        """Return what `check` would report of a value that was typed; None for nothing."""
        if not text:
            return f"`{key.name}` is missing" if needed else None
        if isinstance(key, SpecKey):
            try:
                key.read(text, f"`{key.name}`")
            except VcompareError as error:
                return error.message
            return None
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


def with_patches(form: Form, data: Values, given: Any) -> Any:
    """Return the specs that a file with this data is to have after a record; what is no table stays so.

    A spec that the catalog does not declare stays as it is given, for `check` to report.
    """
    if given is None or not isinstance(given, Mapping):
        return given or {}
    specs = data.get("specs")
    found = dict(specs) if isinstance(specs, Mapping) else {}
    for key, value in given.items():
        field = form.specs.get(key)
        before = found.get(key)
        patch = value if field is None else patch_in(field, value)
        if field is not None and patch is not None:
            patch = without_inherited(patch, before, data.get("sources"))
            found[key] = changed(field, before, patch)
        else:
            found[key] = patch
    return {key: value for key, value in found.items() if value is not None}


def new_text(values: Values, form: Form) -> str:
    """Return the text of a new file, with its specs in the order in which the catalog declares them."""
    specs = values.get("specs")
    if not isinstance(specs, Mapping):
        return new_file(values)
    ranks = {key: number for number, key in enumerate(form.specs)}
    ordered = sorted(specs.items(), key=lambda item: ranks.get(item[0], len(ranks)))
    return new_file({**values, "specs": dict(ordered)})


def text_with(text: str | None, values: Values, form: Form, where: str | Path = "the file") -> str:
    """Return the text that holds the values: the old one with nothing but these changed, or a new one."""
    if text is None:
        return new_text(values, form)
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
            yield Key(tuple(name.split(".")), kind, one.required, fields[name])


def _evidence(into: type[msgspec.Struct], path: tuple[str, ...]) -> Key:
    """Return the key of a part of a spec or a source, which has the type that the format says."""
    kind = next(required(one.type) for one in msgspec.structs.fields(into) if one.encode_name == path[-1])
    field = Field(".".join(path), " ".join(path[1:]), "file", _OF_EVIDENCE.get(path[-1], Text()))
    return Key(path, kind, required=False, field=field)


def _in_free_table(name: str, data: Any, wanted: Values) -> Values:
    old = data if isinstance(data, Mapping) else {}
    found: dict[str, Any] = {}
    for key in {**old, **wanted}:
        # A source that is new is a table with a header; a spec is a value.
        before = old.get(key, {} if name == "sources" else None)
        found |= differences(f"{name}.{key}", before, wanted.get(key))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[_\s]+", "-", name.strip().casefold())


_FIELDS_OF_REVIEW = {field.keys[-1]: field for field in (*of_reviewer("", ""), BUILTIN["allow"])}
_COMPUTED = frozenset(field.keys[0] for field in (*BUILTIN, *of_reviewer("x", "")) if not field.stored)
TOOL = Form(Tool, tuple(_keys(Tool, {field.path: field for field in BUILTIN.stored})), _COMPUTED)
REVIEW = Form(Review, tuple(_keys(Review, _FIELDS_OF_REVIEW)), frozenset({"reviewer", "name"}))


def tool_form(fields: Registry, settings: Settings | None = None) -> Form:
    """Return what a tool's file can hold in a catalog with these fields and settings."""
    declared = settings.specs if settings else {}
    wanted = frozenset(key for key, spec in declared.items() if spec.required)
    specs = [SpecKey(field.keys, Any, required=False, field=field) for field in fields.specs.values()]
    return TOOL._replace(keys=(*TOOL.keys, *specs), specs=fields.specs, wanted=wanted)
