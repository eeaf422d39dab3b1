"""The specs of a tool: from what its file has to facts of the kinds that its catalog declares."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import asdict, replace

from vcompare.catalog.decode import Keys, decode_at, dotted
from vcompare.catalog.remedies import near_source, near_spec, remedy, shown
from vcompare.catalog.source import Document
from vcompare.diagnostics import Diagnostic, found
from vcompare.fields import Field
from vcompare.fields.kinds import Choice, Link, List, Text
from vcompare.model import Fact, RateTable, Source, SpecTable, Tool
from vcompare.text.words import natural_list

_VALUES = ("value", "at_least", "at_most")
_WANTED = "exactly one of `value`, `none = true`, and bounds (`at_least`, `at_most`)"


class PricePage(NamedTuple):
    """What values rest on that name no source, as far as it is known."""

    url: str | None
    checked: datetime.date | None


def with_facts(
    document: Document, tool: Tool, declared: Mapping[str, Field]
) -> tuple[Tool, tuple[Diagnostic, ...]]:
    """Return a tool with its specs as facts, in the order in which they are declared, and the findings."""
    facts, findings = read_specs(document, tool.specs, tool.sources, declared, ("specs",))
    return replace(tool, specs=facts), tuple(findings)


def read_specs(
    document: Document,
    raw: Mapping[str, Any],
    named: Mapping[str, Source],
    declared: Mapping[str, Field],
    at: Keys,
) -> tuple[dict[str, Fact], list[Diagnostic]]:
    """Return the specs in a table of a tool's file as facts, in the order of declaration, and the findings.

    `named` are the sources of the tool, `declared` maps the key of each spec to its field, and `at` is where
    the table is. What cannot be read is left out: it is not known.
    """
    findings = list[Diagnostic]()
    facts = dict[str, Fact]()
    for key, value in raw.items():
        keys = (*at, key)
        if key not in declared:
            message = f"`{key}` is not a spec of this catalog"
            findings.append(found("unknown-spec", document.key(*keys), message, near_spec(key, declared)))
            continue
        fact, problems = _fact(document, keys, value, declared[key], named)
        findings += problems
        if fact is not None:
            facts[key] = fact
    return {key: facts[key] for key in declared if key in facts}, findings


def resting(
    document: Document,
    keys: Keys,
    value: SpecTable | RateTable,
    named: Mapping[str, Source],
    default: Source | PricePage | None,
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return the address of the page that a value rests on, and the day on which that was read.

    Without a source of its own a value has the `default`.
    """
    name = value.source
    if name is not None and name not in named:
        if _is_address(name):
            return {}, []
        message = f"`{name}` is not a source of this tool"
        at = document.value(*keys, "source")
        return {"source": None}, [found("unknown-source", at, message, near_source(name, named))]
    page = default if name is None else named[name]
    return ({"source": page.url, "checked": value.checked or page.checked} if page else {}), []


def _is_address(text: str) -> bool:
    try:
        return bool(Link().read(text))
    except ValueError:
        return False


def _fact(
    document: Document, keys: Keys, raw: Any, field: Field, named: Mapping[str, Source]
) -> tuple[Fact | None, tuple[Diagnostic, ...]]:
    """Read one value: bare, or a table with what it rests on."""
    if isinstance(raw, dict):
        return _in_table(document, keys, raw, field, named)
    try:
        value = field.kind.read(raw)
    except ValueError as wanted:
        return None, (_bad(document, keys, raw, field, str(wanted)),)
    page = named.get("specs")
    return (Fact(value=value, source=page.url, checked=page.checked) if page else Fact(value=value)), ()


def _in_table(
    document: Document, keys: Keys, raw: dict[str, Any], field: Field, named: Mapping[str, Source]
) -> tuple[Fact | None, tuple[Diagnostic, ...]]:
    """Read a table with one of `value`, `none` and bounds."""
    table, misspelled = decode_at(document, SpecTable, raw, keys)
    if table is None:
        return None, misspelled
    page, problems = resting(document, keys, table, named, named.get("specs"))
    findings = [*misspelled, *problems]
    if problem := _contradiction(keys, raw, table, field):
        findings += [] if misspelled else [found("bad-spec", document.value(*keys), *problem)]
        return None, tuple(findings)
    read, wrong = _values(document, keys, table, field)
    fact = Fact(**{**asdict(table), **read, **page})
    if not wrong and not _in_order(fact, field):
        bounds = f"{shown(fact.at_least)} and {shown(fact.at_most)}"
        message = f"{dotted(keys)} has at_least above at_most: {bounds}"
        wrong = [found("bad-spec", document.value(*keys), message, "swap the two, or correct one")]
    return None if wrong else fact, (*findings, *wrong)


def _values(
    document: Document, keys: Keys, table: SpecTable, field: Field
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Read the value or the limits of a table."""
    read, wrong = dict[str, Any](), list[Diagnostic]()
    for name in _VALUES:
        if (value := getattr(table, name)) is not None:
            try:
                read[name] = field.kind.read(value)
            except ValueError as wanted:
                wrong.append(_bad(document, (*keys, name), value, field, str(wanted)))
    return read, wrong


def _bad(document: Document, keys: Keys, value: Any, field: Field, wanted: str) -> Diagnostic:
    """Return the finding for a value that its kind cannot read; of a list, for the first such item."""
    if isinstance(field.kind, Choice) and not field.kind.choices:
        message = f"{dotted(keys)} cannot be read: its declaration has no choices"
        hint = f"add `choices` to [specs.{field.spec}] in catalog.toml"
        return found("bad-spec", document.value(*keys), message, hint)
    kind, at = field.kind, keys
    if isinstance(field.kind, List) and isinstance(value, list):
        from vcompare.fields.meant import fits

        index = next(index for index, item in enumerate(value) if not fits(Text(), item))
        at, value, kind = (*keys, index), value[index], Text()
    message = f"{dotted(at)} must be {wanted}; it is {shown(value)}"
    return found("bad-spec", document.value(*at), message, remedy(value, field, kind))


def _contradiction(
    keys: Keys, raw: Mapping[str, Any], table: SpecTable, field: Field
) -> tuple[str, str] | None:
    """Say what is wrong with a combination of keys, and what to do about it, if anything is wrong."""
    bounds = [key for key in ("at_least", "at_most") if key in raw]
    given = [*(["value"] if "value" in raw else []), *(["none"] if table.none else []), *bounds[:1]]
    called = dotted(keys)
    if not given:
        return (
            f"{called} needs {_WANTED}; it has none of them",
            "add `value`, or leave the spec out if it is unknown",
        )
    if len(given) > 1:
        has = natural_list([f"`{key}`" for key in given])
        return f"{called} needs {_WANTED}; it has {has}", f"keep one of {has}"
    if bounds and not field.kind.has_bounds:
        return f"{called} cannot have bounds: its kind is {field.kind.name}", "write `value` instead"
    return None


def _in_order(fact: Fact, field: Field) -> bool:
    if fact.at_least is None or fact.at_most is None:
        return True
    return bool(field.kind.span(fact.at_least)[0] <= field.kind.span(fact.at_most)[1])
