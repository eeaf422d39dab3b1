"""The same answers from a cache: names, lists and full-text search of a catalog that may be large.

`Indexed` is a catalog that remembers, in one SQLite file, what every tool is called, what a list says of it
and the words of its texts. Before it answers, every file of the catalog is looked at; what changed is read
again. Any doubt, another version and an error of SQLite's among them, means that all is made anew.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from vcompare import __version__
from vcompare.catalog import full_text, index_rows, survey
from vcompare.catalog.full_text import Asked, Hit
from vcompare.catalog.index_file import IndexFile, scratch
from vcompare.catalog.index_rows import Row, SpellingTable
from vcompare.catalog.source import Source
from vcompare.catalog.spread import spread
from vcompare.catalog.store import Catalog
from vcompare.catalog.survey import Survey, UnsteadyError
from vcompare.diagnostics import Diagnostic
from vcompare.listing import Listed
from vcompare.match.lexicon import shortlist
from vcompare.model import Named

T = TypeVar("T")
Watch = Callable[[Iterable[list[Row]], int], Iterable[list[Row]]]

_ROOMS = (".", "catalog", "match", "render")
"""Where the code lies that decides what is kept of a tool."""
_PIECE = 100
_NOTHING: tuple[sqlite3.Connection | None, Callable[[], bool], bool] = (None, lambda: False, False)
_LOOKS: Mapping[str, Callable[[Source], Survey]] = {"tools": survey.tools, "opinions": survey.opinions}


class Indexed(Catalog):
    """A catalog that answers from a cache in `folder`; from memory, made each time, where that is None.

    `watch` sees the work go by, for a progress bar; `warn` is told, once, why the cache cannot be used.
    """

    def __init__(
        self,
        catalog: Catalog,
        folder: Path | None,
        watch: Watch = lambda parts, _count: parts,
        warn: Callable[[str], None] = lambda _message: None,
    ) -> None:
        super().__init__(catalog.source, catalog.settings, catalog.findings)
        root = catalog.root.resolve()
        self._file = None if folder is None else IndexFile(folder, root, _identity(root, catalog))
        self._watch = watch
        self._warn = warn
        self._database: sqlite3.Connection | None = None
        self._deep = False
        self._begun = _NOTHING

    def close(self) -> None:
        """Let go of the cache."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def names(self) -> tuple[list[Named], list[Diagnostic]]:
        """Return what every tool can be called, as `Catalog.names` does."""
        rows = self._rows("select named, unnamed from tool order by slug")
        problems = [finding for _, unnamed in rows for finding in index_rows.findings(unnamed)]
        return [index_rows.as_named(text) for text, _ in rows], problems

    def shortlist(self, query: str) -> list[Named]:
        """Return the tools that a query can mean."""
        return self._answer(lambda database: _shortlist(database, query))

    def broken(self) -> int:
        """Return how many tools cannot be read."""
        return len(self._rows("select id from tool where broken"))

    def listed(self) -> Iterator[tuple[Listed | None, tuple[Diagnostic, ...]]]:
        """Return every tool as a list shows it, as `Catalog.listed` does."""
        query = "select slug, listed, findings from tool order by slug"
        return iter(self._answer(lambda database: [
            (None if text is None else Listed(slug, text), index_rows.findings(problems))
            for slug, text, problems in database.execute(query)], deep=True))  # fmt: skip

    def search(self, query: Asked, limit: int | None = None) -> tuple[list[Hit], int]:
        """Return the tools that hold what is asked for, best first, and how many there are in all."""
        return self._answer(lambda database: full_text.search(database, query, limit), deep=True)

    def begin(self, *, deep: bool) -> None:
        """Let other cores begin to look at the files, for what will be asked: `deep` is all but names."""
        seal = self._file.seal() if self._file else None
        kept = self._file.open(seal) if self._file else None
        still_right: Callable[[], bool] = lambda: False  # noqa: E731 - until it can be said
        with suppress(sqlite3.Error):
            if kept is not None:
                still_right = self._comparing(kept, seal, deep)
        self._begun = kept, still_right, deep

    def _answer(self, question: Callable[[sqlite3.Connection], T], *, deep: bool = False) -> T:
        """Answer from the cache while other cores see whether it is still right, else from a new one."""
        if self._database is not None and self._deep >= deep:
            return question(self._database)
        self.close()
        if self._begun[2] < deep or self._begun[0] is None:
            self.begin(deep=deep)
        (kept, still_right, _), self._begun = self._begun, _NOTHING
        with suppress(sqlite3.Error):
            if kept is not None:
                answer = question(kept)
                if still_right():
                    self._database, self._deep = kept, deep
                    return answer
        self._database, self._deep = self._renewed(kept, deep), deep
        return question(self._database)

    def _rows(self, query: str, *values: Any, deep: bool = False) -> list[Any]:
        return self._answer(lambda database: database.execute(query, values).fetchall(), deep=deep)

    def _comparing(self, kept: sqlite3.Connection, seal: str | None, deep: bool) -> Callable[[], bool]:
        """Begin to see whether an index still holds, and return how to wait for the outcome."""
        parts = [part for part in _LOOKS if deep or part == "tools"]
        pieces = [
            kept.execute("select rowid from survey where part = ?", (part,)).fetchall() for part in parts
        ]
        if [] in pieces or (deep and kept.execute("select 1 from tool where not deep").fetchone()):
            return lambda: False
        numbers = [number for rows in pieces for (number,) in rows]
        return survey.comparing(str(self.root), numbers, partial(_piece, self._file, seal))

    def _renewed(self, kept: sqlite3.Connection | None, deep: bool) -> sqlite3.Connection:
        """Make an index that holds, from one that does not or from nothing."""
        try:
            if kept is not None and self._file is not None:
                with closing(kept), suppress(sqlite3.DatabaseError):
                    return self._draft(self._file, kept.backup, deep)
            if self._file is not None:
                return self._draft(self._file, index_rows.create, deep)
        except UnsteadyError:
            pass  # what is wrong with a folder is said where its tools are read
        except (OSError, sqlite3.Error) as trouble:
            reason = getattr(trouble, "strerror", None) or str(trouble)
            self._warn(f"the cache cannot be used: {reason.lower()}")
            self._file = None
        database = scratch(":memory:")
        index_rows.create(database)
        self._insert(database, self.slugs(), deep)
        return database

    def _draft(
        self, file: IndexFile, begin: Callable[[sqlite3.Connection], None], deep: bool
    ) -> sqlite3.Connection:
        with file.draft(begin) as database:
            self._bring_up_to_date(database, deep)
        return database

    def _bring_up_to_date(self, database: sqlite3.Connection, deep: bool) -> None:
        """Read again what has changed since an index was made, and what it does not hold yet."""
        now = {part: look(self.source) for part, look in _LOOKS.items() if deep or part == "tools"}
        changed = [path for part, found in now.items() for path in _changed(_kept(database, part), found)]
        stale = {path.split("/")[1].removesuffix(".toml") for path in changed if "/" in path}
        slugs = set(self.slugs())
        known = dict(database.execute("select slug, deep from tool").fetchall())
        wanted = {slug for slug in slugs if slug in stale or known.get(slug, -1) < deep}
        index_rows.forget(database, known.keys() & (wanted | (known.keys() - slugs)))
        closed = self._insert(database, sorted(wanted), deep)
        for part, found in now.items():
            again = dict.fromkeys(closed & found.keys(), survey.YOUNG)
            pieces = ((part, *piece) for piece in survey.packed(found | again))
            database.execute("delete from survey where part = ?", (part,))
            database.executemany("insert into survey values (?, ?, ?)", pieces)

    def _insert(self, database: sqlite3.Connection, slugs: Sequence[str], deep: bool) -> set[str]:
        """Read tools and add them. Returns the paths of files that could not be opened."""
        pieces = [slugs[start : start + _PIECE] for start in range(0, len(slugs), _PIECE)]
        plain = Catalog(self.source, self.settings)
        work = self._watch(spread(partial(index_rows.read, plain, deep), pieces), len(pieces))
        return index_rows.insert(database, (row for rows in work for row in rows), deep=deep)


