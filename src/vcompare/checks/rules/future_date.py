"""`future-date`: a past event with a date after today."""

import datetime
from functools import cache

from vcompare.catalog.paths import FileKind
from vcompare.checks.rule import Context, Findings, TomlFile, stored_fields
from vcompare.diagnostics import found
from vcompare.fields.kinds import Date

_COUNTED = ("tally", "counted")
"""When votes were counted, which is not a field of its own."""

_READ = ("sources", "specs")
"""The tables of a tool whose tables say when something was read."""


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the dates of past events with today."""
    tables = [
        (table, key, "checked")
        for table in _READ
        if table in file.document.data
        for key, item in (file.get(dict, table) or {}).items()
        if isinstance(item, dict)
    ]
    for keys in (*_stored(file.kind), *tables):
        date = file.get(datetime.date, *keys)
        if date is not None and date > context.today:
            message = f"{date} is after today, {context.today}"
            yield found("future-date", file.document.value(*keys), message)


@cache
def _stored(kind: FileKind) -> tuple[tuple[str, ...], ...]:
    if kind == "votes":
        return (_COUNTED,)
    kinds = {keys: field.kind for keys, field in stored_fields(kind).items()}
    return tuple(keys for keys, kind in kinds.items() if isinstance(kind, Date) and not kind.planned)
