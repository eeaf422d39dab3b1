"""Changes of tools that exist, by assignments or by records."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from vcompare.app import lookup
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing import records as of_records
from vcompare.app.writing.assignments import Assignment, assigned
from vcompare.app.writing.changes import place_typed
from vcompare.app.writing.evidence import dated, outdated
from vcompare.app.writing.forms import Form, new_text, parsed
from vcompare.app.writing.imported import imported, own_data
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import inside, tables_of_facts
from vcompare.app.writing.reading import Given, refuse_all
from vcompare.app.writing.short_form import in_short, long_name, placed
from vcompare.app.writing.targets import changes
from vcompare.catalog.paths import slug_at, tool_path
from vcompare.diagnostics import Diagnostic
from vcompare.editing import style
from vcompare.editing.edits import FileChange, Places, current
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.match.phrases import exact_names
from vcompare.text.folding import fold
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

Change = Callable[[Values], Mapping[str, Any]]
"""Takes the data of a file and returns the values that it is to have."""


class Planned(NamedTuple):
    """How tools change: their files, and where what is wrong with one was written."""

    changes: Sequence[FileChange]
    places: Places


class Edit(NamedTuple):
    """What is asked for: assignments, which come after what a record holds, and a day to date facts with.

    With `only_stale`, it dates only what has a date that would stay behind.
    """

    form: Form
    values: Sequence[Assignment] = ()
    day: datetime.date | None = None
    only_stale: bool = False


def plan(opened: OpenCatalog, slugs: Sequence[str], records: Sequence[Given], edit: Edit) -> Planned:
    """Return how tools change: those of `slugs`, or else those that `records` name by slug or by name.

    Raises VcompareError for what cannot be changed, and RefusedError for everything that is wrong with
    records.
    """
    if records:
        found = _with_records(opened, records, edit)
    elif len(slugs) == 1:
        change = _edited(opened, slugs[0], partial(_assigned, edit), edit)
        names = {
            name: f"`{one.called or one.key}`"
            for one in edit.values
            for name in (one.key, long_name(one.key))
        }
        found = Planned([change], place_typed(opened.root, change, names))
    else:
        found = _with_values(opened, slugs, edit)
    return found._replace(changes=[change for change in found.changes if change.before != change.after])


def _with_values(opened: OpenCatalog, slugs: Sequence[str], edit: Edit) -> Planned:
    changes, wrong = list[FileChange](), list[tuple[str, str]]()
    for slug in opened.watch("reading")(slugs, len(slugs)):
        try:
            changes.append(_edited(opened, slug, partial(_assigned, edit), edit))
            _refuse_no_prices(changes[-1])
        except VcompareError as error:
            wrong.append((slug, error.message))
    if wrong:
        refuse_all("nothing was written", wrong, "leave these tools out with another --where")
    return Planned(changes, {})


def _refuse_no_prices(change: FileChange) -> None:
    """Raise VcompareError for one of many tools of which prices are dated that it does not have."""
    pricing = _table(parsed(change.after or "") or {}, "pricing")
    if change.before != change.after and pricing and pricing.keys() <= {"source", "checked"}:
        raise VcompareError("it has no prices to date")


def start(opened: OpenCatalog, slug: str, edit: Edit) -> tuple[str | None, str]:
    """Return the text of a tool's file as it is, None where it is only imported, and with assignments."""
    change = _edited(opened, slug, partial(_assigned, edit), edit)
    return change.before, change.after or ""


def imported_of(opened: OpenCatalog, slug: str) -> Values:
    """Return what was imported of a tool, as a file of its own would have it."""
    return imported(opened.catalog, slug).under({})


