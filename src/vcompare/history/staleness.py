"""Which dated facts are older than a catalog allows."""

import datetime
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcompare.checks.freshness import StaleFact, stale_fact, stale_specs
from vcompare.model import Record, Review, Settings, Tool


class Stale(Struct, frozen=True, omit_defaults=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old.

    `specs` are the keys of the specs that were read together from one page.
    """

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int
    specs: tuple[str, ...] = ()


def stale(records: Iterable[Record], settings: Settings, today: datetime.date) -> list[Stale]:
    """Return what `check` finds stale: what the catalog does not ignore and no file allows; oldest first."""
    found = []
    for record in records:
        for reviewer, rule, file in _files(record):
            if rule in settings.check.ignore or rule in file.allow:
                continue
            for fact in _facts(rule, file, settings, today):
                field = ".".join([*(("reviews", reviewer) if reviewer else ()), *fact.keys])
                at = (record.slug, record.tool.name, reviewer, field)
                found.append(Stale(*at, fact.date, fact.since, fact.days, fact.specs))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


def _files(record: Record) -> Iterator[tuple[str | None, str, Tool | Review]]:
    yield None, "stale-pricing", record.tool
    yield None, "stale-spec", record.tool
    for reviewer, review in record.reviews.items():
        yield reviewer, "stale-review", review


def _facts(rule: str, file: Any, settings: Settings, today: datetime.date) -> Iterator[StaleFact]:
    if rule != "stale-spec":
        fact = stale_fact(rule, partial(_value, file), settings.freshness, today)
        yield from (fact,) if fact else ()
        return
    dated = [(key, ("specs", fact.source or ""), fact.checked) for key, fact in file.specs.items()]
    for fact in stale_specs(dated, settings, today):
        yield replace(fact, keys=("specs", fact.specs[0], "checked"))


def _value(file: Any, *keys: str) -> Any:
    for key in keys:
        file = getattr(file, key, None)
    return file
