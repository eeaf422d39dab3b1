"""Specs and rates as a file has them, bare or as a table, and how what somebody gives changes them.

A patch has some of the keys of such a table; None removes one, and what it knows replaces what was known.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from vcompare.errors import VcompareError
from vcompare.fields import Field
from vcompare.fields.kinds import Kind
from vcompare.model import NONE, Bounds, RateTable, SpecTable
from vcompare.text import days

Patch = Mapping[str, Any]
CONTENT = ("value", "none", "at_least", "at_most")
PARTS: tuple[str, ...] = SpecTable.__struct_fields__
RATE_PARTS: tuple[str, ...] = RateTable.__struct_fields__
EVIDENCE = tuple(part for part in PARTS if part not in CONTENT)
_BESIDES = {"from", "seen", "per"}
"""What our JSON has besides: where a fact was imported from, and what a rate is for."""


def content_parts(field: Field) -> Sequence[str]:
    """Return the keys of a table that say what is known; the first is that of a bare value."""
    return ("amount",) if field.meter else CONTENT


def parts(field: Field) -> Sequence[str]:
    """Return the keys that a table for a spec or a rate may have, in their order."""
    return RATE_PARTS if field.meter else PARTS


def patch_of(field: Field, content: Any) -> Patch:
    """Return the patch that makes something known of a field."""
    if content is NONE:
        return {"none": True}
    if not isinstance(content, Bounds):
        return {content_parts(field)[0]: field.kind.stored(content)}
    ends = {"at_least": content.at_least, "at_most": content.at_most}
    return {key: field.kind.stored(end) for key, end in ends.items() if end is not None}


def changed(field: Field, before: Any, patch: Patch) -> Any:
    """Return what a file is to have, from what it has; None is nothing.

    A table stays one and keeps its evidence, and a bare value stays bare, unless there is more to say.
    """
    chief = content_parts(field)[0]
    table = dict(before) if isinstance(before, Mapping) else {} if before is None else {chief: before}
    known = _known(field, patch)
    if known and content_of(field, known) != content_of(field, table):
        table = {key: value for key, value in table.items() if key not in content_parts(field)} | known
    table |= {key: value for key, value in patch.items() if key not in known}
    table = {key: value for key, value in table.items() if value is not None}
    if not isinstance(before, Mapping) and table.keys() <= {chief}:
        return table.get(chief)
    ranks = {key: number for number, key in enumerate(parts(field))}
    return dict(sorted(table.items(), key=lambda item: ranks.get(item[0], len(ranks)))) or None


def patch_in(field: Field, given: Any) -> Patch | None:
    """Return the patch that a record has for a field, as a file or as our JSON writes it; None removes it.

    Raises VcompareError for a rate that is for another quantity than the catalog declares.
    """
    chief = content_parts(field)[0]
    if not isinstance(given, Mapping):
        return None if given is None else {chief: _stored(field.kind, given)}
    known = _known(field, given)
    if not known and given.keys() >= {"value", "none"}:
        return None
    _refuse_other_quantity(field, given)
    known = {key: value if key == "none" else _stored(field.kind, value) for key, value in known.items()}
    left_out = {*content_parts(field), *_BESIDES}
    rest = {key: value for key, value in given.items() if key not in left_out}
    if isinstance(day := rest.get("checked"), str):
        rest["checked"] = days.day(day) or day
    return {**known, **rest}


def _refuse_other_quantity(field: Field, given: Mapping[str, Any]) -> None:
    per = getattr(field.kind, "per", None)
    if field.meter and given.get("per") not in (None, per):
        message = f"`{field.path}` is for {given['per']} units, and rates of this catalog are for {per}"
        raise VcompareError(message, "convert the amount, and leave `per` out")


def without_inherited(patch: Patch, table: Any, page: Any) -> Patch:
    """Return a patch without the evidence that a fact has from the page it rests on."""
    if not isinstance(page, Mapping):
        return patch
    own = table if isinstance(table, Mapping) else {}
    inherited = {"source": page.get("url", page.get("source")), "checked": page.get("checked")}
    has_no_day = patch.get("checked", inherited["checked"]) is None and inherited["checked"] is not None
    if patch.get("source") not in (None, inherited["source"]) or (patch.get("source") and has_no_day):
        return patch  # a page of its own, whose date may be the same, or none
    return {
        key: value
        for key, value in patch.items()
        if key not in inherited or value != inherited[key] or (key in own and own[key] == value)
    }


def content_of(field: Field, raw: Any) -> Any:
    """Return what a file makes known: a value, `Bounds` or `NONE`; what is not of the kind stays unread."""
    if not isinstance(raw, Mapping):
        return _read(field.kind, raw)
    if field.meter:
        return _read(field.kind, raw.get("amount"))
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


def _known(field: Field, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a table that says what is known: `none = false` does not."""
    known = {key: table[key] for key in content_parts(field) if table.get(key) is not None}
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
