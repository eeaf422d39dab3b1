"""Which dated facts of a tool are stale, and since when."""

import datetime
from collections.abc import Iterable, Iterator

from msgspec import Struct

from vcompare.model import Settings

Keys = tuple[str, ...]
Dated = tuple[str, Keys, datetime.date | None, int]
"""The key of a fact, where the date is on which it was read, that date, and how many days it is fresh."""


class StaleFact(Struct, frozen=True):
    """Facts of one date that is `days` old, more than their `limit`; `keys` lead to the date in its file."""

    keys: Keys
    date: datetime.date
    days: int
    limit: int
    facts: tuple[str, ...]

    @property
    def since(self) -> datetime.date:
        """The first day on which they were stale."""
        return self.date + datetime.timedelta(days=self.limit + 1)


def fresh_days(settings: Settings, spec: str) -> int:
    """Return how many days a declared spec is fresh."""
    fresh = settings.specs[spec].fresh
    return settings.freshness.specs if fresh is None else fresh


def stale_facts(dated: Iterable[Dated], today: datetime.date) -> Iterator[StaleFact]:
    """Return what is stale: together the facts that have one date in one place, and one limit."""
    groups: dict[tuple[Keys, datetime.date, int], list[str]] = {}
    for key, keys, date, limit in dated:
        if date is not None and (today - date).days > limit:
            groups.setdefault((keys, date, limit), []).append(key)
    for (keys, date, limit), facts in groups.items():
        yield StaleFact(keys, date, (today - date).days, limit, tuple(facts))
