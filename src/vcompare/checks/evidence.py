"""What the specs in a tool's file rest on, whatever else of the file is wrong."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from vcompare.checks.freshness import Keys
from vcompare.checks.rule import Context, TomlFile
from vcompare.text.words import natural_list

_FEW = 5


class SpecEvidence(Struct, frozen=True):
    """What a spec has beside its value.

    `named` is the one of the tool's sources that it rests on, if any, by its own `source` or without. `dated`
    is where it has the date on which that was read; `checked` is None where what stands there is no date.
    """

    sourced: bool
    named: str | None
    dated: Keys | None
    checked: datetime.date | None


def evidence(file: TomlFile, context: Context) -> dict[str, SpecEvidence]:
    """Return what each declared spec of a tool rests on, in the order of the file."""
    declared = context.fields.specs
    return {key: one for key, one in all_evidence(file).items() if key in declared}


def all_evidence(file: TomlFile) -> dict[str, SpecEvidence]:
    """Return what each spec of a tool rests on, declared or not."""
    if "evidence" not in file.__dict__:  # several rules ask
        file.__dict__["evidence"] = dict(_each(file))
    kept: dict[str, SpecEvidence] = file.__dict__["evidence"]
    return kept


def _each(file: TomlFile) -> Iterator[tuple[str, SpecEvidence]]:
    sources = file.get(dict, "sources") or {}
    bare = _evidence("", {}, sources)  # which most specs are
    for key, raw in (file.get(dict, "specs") or {}).items():
        yield key, _evidence(key, raw, sources) if isinstance(raw, dict) else bare


def _evidence(key: str, own: Mapping[str, Any], sources: Mapping[str, Any]) -> SpecEvidence:
    source = own.get("source", "specs" if "specs" in sources else None)
    named = source if isinstance(source, str) and source in sources else None
    dated, checked = None, None
    if "checked" in own:
        dated, checked = ("specs", key, "checked"), own["checked"]
    elif named and isinstance(page := sources[named], dict) and "checked" in page:
        dated, checked = ("sources", named, "checked"), page["checked"]
    date = checked if type(checked) is datetime.date else None
    return SpecEvidence(source is not None, named, dated, date)


def listed(keys: Sequence[str]) -> str:
    """Return the names of specs as a message lists them, of many the first few."""
    names = [f"`{key}`" for key in keys[:_FEW]]
    more = len(keys) - _FEW
    return natural_list([*names, f"{more} more"] if more > 0 else names)
