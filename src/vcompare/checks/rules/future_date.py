"""`future-date`: a past event with a date after today."""

import datetime
from collections.abc import Iterator
from functools import cache

from vcompare.catalog.paths import FileKind
from vcompare.checks.freshness import Keys
from vcompare.checks.rule import Context, Findings, TomlFile, stored_fields
from vcompare.diagnostics import found
from vcompare.fields.kinds import Date

_COUNTED = ("tally", "counted")
"""When votes were counted, which is not a field of its own."""

_READ = (("sources",), ("specs",), ("pricing", "rates"), ("offers",), ("currencies",))
"""The tables whose tables say when something was read, as do the specs and rates of each offer."""
_WITH_TABLES = {keys[0] for keys in _READ}


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the dates of past events with today."""
    others = () if file.document.data.keys().isdisjoint(_WITH_TABLES) else _read(file)
    for keys in (*_stored(file.kind), *others, *_of_predictions(file)):
        date = file.get(datetime.date, *keys)
        if date is not None and date > context.today:
            message = f"{date} is after today, {context.today}"
            yield found("future-date", file.document.value(*keys), message)


def _read(file: TomlFile) -> Iterator[Keys]:
    """Return where there may be dates in the tables of facts."""
    tables: list[Keys] = [keys for keys in _READ if keys[0] in file.document.data]
    tables += [("offers", seller, key) for seller in file.get(dict, "offers") or () for key in _IN_OFFERS]
    for keys in tables:
        for key, item in (file.get(dict, *keys) or {}).items():
            if isinstance(item, dict):
                yield (*keys, key, "checked")


def _of_predictions(file: TomlFile) -> Iterator[Keys]:
    """Return where it may be said when predictions were made, or settled."""
    if file.kind == "review" and "predictions" in file.document.data:
        yield from (("predictions", key, "made") for key in file.get(dict, "predictions") or ())
    elif file.kind == "outcomes":
        for reviewer in file.document.data:
            yield from ((reviewer, key, "settled") for key in file.get(dict, reviewer) or ())


_IN_OFFERS = ("specs", "rates")


@cache
def _stored(kind: FileKind) -> tuple[Keys, ...]:
    if kind == "votes":
        return (_COUNTED,)
    kinds = {keys: field.kind for keys, field in stored_fields(kind).items()}
    return tuple(keys for keys, kind in kinds.items() if isinstance(kind, Date) and not kind.planned)
