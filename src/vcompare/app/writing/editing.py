"""Changes of tools that exist, by assignments or by records, and which dates they leave behind."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from vcompare.app import lookup
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.assignments import Assignment, assigned
from vcompare.app.writing.changes import place_typed
from vcompare.app.writing.forms import TOOL, Form, Values, merged, parsed
from vcompare.app.writing.reading import Given, refuse_all
from vcompare.catalog.paths import slug_at, tool_path
from vcompare.diagnostics import Diagnostic
from vcompare.editing.edits import FileChange, Places, current
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.match.phrases import exact_names
from vcompare.text.days import local_today
from vcompare.text.folding import fold
from vcompare.text.words import natural_list

Change = Callable[[Values], Mapping[str, Any]]
"""Takes the data of a file and returns the values that it is to have."""


class Outdated(NamedTuple):
    """A date that stays, and the names of what it dates and changes."""

    date: str
    value: datetime.date
    changed: str


class Plan(NamedTuple):
    """How tools change: their files, and where what is wrong with one was written."""

    changes: Sequence[FileChange]
    places: Places


def plan(
    opened: OpenCatalog,
    slugs: Sequence[str],
    records: Sequence[Given],
    values: Sequence[Assignment],
    checked: datetime.date | None = None,
) -> Plan:
    """Return how tools change: those of `slugs`, or else those that `records` name by slug or by name.

    The assignments come after what a record holds, and `checked` is the date of the pricing where there is
    one. Raises VcompareError for what cannot be changed, and RefusedError for everything that is wrong with
    records.
    """
    if records:
        found = _with_records(opened, records, values, checked)
    elif len(slugs) == 1:
        change = _edited(opened, slugs[0], partial(assigned, values), checked)
        found = Plan([change], place_typed(opened.root, change, {one.key: f"`{one.key}`" for one in values}))
    else:
        found = _with_values(opened, slugs, values, checked)
    return found._replace(changes=[change for change in found.changes if change.before != change.after])


def _with_values(
    opened: OpenCatalog, slugs: Sequence[str], values: Sequence[Assignment], checked: datetime.date | None
) -> Plan:
    changes, wrong = list[FileChange](), list[str]()
    for slug in opened.watch("reading")(slugs, len(slugs)):
        try:
            changes.append(_edited(opened, slug, partial(assigned, values), checked))
        except VcompareError as error:
            wrong.append(f"{slug}: {error.message}")
    if wrong:
        refuse_all("nothing was written", wrong, "leave these tools out with another --where")
    return Plan(changes, {})


def start(
    opened: OpenCatalog, slug: str, values: Sequence[Assignment], checked: datetime.date | None
) -> tuple[str, str]:
    """Return the text of a tool's file as it is, and with assignments."""
    change = _edited(opened, slug, partial(assigned, values), checked)
    return change.before or "", change.after or ""


def _with_records(
    opened: OpenCatalog, records: Sequence[Given], values: Sequence[Assignment], checked: datetime.date | None
) -> Plan:
    places: dict[str, Callable[[Diagnostic | None], str]] = {}
    changes, wrong, by_name = list[FileChange](), list[str](), cache(partial(_by_name, opened))
    for given in opened.watch("reading")(records, len(records)):
        try:
            change = _edited(opened, _named(opened, given, by_name), partial(_wanted, given, values), checked)
            if other := places.get(change.path):
                wrong.append(f"{given.place(None)}: {other(None)} is about {slug_at(change.path)} too")
            # The lines of a finding are those of the tool's file.
            places[change.path] = partial(_whole, given)
            changes.append(change)
        except VcompareError as error:
            wrong.append(f"{given.place(None)}: {error.message}" + (f" ({error.hint})" if error.hint else ""))
    if wrong:
        refuse_all("nothing was written", wrong, "`vcompare add --from` adds tools that do not exist")
    return Plan(changes, places)


def outdated(form: Form, change: FileChange) -> Outdated | None:
    """Return a date before today that a change leaves behind, though what it dates changes."""
    if change.before is None or change.after is None:
        return None
    before, after = parsed(change.before) or {}, parsed(change.after) or {}
    changed = [key.name for key in form.keys if key.of(before) != key.of(after)]
    for date, dated in form.dates.items():
        value, about = date.of(after), [name for name in changed if name in dated]
        if value not in (None, local_today()) and date.of(before) == value and about:
            return Outdated(date.name, value, natural_list(about))
    return None


def _edited(opened: OpenCatalog, slug: str, change: Change, checked: datetime.date | None) -> FileChange:
    path = tool_path(slug)
    before = current(opened.root, path)
    if before is None:
        raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
    values = dict(change(parsed(before) or {}))
    after = with_values(before, values, TOOL.order, opened.root / path)
    if checked and "pricing.checked" not in values and "pricing" in (parsed(after) or {}):
        after = with_values(after, {"pricing.checked": checked}, TOOL.order, opened.root / path)
    return FileChange(path, before, after)


def _named(opened: OpenCatalog, given: Given, by_name: Callable[[], Mapping[str, Sequence[str]]]) -> str:
    """Return the slug of the tool that a record is about. Raises VcompareError where there is none."""
    name = given.values.get("name")
    if given.slug is not None:
        found: Sequence[str] = [given.slug] if given.slug in opened else []
    elif isinstance(name, str):
        found = by_name().get(fold(name), ())
    else:
        raise VcompareError("it names no tool", "give it a `slug` or a `name`")
    if len(found) > 1:
        raise VcompareError(f'"{name}" fits {natural_list(found)}', "give it a `slug`")
    if not found:
        raise VcompareError(f'there is no tool "{given.slug or name}"')
    return found[0]


def _by_name(opened: OpenCatalog) -> Mapping[str, Sequence[str]]:
    """Return the slugs of the tools that a name or an alias fits exactly."""
    found: dict[str, list[str]] = {}
    for tool in lookup.names(opened).names()[0]:
        for name in exact_names(tool):
            found.setdefault(name, []).append(tool.slug)
    return found


def _wanted(given: Given, values: Sequence[Assignment], data: Values) -> dict[str, Any]:
    # Without a slug, the name only says which tool it is.
    said = given.values if given.slug else {key: one for key, one in given.values.items() if key != "name"}
    target = merged(data, said)
    return {**TOOL.changes(data, target), **assigned(values, target)}


def _whole(given: Given, _finding: Diagnostic | None) -> str:
    return given.place(None)
