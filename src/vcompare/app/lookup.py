"""What is known of all tools at once: from an index or, where there is no SQLite, from their files."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vcompare.catalog.store import Catalog
from vcompare.comparison import Card, overview
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.model import Named

if TYPE_CHECKING:
    from vcompare.index.tools import ToolIndex

Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Sees work pass, with the number of its pieces, for a progress bar."""
Warn = Callable[[str], None]
Overviews = Iterable[tuple[Card | None, tuple[Diagnostic, ...]]]


class Names(Protocol):
    """What all tools can be called."""

    def names(self) -> tuple[list[Named], list[Diagnostic]]:
        """Return what every tool can be called, its slug alone where it cannot be read, and the findings."""

    def shortlist(self, query: str) -> list[Named]:
        """Return the tools that a query can mean."""

    def broken(self) -> int:
        """Return how many tools have a file of their own that cannot be used."""


class UnindexedNames:
    """The names of all tools, from their files."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def names(self) -> tuple[list[Named], list[Diagnostic]]:
        """Return what every tool can be called, its slug alone where it cannot be read, and the findings."""
        return self._catalog.names()

    def shortlist(self, _query: str) -> list[Named]:
        """Return all tools, as the query can mean any."""
        return self.names()[0]

    def broken(self) -> int:
        """Return how many tools have a file of their own that cannot be used."""
        return len({finding.path for finding in self.names()[1]})


def names(catalog: Catalog, cache: Path | None, watch: Watch, warn: Warn) -> Names:
    """Return the names of all tools, from an index in the folder `cache`, or in memory where that is None."""
    try:
        from vcompare.index.names import NameIndex
    except ImportError:
        return UnindexedNames(catalog)
    return NameIndex(catalog, cache, watch=watch, warn=warn)


def overviews(catalog: Catalog, cache: Path | None, watch: Watch, warn: Warn) -> Overviews:
    """Return the overview of every tool, None where a file of it cannot be used, with the findings.

    They come from an index in the folder `cache`, or from the files where that is None.
    """
    index = None if cache is None else _tool_index(catalog, cache, watch, warn)
    return _read_overviews(catalog) if index is None else index.overviews()


def searchable(catalog: Catalog, cache: Path | None, watch: Watch, warn: Warn) -> "ToolIndex":
    """Return the index to search in. Raises VcompareError where this Python has no full-text search."""
    index = _tool_index(catalog, cache, watch, warn)
    if index is None:
        raise VcompareError(
            "full-text search needs SQLite with FTS5, and this Python was built without it",
            "install Python's sqlite3, or another build of Python",
        )
    return index


def _tool_index(catalog: Catalog, cache: Path | None, watch: Watch, warn: Warn) -> "ToolIndex | None":
    try:
        from vcompare.index.search import is_available
        from vcompare.index.tools import ToolIndex
    except ImportError:
        return None
    return ToolIndex(catalog, cache, watch=watch, warn=warn) if is_available() else None


def _read_overviews(catalog: Catalog) -> Overviews:
    for slug in catalog.slugs():
        record, findings = catalog.record(slug)
        yield (overview(record, catalog.settings.panel) if record else None), findings
