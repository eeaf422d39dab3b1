"""Which dates in the files of a tool may become stale, and when they do."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from vcompare.model import Freshness, Settings

Keys = tuple[str, ...]
Get = Callable[..., datetime.date | None]
Dated = tuple[str, Keys, datetime.date | None]
"""The key of a spec, where the date is on which it was read, and that date."""

_DATES: dict[str, tuple[tuple[Keys, ...], str]] = {
    "stale-pricing": ((("pricing", "checked"), ("sources", "pricing", "checked")), "pricing"),
    "stale-review": ((("date",),), "reviews"),
}
"""By rule: where the date is in the file, the place that counts first, and the limit in `freshness`."""


class StaleFact(Struct, frozen=True):
    """A dated fact that is `days` old, more than its `limit`; `keys` lead to the date in its file.

    `specs` are the keys of the specs that it is the date of.
    """

    keys: Keys
    date: datetime.date
    days: int
    limit: int
    specs: tuple[str, ...] = ()

    @property
    def since(self) -> datetime.date:
        """The first day on which it was stale."""
        return self.date + datetime.timedelta(days=self.limit + 1)


def stale_fact(rule: str, get: Get, freshness: Freshness, today: datetime.date) -> StaleFact | None:
    """Return the fact that a rule finds stale in a file, None where there is none.

    `get` takes a key path and returns the date that is there, if any.
    """
    places, limit = _DATES[rule][0], getattr(freshness, _DATES[rule][1])
    for keys in places:
        if date := get(*keys):
            days = (today - date).days
            return StaleFact(keys, date, days, limit) if days > limit else None
    return None


def stale_specs(dated: Iterable[Dated], settings: Settings, today: datetime.date) -> Iterator[StaleFact]:
    """Return the specs that are stale: those together that have one date in one place, and one limit."""
    groups: dict[tuple[Keys, datetime.date, int], list[str]] = {}
    for key, keys, date in dated:
        fresh = settings.specs[key].fresh
        limit = settings.freshness.specs if fresh is None else fresh
        if date is not None and (today - date).days > limit:
            groups.setdefault((keys, date, limit), []).append(key)
    for (keys, date, limit), specs in groups.items():
        yield StaleFact(keys, date, (today - date).days, limit, tuple(specs))
