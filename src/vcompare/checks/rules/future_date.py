"""`future-date`: a past event with a date after today."""

import datetime
from collections.abc import Iterator
from functools import cache

from vcompare.catalog.paths import FileKind
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.stored import stored_fields
from vcompare.diagnostics import found
from vcompare.fields.kinds import Date

_COUNTED = ("tally", "counted")
"""When votes were counted, which is not a field of its own."""

_READ = ("sources", "specs")
"""The tables of a tool whose tables say when something was read."""


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the dates of past events with today."""
    for keys in _past(file):
        date = file.get(datetime.date, *keys)
        if date is not None and date > context.today:
            message = f"{date} is after today, {context.today}"
            yield found("future-date", file.document.value(*keys), message)


def _past(file: TomlFile) -> Iterator[tuple[str, ...]]:
    yield from _stored(file.kind)
    for table in _READ:
        if table in file.document.data:
            tables = (file.get(dict, table) or {}).items()
            yield from ((table, key, "checked") for key, item in tables if isinstance(item, dict))


@cache
def _stored(kind: FileKind) -> tuple[tuple[str, ...], ...]:
    if kind == "votes":
        return (_COUNTED,)
    kinds = {keys: field.kind for keys, field in stored_fields(kind).items()}
    return tuple(keys for keys, kind in kinds.items() if isinstance(kind, Date) and not kind.planned)
