"""Specs as the file of a tool has them, bare or as a table, and how what somebody gives changes them.

A patch has some of the keys of such a table; None removes one, and what it knows replaces what was known.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from vcompare.fields import Field
from vcompare.fields.kinds import Kind
from vcompare.model import NONE, Bounds, Fact
from vcompare.text import days

Patch = Mapping[str, Any]
CONTENT = ("value", "none", "at_least", "at_most")
PARTS: tuple[str, ...] = Fact.__struct_fields__
EVIDENCE = tuple(part for part in PARTS if part not in CONTENT)


def patch_of(field: Field, content: Any) -> Patch:
    """Return the patch that makes something known of a field."""
    if content is NONE:
        return {"none": True}
    if not isinstance(content, Bounds):
        return {"value": field.kind.stored(content)}
    ends = {"at_least": content.at_least, "at_most": content.at_most}
    return {key: field.kind.stored(end) for key, end in ends.items() if end is not None}


def changed(field: Field, before: Any, patch: Patch) -> Any:
    """Return what a file is to have, from what it has; None is nothing.

    A table stays one and keeps its evidence, and a bare value stays bare, unless there is more to say.
    """
    table = dict(before) if isinstance(before, Mapping) else {} if before is None else {"value": before}
    known = _known(patch)
    if known and content_of(field, known) != content_of(field, table):
        table = {key: value for key, value in table.items() if key not in CONTENT} | known
    table |= {key: value for key, value in patch.items() if key not in known}
    table = {key: value for key, value in table.items() if value is not None}
    if not isinstance(before, Mapping) and table.keys() <= {"value"}:
        return table.get("value")
    ranks = {key: number for number, key in enumerate(PARTS)}
    return dict(sorted(table.items(), key=lambda item: ranks.get(item[0], len(ranks)))) or None


def patch_in(field: Field, given: Any) -> Patch | None:
    """Return the patch that a record has for a field, as a file or as our JSON writes it; None removes it."""
    if not isinstance(given, Mapping):
        return None if given is None else {"value": _stored(field.kind, given)}
    known = _known(given)
    if not known and given.keys() >= {"value", "none"}:
        return None
    known = {key: value if key == "none" else _stored(field.kind, value) for key, value in known.items()}
    rest = {key: value for key, value in given.items() if key not in {*CONTENT, "from", "seen"}}
    if isinstance(day := rest.get("checked"), str):
        rest["checked"] = days.day(day) or day
    return {**known, **rest}


def without_inherited(patch: Patch, table: Any, sources: Any) -> Patch:
    """Return a patch without the evidence that a fact has from the page it names, or from `specs`."""
    own = table if isinstance(table, Mapping) else {}
    page = sources.get(own.get("source") or "specs") if isinstance(sources, Mapping) else None
    if not isinstance(page, Mapping):
        return patch
    inherited = {"source": page.get("url"), "checked": page.get("checked")}
    return {
        key: value
        for key, value in patch.items()
        if key not in inherited or value != inherited[key] or (key in own and own[key] == value)
    }


def content_of(field: Field, raw: Any) -> Any:
    """Return what a file makes known: a value, `Bounds` or `NONE`; what is not of the kind stays unread."""
    if not isinstance(raw, Mapping):
        return _read(field.kind, raw)
    if raw.get("none"):
        return NONE
    read = {key: None if raw.get(key) is None else _read(field.kind, raw[key]) for key in CONTENT}
    has_bounds = read["at_least"] is not None or read["at_most"] is not None
    return Bounds(read["at_least"], read["at_most"]) if has_bounds else read["value"]


def _read(kind: Kind, value: Any) -> Any:
    try:
        return kind.read(value)
    except ValueError:
        return value


def differences(name: str, before: Any, after: Any) -> dict[str, Any]:
    """Return what to set in a file, by key, None for what goes, so that a spec or a source changes."""
    if before == after and type(before) is type(after):
        return {}
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return {name: after}
    new = {f"{name}.{key}": value for key, value in after.items() if before.get(key) != value}
    return {**new, **{f"{name}.{key}": None for key in before if key not in after}}


def _known(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a table that says what is known: `none = false` does not."""
    known = {key: table[key] for key in CONTENT if table.get(key) is not None}
    return {key: value for key, value in known.items() if key != "none" or value is not False}


def _stored(kind: Kind, value: Any) -> Any:
    """Return a value of a record as TOML has it; what cannot be read stays, for `check` to report."""
    if isinstance(value, datetime.date):
        return value
    for read in (value, kind.parse(value) if isinstance(value, str) else value):
        try:
            return kind.stored(kind.read(read))
        except ValueError:
            continue
    return value
