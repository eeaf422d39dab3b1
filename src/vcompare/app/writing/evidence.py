"""What facts rest on, after they change: dates, quotes and notes that are still those of the old values."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vcompare.app.writing.facts import changed, content_of, differences
from vcompare.app.writing.forms import Form, parsed
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import FactIn, inside, page_of, value_at
from vcompare.app.writing.short_form import in_short
from vcompare.editing.edits import FileChange
from vcompare.text.days import local_today
from vcompare.text.words import natural_list

_OF_OFFERS = ("summary", "source", "currency", "tiers", "plans")
"""What the date of an offer is about, beside its rates."""


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


def left_behind(form: Form, change: FileChange) -> list[tuple[str, str]]:
    """Return the specs and rates whose values a change replaces, and not their `quote` or `note`: each."""
    before, after = _data(change)
    return [
        (one.name, part)
        for one in form.facts(after)
        if content_of(one.field, value_at(before, *one.path)) != content_of(one.field, one.raw)
        for part in ("quote", "note")
        if (words := value_at(one.raw, part)) is not None and words == value_at(before, *one.path, part)
    ]


def dated(form: Form, before: Values, after: Values, day: datetime.date) -> dict[str, Any]:
    """Return what dates the facts that change, without those whose dates change anyway.

    A fact without a page that has a date gets one of its own. Where nothing changes, it is the pricing.
    """
    before, after = in_short(before), in_short(after)
    found: dict[str, Any] = {}
    fields = {one.path: one.field for one in form.facts(after)}
    for date, _ in [*_dates(form, before, after)] or [("pricing.checked", "")]:
        *table, key = date.split(".")
        inside = value_at(after, *table)
        if inside is None or _at(before, date) != _at(after, date):
            continue
        fact = fields.get(tuple(table))
        if fact is not None and not isinstance(inside, Mapping):
            found |= differences(".".join(table), inside, changed(fact, inside, {key: day}))
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
    for one in form.facts(after):
        old = value_at(before, *one.path)
        if content_of(one.field, old) != content_of(one.field, one.raw) or any(
            value_at(old, part) != value_at(one.raw, part) for part in ("source", "quote")
        ):
            yield _date_of(after, one), one.name
    yield from _dates_of_offers(before, after)
    for name in (_at(after, "sources") or {}).keys() - ({"pricing"} if "pricing" in after else set()):
        url = f"sources.{name}.url"
        if _at(before, url) != _at(after, url):
            yield f"sources.{name}.checked", url


def _dates_of_offers(before: Values, after: Values) -> Iterator[tuple[str, str]]:
    for seller in inside(after, "offers") or ():
        for key in _OF_OFFERS:
            name = f"offers.{seller}.{key}"
            if _at(before, name) != _at(after, name):
                yield f"offers.{seller}.checked", name


def _date_of(data: Values, fact: FactIn) -> str:
    """Return the name of the date of a fact: its own, or that of the page that it has from its tool."""
    page = page_of(fact.path, fact.raw, data)
    has_own = value_at(fact.raw, "checked") is not None
    is_there = page is not None and (inside(data, *page) is not None or page[0] == "pricing")
    return ".".join((*(page or ()), "checked")) if is_there and not has_own else f"{fact.name}.checked"


def _at(data: Any, name: str) -> Any:
    return value_at(data, *name.split("."))
