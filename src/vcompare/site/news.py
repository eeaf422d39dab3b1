"""What changed in a catalog, from its Git history: entries by week, and of each tool."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from vcompare.app.opened import OpenCatalog
from vcompare.errors import VcompareError
from vcompare.history.git.repository import EVERYTHING, Repository
from vcompare.history.walk import Event, Walk
from vcompare.views.blocks import Feed, FeedEntry
from vcompare.views.feed import entries, key_of, latest_first

_MOST = 50
"""How many entries a feed has."""


class News(Struct, frozen=True, dict=True):
    """All that ever changed, the latest first; `identity` tells the catalog from all others."""

    identity: str
    entries: Sequence[FeedEntry]

    @cached_property
    def weeks(self) -> Mapping[str, Sequence[FeedEntry]]:
        """The entries of each week by its name, such as `2026-w48`, the latest first."""
        return _grouped(self.entries, week_of)

    @cached_property
    def by_tool(self) -> Mapping[str, Sequence[FeedEntry]]:
        """The entries about each tool, by slug."""
        return _grouped(self.entries, lambda entry: entry.slug or "")

    def feed(self, title: str, entries: Sequence[FeedEntry], address: str, own: str, *parts: str) -> Feed:
        """Return the latest of some entries, of which there is at least one, as a feed at an address."""
        latest = tuple(entries[:_MOST])
        return Feed(key_of(self.identity, *parts), title, latest[0].updated, latest, address, own)


def news(opened: OpenCatalog, addresses: Mapping[str, str]) -> News | None:
    """Return what changed in a catalog, with the `addresses` of tools; None if there is no history.

    Why there is none is reported: no repository, no commits, or a clone that lacks older ones.
    """
    try:
        identity, events = _history(opened)
    except VcompareError as error:
        opened.reporter.warn(f"there is no digest and no feed: {error.message}")
        return None
    found = sorted(entries(events, identity), key=latest_first)
    placed = [replace(entry, address=addresses.get(entry.slug or "", "")) for entry in found]
    return News(identity, placed) if placed else None


def _history(opened: OpenCatalog) -> tuple[str, Sequence[Event]]:
    """Return what tells the catalog from all others, and all that its commits changed, oldest first.

    Raises VcompareError where there is no repository or no commit, and for a clone that lacks older ones.
    """
    with Repository(opened.root) as repository:
        repository.require_commits()
        walk = Walk(repository, workloads=opened.catalog.workloads)
        identity = repository.identity
        walk.follow(repository.log(repository.revision("HEAD"), EVERYTHING)[::-1])
    return identity, walk.events


def week_of(entry: FeedEntry) -> str:
    """Return the name of the week in which something changed (ISO 8601)."""
    year, week, _ = entry.updated.isocalendar()
    return f"{year}-w{week:02}"


def digest_of(entries: Iterable[FeedEntry]) -> str:
    """Return what tells some entries from all others."""
    return " ".join(entry.key for entry in entries)


def _grouped(entries: Iterable[FeedEntry], by: Callable[[FeedEntry], str]) -> dict[str, list[FeedEntry]]:
    found = dict[str, list[FeedEntry]]()
    for entry in entries:
        found.setdefault(by(entry), []).append(entry)
    return found