def _shortlist(database: sqlite3.Connection, query: str) -> list[Named]:
    named = "select named from tool where slug = ?"
    slugs = sorted(shortlist(query, SpellingTable(database)))
    return [index_rows.as_named(database.execute(named, (slug,)).fetchone()[0]) for slug in slugs]


def _piece(file: IndexFile | None, seal: str | None, number: int) -> tuple[bytes, bytes]:
    """Read a piece of the survey that was kept. Helpers do that, each with a connection of its own.

    Raises sqlite3.Error where the file with that seal has been replaced meanwhile.
    """
    if file is None or (database := file.open(seal)) is None:
        raise sqlite3.OperationalError("the index is gone")
    with closing(database):
        query = "select paths, stamps from survey where rowid = ?"
        paths, stamps = database.execute(query, (number,)).fetchone()
        return paths, stamps


def _kept(database: sqlite3.Connection, part: str) -> Survey:
    return survey.unpacked(database.execute("select paths, stamps from survey where part = ?", (part,)))


def _changed(before: Survey, now: Survey) -> list[str]:
    """Return the paths that are not as they were, or may not be."""
    return [
        path
        for path in before.keys() | now.keys()
        if before.get(path) != now.get(path) or now[path] == survey.YOUNG
    ]


def _identity(root: Path, catalog: Catalog) -> str:
    """Return what must be the same for an index to be of use, beside the files."""
    versions = (__version__, _code(), sys.version, sqlite3.sqlite_version)
    return "\n".join([*map(str, versions), str(root), msgspec.json.encode(catalog.settings).decode()])


def _code() -> int:
    """Return a number that is another one after an edit of vcompare, whatever its version says."""
    package = Path(__file__).parents[1]
    files = (file for folder in _ROOMS for file in os.scandir(package / folder) if file.name.endswith(".py"))
    return hash(frozenset((file.stat().st_mtime_ns, file.stat().st_size) for file in files))
