"""Which dates in the files of a tool may become stale, and when they do."""

import datetime
from collections.abc import Callable

from msgspec import Struct

from vcompare.model import Freshness

_DATES = {
    "stale-pricing": (("pricing", "checked"), "pricing"),
    "stale-review": (("date",), "reviews"),
}
"""By rule: the key path of the date in the file, and the limit in `freshness`."""


class StaleFact(Struct, frozen=True):
    """A dated fact that is `days` old, more than its `limit`; `keys` lead to the date in its file."""

    keys: tuple[str, ...]
    date: datetime.date
    days: int
    limit: int

    @property
    def since(self) -> datetime.date:
        """The first day on which it was stale."""
        return self.date + datetime.timedelta(days=self.limit + 1)


def stale_fact(
    rule: str, get: Callable[..., datetime.date | None], freshness: Freshness, today: datetime.date
) -> StaleFact | None:
    """Return the fact that a rule finds stale in a file, None where there is none.

    `get` takes a key path and returns the date that is there, if any.
    """
    keys, limit = _DATES[rule][0], getattr(freshness, _DATES[rule][1])
    date = get(*keys)
    if date is None or (days := (today - date).days) <= limit:
        return None
    return StaleFact(keys, date, days, limit)