def _with_records(opened: OpenCatalog, records: Sequence[Given], edit: Edit) -> Planned:
    places: dict[str, Callable[[Diagnostic | None], str]] = {}
    changes, wrong, by_name = list[FileChange](), list[tuple[str, str]](), cache(partial(_by_name, opened))
    for given in opened.watch("reading")(records, len(records)):
        try:
            change = _edited(opened, _named(opened, given, by_name), partial(_wanted, given, edit), edit)
            if other := places.get(change.path):
                wrong.append((given.place(None), f"{other(None)} is about {slug_at(change.path)} too"))
            # The lines of a finding are those of the tool's file.
            places[change.path] = partial(_whole, given)
            changes.append(change)
        except VcompareError as error:
            wrong.append((given.place(None), error.message + (f" ({error.hint})" if error.hint else "")))
    if wrong:
        refuse_all("nothing was written", wrong)
    return Planned(changes, places)


def _edited(opened: OpenCatalog, slug: str, change: Change, edit: Edit) -> FileChange:
    """Return how the file of a tool changes; of what was imported, it gets what changes."""
    path = tool_path(slug)
    before, below = current(opened.root, path), imported(opened.catalog, slug)
    if before is None and not below.units:
        raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
    where = opened.root / path
    if not below.units:
        return FileChange(path, before, _changed(before or "", change, edit, path, where))
    own = style.parsed(before or "", where).data
    known = new_text(below.under(own), edit.form)
    after = _changed(known, change, edit, path, where)
    if after == known:
        return FileChange(path, before, before)
    wanted = own_data(own, parsed(known) or {}, parsed(after) or {}, below)
    if before is None:
        return FileChange(path, None, new_text(wanted, edit.form))
    values = {**changes(edit.form, own, wanted), **{key: one for key, one in wanted.items() if one == []}}
    text = with_values(before, values, edit.form.order, where)
    return FileChange(path, before, text if text.strip() else None)  # nobody has more to say


def _changed(before: str, change: Change, edit: Edit, path: str, where: Path) -> str:
    """Return the text of a file after a change, and what follows from it."""
    write = partial(with_values, order=edit.form.order, where=where)
    data = parsed(before) or {}
    after = write(before, placed(data, change(in_short(data))))
    if edit.day:
        dates = _dated(edit, FileChange(path, before, after), edit.day)
        after = write(after, placed(parsed(after) or {}, dates))
    return write(after, _emptied(data, parsed(after) or {}))


def _dated(edit: Edit, change: FileChange, day: datetime.date) -> Mapping[str, Any]:
    if edit.only_stale:
        return {one.date: day for one in outdated(edit.form, change)}
    return dated(edit.form, parsed(change.before or "") or {}, parsed(change.after or "") or {}, day)


def _emptied(before: Values, after: Values) -> Mapping[str, None]:
    """Return the tables of which a change took the last key, and which go with it."""
    names = (".".join(path) for path in (("sources",), *tables_of_facts(before)))
    found = {name: None for name in names if _table(before, name) and _table(after, name) == {}}
    is_empty = _table(before, "pricing") and not any(_table(after, "pricing").values())
    return {**found, **({"pricing": None} if is_empty and "pricing" in after else {})}


def _table(data: Values, name: str) -> Values:
    return inside(data, *name.split(".")) or {}


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
        wanted = str(given.slug or name)
        hint = did_you_mean(wanted, opened) or "`vcompare add --from` adds it"
        raise VcompareError(f'there is no tool "{wanted}"', hint)
    return found[0]


def _by_name(opened: OpenCatalog) -> Mapping[str, Sequence[str]]:
    """Return the slugs of the tools that a name or an alias fits exactly."""
    found: dict[str, list[str]] = {}
    for tool in lookup.names(opened).names():
        for name in exact_names(tool):
            found.setdefault(name, []).append(tool.slug)
    return found


def _assigned(edit: Edit, data: Values) -> Mapping[str, Any]:
    return assigned(edit.values, data, edit.form)


def _wanted(given: Given, edit: Edit, data: Values) -> dict[str, Any]:
    # Without a slug, the name only says which tool it is.
    said = given.values if given.slug else {key: one for key, one in given.values.items() if key != "name"}
    target = of_records.after(edit.form, data, said)
    return {**changes(edit.form, data, target), **assigned(edit.values, target, edit.form)}


def _whole(given: Given, _finding: Diagnostic | None) -> str:
    return given.place(None)
