"""The specs of a tool: from what its file has to facts of the kinds that its catalog declares."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from msgspec.structs import replace

from vcompare.catalog.decode import decode_at
from vcompare.catalog.source import Document
from vcompare.diagnostics import Diagnostic, found
from vcompare.fields import Field
from vcompare.model import Fact, Source, Tool, Url
from vcompare.text.suggestions import did_you_mean

_ADDRESS = re.compile(get_args(Url)[1].pattern)
_VALUES = ("value", "none", "at_least", "at_most")


def with_facts(
    document: Document, tool: Tool, declared: Mapping[str, Field]
) -> tuple[Tool, tuple[Diagnostic, ...]]:
    """Return a tool with its specs as facts, in the order in which they are declared, and the findings.

    `declared` maps the key of each spec to its field. What cannot be read is left out: it is not known.
    """
    findings = list[Diagnostic]()
    facts = dict[str, Fact]()
    for key, raw in tool.specs.items():
        if key not in declared:
            findings.append(_unknown(document, key, declared))
            continue
        fact, problems = _fact(document, key, raw, declared[key])
        findings += problems
        if fact is not None:
            facts[key], problem = _with_source(document, key, fact, tool.sources)
            findings += problem
    return replace(tool, specs={key: facts[key] for key in declared if key in facts}), tuple(findings)


def _with_source(
    document: Document, key: str, fact: Fact, named: Mapping[str, Source]
) -> tuple[Fact, list[Diagnostic]]:
    """Return a fact with the address of its source, and the day on which that was read.

    A fact that has no source of its own has the one that is called `specs`.
    """
    name = fact.source or ("specs" if "specs" in named else None)
    if name is None or _ADDRESS.match(name):
        return fact, []
    if name not in named:
        hint = did_you_mean(name, named) or f"add [sources.{name}], or write an address"
        message = f"`{name}` is not a source of this tool"
        at = document.value("specs", key, "source")
        return replace(fact, source=None), [found("unknown-source", at, message, hint)]
    source = named[name]
    return replace(fact, source=source.url, checked=fact.checked or source.checked), []


def _unknown(document: Document, key: str, declared: Mapping[str, Field]) -> Diagnostic:
    hint = did_you_mean(key, declared) or f"add [specs.{key}] to catalog.toml, or correct its spelling"
    return found("unknown-spec", document.key("specs", key), f"`{key}` is not a spec of this catalog", hint)


def _fact(document: Document, key: str, raw: Any, field: Field) -> tuple[Fact | None, list[Diagnostic]]:
    """Read one value: bare, or a table with one of `value`, `none` and bounds."""
    if not isinstance(raw, dict):
        raw, at = {"value": raw}, dict[str, tuple[str, ...]](value=("specs", key))
    else:
        at = {name: ("specs", key, name) for name in _VALUES}
    fact, problems = decode_at(document, Fact, raw, ("specs", key))
    findings = list(problems)
    if fact is None:
        return None, findings
    if message := _contradiction(fact, field):
        return None, [*findings, found("bad-spec", document.value("specs", key), f"`specs.{key}` {message}")]
    read = dict[str, Any]()
    for name in ("value", "at_least", "at_most"):
        if (value := getattr(fact, name)) is not None:
            try:
                read[name] = field.kind.read(value)
            except ValueError as problem:
                message = f"`{'.'.join(at[name])}` must be {problem}"
                return None, [*findings, found("bad-spec", document.value(*at[name]), message)]
    fact = replace(fact, **read)
    if not _in_order(fact, field):
        message = f"`specs.{key}` has at_least above at_most"
        return None, [*findings, found("bad-spec", document.value("specs", key), message)]
    return fact, findings


def _contradiction(fact: Fact, field: Field) -> str:
    """Say what is wrong with a combination of keys, if anything is."""
    given = [fact.value is not None, fact.none, fact.at_least is not None or fact.at_most is not None]
    if given.count(True) != 1:
        return "needs exactly one of `value`, `none = true`, and bounds (`at_least`, `at_most`)"
    if given[2] and not field.kind.has_bounds:
        return f"cannot have bounds: its kind is {field.kind.name}"
    return ""


def _in_order(fact: Fact, field: Field) -> bool:
    if fact.at_least is None or fact.at_most is None:
        return True
    return bool(field.kind.span(fact.at_least)[0] <= field.kind.span(fact.at_most)[1])
