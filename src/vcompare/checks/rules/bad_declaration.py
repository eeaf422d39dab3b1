"""`bad-declaration`: a declaration in `catalog.toml` that contradicts itself or the rest of the catalog."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

import msgspec

from vcompare.catalog.remedies import shown
from vcompare.checks import billing
from vcompare.checks.billing import Problem
from vcompare.checks.rule import Context, Findings, TomlFile, clashes
from vcompare.diagnostics import found
from vcompare.fields import BETTER
from vcompare.model import NONE, Exchange, Meter, Spec
from vcompare.text.folding import fold
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

T = TypeVar("T")


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at each declaration that can be read, whatever else of the file is wrong."""
    specs, meters = _readable(file, "specs", Spec), _readable(file, "meters", Meter)
    known = [one for one in file.get(list, "categories") or () if isinstance(one, str)]
    in_specs = [
        ((key, *keys), message, hint)
        for key, spec in specs.items()
        for keys, message, hint in (
            *_better(spec),
            *_choices(key, spec, file),
            *_unit(key, spec),
            *_categories(spec, known),
        )
    ]
    for keys, message, hint in (*in_specs, *_alike(specs)):
        yield found("bad-declaration", file.document.value("specs", *keys), message, hint)
    for keys, message, hint in billing.in_meters(meters):
        yield found("bad-declaration", file.document.value("meters", *keys), message, hint)
    for keys, message, hint in billing.in_currencies(_readable(file, "currencies", Exchange)):
        yield found("bad-declaration", file.document.value("currencies", *keys), message, hint)


def _readable(file: TomlFile, table: str, of: type[T]) -> dict[str, T]:
    """Return the declarations in a table that can be read."""
    found = dict[str, T]()
    for key, raw in (file.get(dict, table) or {}).items():
        with suppress(msgspec.ValidationError):
            found[key] = msgspec.convert(raw, of, builtin_types=(datetime.date,))
    return found


def _better(spec: Spec) -> Iterator[Problem]:
    """Compare `better` with what the kind has."""
    ways = BETTER.get(spec.kind, {})
    if spec.better is None or spec.better in ways:
        return
    if not ways:
        yield ("better",), f"no {spec.kind} is better than another", "remove `better`"
        return
    message = f"`better` of a {spec.kind} must be {natural_list(list(map(shown, ways)), 'or')}"
    word = str(spec.better).casefold()
    meant = {"true": True, "yes": True, "false": False, "no": False}.get(word, word)
    trends = {other[meant] for other in BETTER.values() if meant in other}
    same = [way for way, trend in ways.items() if trend in trends]
    near = did_you_mean(str(spec.better), [way for way in ways if isinstance(way, str)])
    hint = f"write {shown(same[0])}" if same else near or "write one of these, or remove `better`"
    if spec.better in spec.choices:
        hint = f'write "last", and put {shown(spec.better)} at the end of `choices`'
    yield ("better",), f"{message}; it is {shown(spec.better)}", hint


def _choices(key: str, spec: Spec, file: TomlFile) -> Iterator[Problem]:
    """Look for choices that are missing or too many."""
    given = "choices" in file.document.data["specs"][key]
    if spec.kind != "choice":
        if given:
            message = f"`choices` are for a choice, and `{key}` is a {spec.kind}"
            yield ("choices",), message, 'remove them, or write kind = "choice"'
    elif not spec.choices:
        message = f"the choices of `{key}` are {'empty' if given else 'missing'}"
        yield (
            ("choices",) if given else ("kind",),
            message,
            'list them in their order, such as choices = ["small", "large"]',
        )
    for number, choice in enumerate(spec.choices if spec.kind == "choice" else ()):
        if choice.casefold() in {one.casefold() for one in spec.choices[:number]}:
            yield ("choices", number), f"{shown(choice)} is among the choices twice", "remove one of the two"
        if choice.casefold() == NONE.value:
            message = f"{shown(choice)} cannot be a choice: filters take it for what is known to have none"
            yield ("choices", number), message, "remove it, and write { none = true } in the tools"


def _unit(key: str, spec: Spec) -> Iterator[Problem]:
    if spec.unit is not None and spec.kind != "quantity":
        message = f"`unit` is for a quantity, and `{key}` is a {spec.kind}"
        yield ("unit",), message, 'remove it, or write kind = "quantity"'


def _categories(spec: Spec, known: list[str]) -> Iterator[Problem]:
    """Look up the categories that have the spec, if the catalog lists any."""
    for number, category in enumerate(spec.categories if known else ()):
        if category not in known:
            message = f"{shown(category)} is not a category of this catalog"
            hint = did_you_mean(category, known) or "correct it, or add it to `categories` of the catalog"
            yield ("categories", number), message, hint


def _alike(specs: Mapping[str, Spec]) -> Iterator[Problem]:
    """Compare labels, and what rows are called, with those of the specs before."""
    for first, key in clashes((fold(spec.label), key) for key, spec in specs.items()):
        message = f"`{first}` and `{key}` have the same label, {shown(specs[key].label)}"
        yield (key, "label"), message, "give each a label of its own"
    labels = {key: fold(spec.label) for key, spec in specs.items()}
    rows = ((fold(spec.short or spec.label), key) for key, spec in specs.items())
    for first, key in clashes(rows):
        if labels[first] != labels[key]:
            called = specs[key].short or specs[key].label
            message = f"`{first}` and `{key}` are called the same in narrow columns, {shown(called)}"
            yield (key, "short" if specs[key].short else "label"), message, "give each a `short` of its own"
