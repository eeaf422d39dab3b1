"""A month of use, to compute what it costs, as in `workloads/<workload>.toml`."""

from msgspec import field

from vcompare.model.file import TomlTable
from vcompare.model.prices import Quantity
from vcompare.model.scalars import Name, Slug


class Workload(TomlTable, frozen=True):
    """A month of use: so many `requests` with `each` so much of some meters, and besides so much a `month`.

    Without a number of requests there is one, if there is anything in it.
    """

    label: Name
    requests: Quantity | None = None
    each: dict[Slug, Quantity] = field(default_factory=dict)
    month: dict[Slug, Quantity] = field(default_factory=dict)

    @property
    def count(self) -> int | float:
        """How many requests there are in a month."""
        return (1 if self.each else 0) if self.requests is None else self.requests
