"""What a catalog declares, from one state to another: its title, its panel and its specs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from vcompare.fields import BUILTIN, Registry
from vcompare.fields.declared import kind_of, of_spec
from vcompare.history.changes import Change, by_importance
from vcompare.model import Settings, Spec

T = TypeVar("T", bound=Change)

_OF_SPEC = ("label", "kind", "unit", "better")
"""What a reader sees of a spec besides its values."""


def settings_changes(before: Settings, after: Settings) -> list[Change]:
    """Return what changed in the catalog as a whole: its title, who is on the panel, and what it compares."""
    found = [*_of_specs(before, after)]
    if before.title != after.title:
        found.append(Change(kind="title", field="title", before=before.title, after=after.title))
    for reviewer in before.panel | after.panel:
        old, new = (side.panel[reviewer].name if reviewer in side.panel else None for side in (before, after))
        if old != new:
            field = f"panel.{reviewer}.name"
            found.append(Change(kind="panel", reviewer=reviewer, field=field, before=old, after=new))
    return by_importance(found)


def _of_specs(before: Settings, after: Settings) -> Iterator[Change]:
    for key in before.specs | after.specs:
        old, new = before.specs.get(key), after.specs.get(key)
        if old is None or new is None:
            labels = (side and side.label for side in (old, new))
            yield Change(kind="declaration", field=f"specs.{key}", before=next(labels), after=next(labels))
            continue
        for name in _OF_SPEC:
            sides = getattr(old, name), getattr(new, name)
            if sides[0] != sides[1]:
                field = f"specs.{key}.{name}"
                yield Change(kind="declaration", field=field, before=sides[0], after=sides[1])


def departures(found: Iterable[Change]) -> list[Change]:
    """Return those of a catalog's changes by which a panelist left."""
    return [one for one in found if one.kind == "panel" and one.after is None]


def without_departed(found: Iterable[T], settings: Iterable[Change]) -> list[T]:
    """Return changes without the reviews that no longer count because the panelist left."""
    departed = {one.reviewer for one in departures(settings)}
    return [one for one in found if one.reviewer not in departed]


def fields_of(*settings: Settings | None) -> Registry:
    """Return all fields of these states of a catalog, for what is said of changes; the last one counts."""
    known = [one for one in settings if one]
    specs = {key: spec for one in known for key, spec in one.specs.items()}
    return _with_specs(specs).with_panel(
        {slug: name for one in known for slug, name in one.reviewers.items()}
    )


def compared(before: Settings, after: Settings, *, of_one: bool = False) -> Registry:
    """Return the fields that are compared between tools in two states of a catalog.

    That a spec has another kind or unit now is a change of the catalog and not of each tool. So is a spec
    that only one of them declares, except in the history `of_one` tool.
    """

    def is_compared(old: Spec | None, new: Spec | None) -> bool:
        return of_one if old is None or new is None else (old.kind, old.unit) == (new.kind, new.unit)

    specs = (before.specs | after.specs).items()
    return _with_specs(
        {key: spec for key, spec in specs if is_compared(before.specs.get(key), after.specs.get(key))}
    )


def read_alike(before: Settings, after: Settings) -> bool:
    """Say whether the same files of tools mean the same in two states of a catalog."""
    kinds = [{key: kind_of(spec) for key, spec in side.specs.items()} for side in (before, after)]
    return before.panel.keys() == after.panel.keys() and kinds[0] == kinds[1]


def _with_specs(specs: Mapping[str, Spec]) -> Registry:
    return Registry([*BUILTIN, *(of_spec(key, spec) for key, spec in specs.items())])
