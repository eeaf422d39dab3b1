"""What facts rest on, after they change: dates and quotes that are still those of the old values."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vcompare.app.writing.facts import changed, content_of, differences
from vcompare.app.writing.forms import Form, parsed
from vcompare.app.writing.keys import Values
from vcompare.app.writing.short_form import in_short
from vcompare.editing.edits import FileChange
from vcompare.text.days import local_today
from vcompare.text.words import natural_list


class Outdated(NamedTuple):
    """A date that stays, and the names of what it dates and changes."""

    date: str
    value: datetime.date
    changed: str


def outdated(form: Form, change: FileChange) -> list[Outdated]:
    """Return the dates that a change leaves behind, though what they date changes."""
    before, after = _data(change)
    found: dict[str, list[str]] = {}
    for date, name in _dates(form, before, after):
        found.setdefault(date, []).append(name)
    return [
        Outdated(date, value, natural_list(names))
        for date, names in found.items()
        if (value := _at(after, date)) not in (None, local_today()) and _at(before, date) == value
    ]


def misquoted(form: Form, change: FileChange) -> list[str]:
    """Return the specs whose values a change replaces, and not the words that were quoted for them."""
    before, after = _data(change)
    return [
        key
        for key, field in form.specs.items()
        if (quote := _at(after, f"specs.{key}.quote")) is not None
        and quote == _at(before, f"specs.{key}.quote")
        and content_of(field, _at(before, f"specs.{key}")) != content_of(field, _at(after, f"specs.{key}"))
    ]


def dated(form: Form, before: Values, after: Values, day: datetime.date) -> dict[str, Any]:
    """Return what dates the facts that change, without those whose dates change anyway.

    A fact without a page that has a date gets one of its own. Where nothing changes, it is the pricing.
    """
    before, after = in_short(before), in_short(after)
    found: dict[str, Any] = {}
    for date, _ in [*_dates(form, before, after)] or [("pricing.checked", "")]:
        table, _, key = date.rpartition(".")
        inside = _at(after, table)
        if inside is None or _at(before, date) != _at(after, date):
            continue
        spec = form.specs.get(table.removeprefix("specs."))
        if spec is not None and not isinstance(inside, Mapping):
            found |= differences(table, inside, changed(spec, inside, {key: day}))
        else:
            found[date] = day
    return found


def _data(change: FileChange) -> tuple[Values, Values]:
    """Return what a file holds before and after; nothing of one that is not there before or not after."""
    if change.before is None or change.after is None:
        return {}, {}
    return in_short(parsed(change.before) or {}), in_short(parsed(change.after) or {})


def _dates(form: Form, before: Values, after: Values) -> Iterator[tuple[str, str]]:
    """Yield the name of the date of each value that changes, and the name of the value."""
    for date, dated_by_it in form.dates.items():
        for key in form.keys:
            if key.name in dated_by_it and key.of(before) != key.of(after):
                yield date.name, key.name
    for spec, field in form.specs.items():
        old, new = _at(before, f"specs.{spec}"), _at(after, f"specs.{spec}")
        if new is not None and (
            content_of(field, old) != content_of(field, new)
            or any(_at(old, part) != _at(new, part) for part in ("source", "quote"))
        ):
            yield _date_of(after, spec, new), f"specs.{spec}"
    for name in (_at(after, "sources") or {}).keys() - ({"pricing"} if "pricing" in after else set()):
        url = f"sources.{name}.url"
        if _at(before, url) != _at(after, url):
            yield f"sources.{name}.checked", url


def _date_of(data: Values, key: str, raw: Any) -> str:
    """Return the name of the date of a fact: its own, or that of the page that it has from its tool."""
    page = f"sources.{_at(raw, 'source') or 'specs'}"
    has_own = _at(raw, "checked") is not None
    return f"specs.{key}.checked" if has_own or _at(data, page) is None else f"{page}.checked"


def _at(data: Any, name: str) -> Any:
    """Return what a file has under a dotted name, None where it has nothing there."""
    for key in name.split("."):
        data = data.get(key) if isinstance(data, Mapping) else None
    return data
