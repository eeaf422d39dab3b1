"""What a catalog declares, from one state to another: its title, its panel, its specs and its meters."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from msgspec.structs import replace

from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.declared import kind_of, of_spec
from vcompare.fields.priced import of_meters
from vcompare.history.changes import Change, by_importance
from vcompare.model import Meter, Settings, Spec, Workload

T = TypeVar("T", bound=Change)
Workloads = Mapping[str, Workload]

_PARTS = {"specs": ("label", "kind", "unit", "better"), "meters": ("label", "unit", "per", "part_of")}
"""What a reader sees of a spec or a meter besides the values of tools."""


def settings_changes(before: Settings, after: Settings) -> list[Change]:
    """Return what changed in the catalog as a whole: its title, who is on the panel, and what it compares."""
    found = [*_of_tables(before, after), *_of_currencies(before, after)]
    if before.title != after.title:
        found.append(Change(kind="title", field="title", before=before.title, after=after.title))
    for reviewer in before.panel | after.panel:
        old, new = (side.panel[reviewer].name if reviewer in side.panel else None for side in (before, after))
        if old != new:
            field = f"panel.{reviewer}.name"
            found.append(Change(kind="panel", reviewer=reviewer, field=field, before=old, after=new))
    return by_importance(found)


def _of_tables(before: Settings, after: Settings) -> Iterator[Change]:
    for table, parts in _PARTS.items():
        then, now = getattr(before, table), getattr(after, table)
        for key in then | now:
            yield from _of_declaration(f"{table}.{key}", then.get(key), now.get(key), parts)


def _of_declaration(path: str, old: Any, new: Any, parts: Iterable[str]) -> Iterator[Change]:
    if old is None or new is None:
        labels = (side and side.label for side in (old, new))
        yield Change(kind="declaration", field=path, before=next(labels), after=next(labels))
        return
    for name in parts:
        sides = getattr(old, name), getattr(new, name)
        if sides[0] != sides[1]:
            yield Change(kind="declaration", field=f"{path}.{name}", before=sides[0], after=sides[1])


def _of_currencies(before: Settings, after: Settings) -> Iterator[Change]:
    """Compare the currency of amounts that name none, and what other currencies are worth."""
    if before.currency != after.currency:
        yield Change(kind="declaration", field="currency", before=before.currency, after=after.currency)
    for code in before.currencies | after.currencies:
        sides = (side.currencies.get(code) for side in (before, after))
        old, new = (one and one.usd for one in sides)
        if old != new:
            yield Change(kind="declaration", field=f"currencies.{code}.usd", before=old, after=new)


def departures(found: Iterable[Change]) -> list[Change]:
    """Return those of a catalog's changes by which a panelist left."""
    return [one for one in found if one.kind == "panel" and one.after is None]


def without_departed(found: Iterable[T], settings: Iterable[Change]) -> list[T]:
    """Return changes without the reviews that no longer count because the panelist left."""
    departed = {one.reviewer for one in departures(settings)}
    return [one for one in found if one.reviewer not in departed]


def fields_of(*settings: Settings | None, workloads: Workloads = MappingProxyType({})) -> Registry:
    """Return all fields of these states of a catalog, for what is said of changes; the last one counts."""
    known = [one for one in settings if one]
    specs = {key: spec for one in known for key, spec in one.specs.items()}
    meters = {key: meter for one in known for key, meter in one.meters.items()}
    panel = {slug: name for one in known for slug, name in one.reviewers.items()}
    fields = _registry(specs, meters, known[-1] if known else None)
    return fields.with_fields(_costs(workloads, known[-1]) if known else ()).with_panel(panel)


def compared(
    before: Settings,
    after: Settings,
    *,
    of_one: bool = False,
    workloads: Workloads = MappingProxyType({}),
) -> Registry:
    """Return the fields that are compared between tools in two states of a catalog.

    That a spec has another kind or unit now is a change of the catalog and not of each tool, and so is a
    meter of other units. So is what only one of them declares, except in the history `of_one` tool. What the
    `workloads` cost is compared where all meters are the same.
    """

    def kept(table: str) -> dict[str, Any]:
        then, now = getattr(before, table), getattr(after, table)
        sides = {key: (then.get(key), now.get(key)) for key in then | now}
        return {key: new or old for key, (old, new) in sides.items() if is_compared(old, new)}

    def is_compared(old: Spec | Meter | None, new: Spec | Meter | None) -> bool:
        return of_one if old is None or new is None else _measure(old) == _measure(new)

    fields = _registry(kept("specs"), kept("meters"), after)
    is_alike = _measures(before) == _measures(after)
    return fields.with_fields(_costs(workloads, after)) if is_alike else fields


def read_alike(before: Settings, after: Settings) -> bool:
    """Say whether the same files of tools mean the same in two states of a catalog."""
    return _reading(before) == _reading(after)


def _reading(settings: Settings) -> tuple[Any, ...]:
    """Return what the meaning of a tool's file depends on."""
    kinds = {key: kind_of(spec) for key, spec in settings.specs.items()}
    return settings.panel.keys(), kinds, _measures(settings), settings.currency


def _measures(settings: Settings) -> dict[str, Any]:
    return {key: (meter.part_of, *_measure(meter)) for key, meter in settings.meters.items()}


def _measure(declared: Spec | Meter) -> tuple[Any, ...]:
    """Return what values of a spec or a meter must have in common to be compared."""
    if isinstance(declared, Meter):
        return declared.unit, declared.per
    return declared.kind, declared.unit


def _costs(workloads: Workloads, settings: Settings) -> Iterator[Field]:
    """Return the fields of what workloads cost with a tool itself."""
    for name, workload in workloads.items():
        from vcompare.comparison.expenses import of_workload

        yield replace(next(of_workload(name, workload, settings)), change="cost")


def _registry(specs: Mapping[str, Spec], meters: Mapping[str, Meter], settings: Settings | None) -> Registry:
    declared = [of_spec(key, spec) for key, spec in specs.items()]
    rates = of_meters(replace(settings, meters=dict(meters))) if settings and meters else ()
    return Registry([*BUILTIN, *declared, *rates])
