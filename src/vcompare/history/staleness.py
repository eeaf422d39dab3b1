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
        files: list[tuple[str | None, Tool | Review]] = [(None, record.tool), *record.reviews.items()]
        for reviewer, file in files:
            for rule, fact in _facts(file, settings, today):
                if rule in settings.check.ignore or rule in file.allow:
                    continue
                field = ".".join([*(("reviews", reviewer) if reviewer else ()), *fact.keys])
                at = (record.slug, record.tool.name, reviewer, field)
                found.append(Stale(*at, fact.date, fact.since, fact.days, fact.specs))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


def _facts(file: Tool | Review, settings: Settings, today: datetime.date) -> Iterator[tuple[str, StaleFact]]:
    """Yield the stale facts of a file, each with the rule that finds it."""
    rule = "stale-pricing" if isinstance(file, Tool) else "stale-review"
    if fact := stale_fact(rule, partial(_value, file), settings.freshness, today):
        yield rule, fact
    if isinstance(file, Tool):
        dated = [(key, ("specs", fact.source or ""), fact.checked) for key, fact in file.specs.items()]
        for stale_spec in stale_specs(dated, settings, today):
            yield "stale-spec", replace(stale_spec, keys=("specs", stale_spec.specs[0], "checked"))


def _value(file: Any, *keys: str) -> Any:
    for key in keys:
        file = getattr(file, key, None)
    return file
