"""Which dated facts are older than a catalog allows."""

import datetime
from collections.abc import Iterable, Iterator

from msgspec import Struct

from vcompare.model import Freshness, Record


class Stale(Struct, frozen=True):
    """A dated fact that is older than the catalog's `freshness` allows: by its field, `days` old."""

    tool: str
    name: str
    reviewer: str | None
    field: str
    date: datetime.date
    stale_since: datetime.date
    days: int


def stale(records: Iterable[Record], freshness: Freshness, today: datetime.date) -> list[Stale]:
    """Return what is older than it may be, as `stale-pricing` and `stale-review` find it, oldest first."""
    found = []
    for record in records:
        for reviewer, field, date, limit in _dated(record, freshness):
            age = (today - date).days
            if age > limit:
                since = date + datetime.timedelta(days=limit + 1)
                found.append(Stale(record.slug, record.tool.name, reviewer, field, date, since, age))
    return sorted(found, key=lambda one: (-one.days, one.tool, one.field))


def _dated(record: Record, freshness: Freshness) -> Iterator[tuple[str | None, str, datetime.date, int]]:
    pricing = record.tool.pricing
    if pricing and pricing.checked and "stale-pricing" not in record.tool.allow:
        yield None, "pricing.checked", pricing.checked, freshness.pricing
    for reviewer, review in record.reviews.items():
        if review.date and "stale-review" not in review.allow:
            yield reviewer, f"reviews.{reviewer}.date", review.date, freshness.reviews
