"""What is known of all tools at once: from an index or, where there is no SQLite, from their files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.model import Named

if TYPE_CHECKING:
    from vcompare.comparison.listed import Listed
    from vcompare.index.names import NameIndex
    from vcompare.index.tools import ToolIndex

Names: TypeAlias = "NameIndex | UnindexedNames"
_READING = "reading"
ListedOrNot: TypeAlias = "tuple[Listed | None, tuple[Diagnostic, ...]]"
Tools = Iterable[ListedOrNot]


class UnindexedNames:
    """The names of all tools, from their files."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def names(self) -> list[Named]:
        """Return what every tool can be called, its slug alone where it cannot be read."""
        return self._catalog.names()[0]

    def shortlist(self, _query: str) -> list[Named]:
        """Return all tools, as the query can mean any."""
        return self.names()

    def nearby(self, _new: Named) -> list[Named]:
        """Return all tools, as a new one may be a duplicate of any."""
        return self.names()

    def broken(self) -> int:
        """Return how many tools have a file of their own that cannot be used."""
        return len({finding.path for finding in self._catalog.names()[1]})


def names(opened: OpenCatalog) -> Names:
    """Return the names of all tools, from an index where this Python has SQLite."""
    try:
        from vcompare.index.names import NameIndex
    except ImportError:
        return UnindexedNames(opened.catalog)
    index = NameIndex(opened.catalog, opened.cache, watch=opened.watch(_READING), warn=opened.reporter.warn)
    opened.meanwhile()
    return index


def glimpse(opened: OpenCatalog, most: int) -> tuple[list[Named], int]:
    """Return the first tools and how many there are, as the cache has them; none where it has none.

    It may have changed since: this is for what is shown while `names` answers.
    """
    try:
        from vcompare.index.names import glimpse
    except ImportError:
        return [], 0
    return glimpse(opened.catalog, opened.cache, most) if opened.cache else ([], 0)


def kept(opened: OpenCatalog) -> "ToolIndex | None":
    """Return the index of what is kept of all tools, None where there is no cache for it."""
    return None if opened.cache is None else _tool_index(opened)


def tools(opened: OpenCatalog) -> Tools:
    """Return every tool as in a list, None where a file of it cannot be used, with the findings.

    They come from the index in the cache, or from the files where there is no cache.
    """
    index = kept(opened)
    return _read(opened.catalog) if index is None else index.listed()


def searchable(opened: OpenCatalog) -> "ToolIndex":
    """Return the index to search in. Raises VcompareError where this Python has no full-text search."""
    index = _tool_index(opened)
    if index is None:
        raise VcompareError(
            "full-text search needs SQLite with FTS5, and this Python was built without it",
            "install Python's sqlite3, or another build of Python",
        )
    return index


def _tool_index(opened: OpenCatalog) -> "ToolIndex | None":
    try:
        from vcompare.index.search import is_available
        from vcompare.index.tools import ToolIndex
    except ImportError:
        return None
    if not is_available():
        return None
    index = ToolIndex(opened.catalog, opened.cache, watch=opened.watch(_READING), warn=opened.reporter.warn)
    opened.meanwhile()
    return index


def _read(catalog: Catalog) -> Tools:
    from vcompare.comparison.listed import listed

    for slug in catalog.slugs():
        record, findings = catalog.record(slug)
        yield (listed(record, catalog.settings.panel, catalog.fields) if record else None), findings
