"""Records that somebody brings: JSON, NDJSON, CSV or TOML, with one tool or many, or one review."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import PurePath
from typing import Any, Literal, NamedTuple, NoReturn

from vcompare.app.writing.declaring import both, undeclared, undeclared_meters
from vcompare.app.writing.forms import Form, with_nulls
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import Path, inside, tables_of_facts
from vcompare.catalog.positions import comments
from vcompare.catalog.source import MAX_BYTES, parse
from vcompare.diagnostics import Diagnostic, Location
from vcompare.editing.values import with_values
from vcompare.errors import RefusedError, UndeclaredError, VcompareError
from vcompare.importers.from_json import from_json, from_lines, is_by_line
from vcompare.importers.texts import text_of
from vcompare.model import Tool
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import ALIKE, closest
from vcompare.text.words import limited, together

Format = Literal["json", "ndjson", "csv", "toml"]

_SUFFIXES: Mapping[str, Format] = {
    ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".tsv": "csv", ".toml": "toml"
}  # fmt: skip
_AROUND = {"schema", "fields", "tools", "differences", "costs"}
"""The keys of what `list` and `show` write, beside those of tools."""
_CORRECT = "correct it, or name another --from-format"
_WRITES = "`vcompare list -f json` and `list -f csv` write what is read here"


class Given(NamedTuple):
    """A record: its values (None for what is unknown), the slug that it gives, and where it is.

    `place` says the place of a finding in it. `text` is the TOML that it is, where it is all of a file.
    """

    values: Values
    slug: str | None
    place: Callable[[Diagnostic | None], str]
    text: str | None = None


class Input(NamedTuple):
    """The records of an input, whether there may be several, and what of it is left out.

    `ignored` are keys that are computed; `loses_comments` says whether there are comments that no file keeps.
    """

    records: Sequence[Given]
    is_list: bool = False
    ignored: Sequence[str] = ()
    loses_comments: bool = False


def read(name: str, content: bytes, form: Form, form_at: Format | None = None) -> Input:
    """Return what an input holds; without a format, its suffix or its content tells.

    Raises VcompareError, and RefusedError with everything that is wrong, for what cannot be read.
    """
    text = text_of(name, content)
    shape = form_at or _SUFFIXES.get(PurePath(name).suffix.lower()) or _format_of(text)
    if shape == "toml":
        found = _from_toml(name, content, form)
    elif shape == "csv":
        from vcompare.app.writing import csv_records

        rows = csv_records.records(name, text, form)
        found = Input(
            [_given(name, n, values, form, line) for n, (line, values) in enumerate(rows, 1)], is_list=True
        )
    else:
        found = _from_json(name, text, form, by_line=shape == "ndjson")
    if not found.records:
        raise VcompareError(f"{name} holds no tools", _WRITES)
    found = _without_computed(found, form)
    _refuse_undeclared(found, form)
    return found


def _refuse_undeclared(found: Input, form: Form) -> None:
    """Raise UndeclaredError for the specs and the rates of records that the catalog does not declare."""
    specs: dict[str, list[Any]] = {}
    rates: dict[str, list[Any]] = {}
    slips: dict[tuple[str, str], None] = {}
    for one in found.records if form.into is Tool else ():
        for table in _tables(one.values):
            into, known = (rates, form.meters) if table[-1] == "rates" else (specs, form.specs)
            for key, value in (inside(one.values, *table) or {}).items():
                if key in known:
                    continue
                given = into.setdefault(key, [])  # in the order of columns, whatever the first record lacks
                if value is None:
                    continue
                if near := closest(key, known, at_least=ALIKE):
                    fault = f"`{key}` is not a {'meter' if known is form.meters else 'spec'} of this catalog"
                    slips[one.place(None), f"{fault} (did you mean `{near}`?)"] = None
                given.append(value)
    specs, rates = ({key: some for key, some in one.items() if some} for one in (specs, rates))
    if slips:
        refuse_all("nothing was written", slips)
    missing = [
        *([undeclared(specs)] if specs else []),
        *([undeclared_meters(rates, form.meters)] if rates else []),
    ]
    if missing:
        errors = [error for error in missing if isinstance(error, UndeclaredError)]
        raise both(errors) if len(errors) == len(missing) > 1 else missing[0]


def _tables(values: Values) -> list[Path]:
    """Return the paths of the tables of a record with specs or rates; our JSON has those of offers deeper."""
    sellers = inside(values, "offers") or ()
    return [*tables_of_facts(values), *(("offers", seller, "pricing", "rates") for seller in sellers)]


def refuse_all(message: str, faults: Iterable[tuple[str, str]], hint: str | None = None) -> NoReturn:
    """Raise RefusedError for everything that is wrong, each a place and what is wrong there."""
    raise RefusedError(message, limited(together(faults)), hint)


def _format_of(text: str) -> Format:
    """Tell the format from the content: only CSV begins with a line of keys, or with what separates them."""
    start = text.lstrip()
    if start.startswith("{") or re.match(r"\[\s*[{\]]", start):
        return "json"
    head = re.split(r"[,;|\t]", start.partition("\n")[0])
    return "csv" if {"slug", "name", "sep="} & {cell.strip(' "\r').lower() for cell in head} else "toml"


def _given(
    name: str, number: int, values: Any, form: Form, line: int | None = None, key: str | None = None
) -> Given:
    """Return a record of many; `key` is the slug under which it stands, if it does."""
    at = name if line is None else f"{name}:{line}"
    if not isinstance(values, Mapping):
        raise VcompareError(f"{at}: tool {number} is not an object with keys", _WRITES)
    slug = key or values.get("slug")
    called = slug or slug_of(str(values.get("name", ""))) or values.get("name")
    label = f'{at}: tool {number} ("{called}")' if called else f"{at}: tool {number}"
    if not isinstance(slug, str | None):
        raise VcompareError(f"{label}: `slug` must be a text", _WRITES)
    return Given(_dated(form, _placed(form, _plain(values))), slug, lambda _finding: label)


def _from_json(name: str, text: str, form: Form, *, by_line: bool) -> Input:
    if by_line or is_by_line(text):
        lines = from_lines(name, text, exact=False, hint=_CORRECT)
        records = [_given(name, n, data, form, line) for n, (line, data) in enumerate(lines, 1)]
        return Input(records, is_list=True)
    data = from_json(name, text, exact=False, hint=_CORRECT)
    if isinstance(data, Mapping) and not _is_around(name, data):
        slug = data.get("slug")
        given = Given(
            _dated(form, _placed(form, _plain(data))),
            slug if isinstance(slug, str) else None,
            lambda _finding: name,
        )
        return Input([given])
    return _from_list(name, data["tools"] if isinstance(data, Mapping) else data, form)


def _is_around(name: str, data: Values) -> bool:
    """Say whether an object holds tools, and is not one. Raises VcompareError for one of other results."""
    if isinstance(data.get("tools"), list | Mapping) and data.keys() <= _AROUND:
        return True
    schema = data.get("schema")
    if isinstance(schema, str) and schema.startswith("vcompare."):
        raise VcompareError(f"{name} holds no tools: it is a {schema}", _WRITES)
    return False


def _from_list(name: str, data: Any, form: Form, line: Callable[..., int | None] = lambda *_: None) -> Input:
    """Take the tools of a list, or of a table by slug."""
    if isinstance(data, Mapping):
        pairs = zip(count(1), data.items(), strict=False)
        return Input(
            [_given(name, n, values, form, line(key), key) for n, (key, values) in pairs], is_list=True
        )
    return Input(
        [_given(name, n, values, form, line(n - 1)) for n, values in enumerate(data, 1)], is_list=True
    )


def _plain(value: Any, *, nulls: bool = True) -> Any:
    """Leave null out of lists, where it says nothing."""
    if isinstance(value, dict):
        return {key: _plain(one, nulls=nulls) for key, one in value.items() if nulls or one is not None}
    if isinstance(value, list):
        return [_plain(one, nulls=False) for one in value if one is not None]
    return value


def _placed(form: Form, values: Values) -> Values:
    """Put values where the file has them whose names are those of the command line, such as `context`."""
    for name in values.keys() - {*form.into.__struct_fields__, *form.computed}:
        if key := form.find(name):
            others = {one: value for one, value in values.items() if one != name}
            values = with_nulls(key.holding(values[name]), others)
    return values


def _dated(form: Form, values: Values) -> Values:
    """Read dates, which JSON writes as texts."""
    for key in form.keys:
        if key.type is datetime.date and isinstance(value := key.of(values), str):
            values = with_nulls(values, key.holding(key.parse(value)))
    return values


def _from_toml(name: str, content: bytes, form: Form) -> Input:
    document = parse(name, content)
    if isinstance(document, Diagnostic):
        raise VcompareError(f"{document.location}: {document.message}", document.hint)
    data, tools = document.data, document.data.get("tools")
    if isinstance(tools, list | Mapping) and data.keys() <= _AROUND:
        found = _from_list(name, tools, form, lambda key: document.key("tools", key).line)
        return found._replace(loses_comments=any(True for _ in comments(document.text)))
    if len(content) > MAX_BYTES:
        raise VcompareError(f"{name} is larger than {MAX_BYTES // 1024} KiB", "keep facts and opinions short")
    slug = data.get("slug")

    def place(finding: Diagnostic | None) -> str:
        return name if finding is None else str(Location(name, finding.line, finding.column))

    return Input([Given(data, slug if isinstance(slug, str) else None, place, document.text)])


def _without_computed(found: Input, form: Form) -> Input:
    """Leave out what is computed, and what says only where the record belongs."""
    ignored = {key: None for one in found.records for key in one.values if key in form.computed}
    if not ignored:
        return found
    records = [_only(one, ignored) for one in found.records]
    return found._replace(records=records, ignored=tuple(key for key in ignored if key != "slug"))


def _only(given: Given, ignored: Mapping[str, None]) -> Given:
    values = {key: value for key, value in given.values.items() if key not in ignored}
    text = given.text and with_values(given.text, {key: None for key in ignored if key in given.values})
    return given._replace(values=values, text=text)
