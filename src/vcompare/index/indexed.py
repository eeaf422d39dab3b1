"""The same answers from a cache: names, lists and full-text search of a catalog that may be large.

`Indexed` is a catalog that remembers, in one SQLite file, what every tool is called, what a list says of it
and the words of its texts. Before it answers, every file of the catalog is looked at; what changed is read
again. Any doubt about what was kept, from another version to an answer that cannot be made of it, means
that all is made anew.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from vcompare import __version__
from vcompare.app.listing import Listed
from vcompare.catalog.source import Source
from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError, system_says
from vcompare.index import fingerprint, search, tables
from vcompare.index.database import IndexFile, scratch
from vcompare.index.fingerprint import Survey, UnsteadyError
from vcompare.index.query import Asked, Hit
from vcompare.index.search import works
from vcompare.index.tables import Row, SpellingTable, Write
from vcompare.match.lexicon import shortlist
from vcompare.model import Named
from vcompare.parallel import spread

__all__ = ["Indexed", "works"]

T = TypeVar("T")
Watch = Callable[[Iterable[list[Row]], int], Iterable[list[Row]]]

_ROOMS = (".", "catalog", "index", "app", "comparison", "model", "text", "match", "render")
"""Where the code lies that decides what is kept of a tool."""
_PIECE = 100
_LOOKS: Mapping[str, Callable[[Source], Survey]] = {
    "tools": fingerprint.tools,
    "opinions": fingerprint.opinions,
}


class Indexed(Catalog):
    """A catalog that answers from a cache in `folder`; from memory, made each time, where that is None.

    `write` writes a tool as it stands in the JSON of `list`, which is kept. `watch` sees the work go by, for
    a progress bar; `warn` is told, once, why the cache cannot be used.
    """

    def __init__(
        self,
        catalog: Catalog,
        folder: Path | None,
        write: Write,
        watch: Watch = lambda parts, _count: parts,
        warn: Callable[[str], None] = lambda _message: None,
    ) -> None:
        super().__init__(catalog.source, catalog.settings, catalog.findings)
        root = catalog.root.resolve()
        self._file = None if folder is None else IndexFile(folder, root, _identity(root, catalog))
        self._write = write
        self._watch = watch
        self._warn = warn
        self._database: sqlite3.Connection | None = None
        self._deep = False
        self._fresh = False
        self._begun: _Begun | None = None

    def close(self) -> None:
        """Let go of the cache, and of what `begin` began."""
        if self._begun is not None:
            self._begun.close()
        if self._database is not None:
            self._database.close()
        self._begun = self._database = None

    def names(self) -> tuple[list[Named], list[Diagnostic]]:
        """Return what every tool can be called, as `Catalog.names` does."""
        return self._answer(_names)

    def shortlist(self, query: str) -> list[Named]:
        """Return the tools that a query can mean."""
        return self._answer(lambda database: _shortlist(database, query))

    def broken(self, *, deep: bool = False) -> int:
        """Return how many tools have a file that cannot be used: their own, or where `deep` any."""
        which = "deep and listed is null" if deep else "broken"
        query = f"select count(*) from tool where {which}"  # noqa: S608 - our own words
        return self._answer(lambda database: int(database.execute(query).fetchone()[0]), deep=deep)

    def listed(self) -> Iterator[tuple[Listed | None, tuple[Diagnostic, ...]]]:
        """Return every tool as a list shows it, as `Catalog.listed` does."""
        return iter(self._answer(_listed, deep=True))

    def search(self, query: Asked, limit: int | None = None) -> tuple[list[Hit], int]:
        """Return the tools that hold what is asked for, best first, and how many there are in all."""
        return self._answer(lambda database: search.search(database, query, limit), deep=True)

    def begin(self, *, deep: bool) -> None:
        """Let other cores begin to look at the files, for what will be asked: `deep` is all but names."""
        self.close()
        file = self._file
        seal = file.seal() if file else None
        kept = file.open(seal) if file else None
        if file is None or seal is None or kept is None:
            return
        comparison = None
        with suppress(Exception):  # nonsense that was kept is as good as nothing
            if pieces := _pieces(kept, deep):
                comparison = fingerprint.Comparison(str(self.root), pieces, partial(_piece, file, seal))
        self._begun = _Begun(file, kept, comparison, deep)

    def _answer(self, question: Callable[[sqlite3.Connection], T], *, deep: bool = False) -> T:
        """Answer from what was kept, as long as there is no doubt about it; else from what is made anew.

        Whatever goes wrong with what was kept is a doubt, if it is not an error of the catalog's.
        """
        try:
            return self._from_kept(question, deep)
        except VcompareError:
            raise
        except Exception:
            if self._fresh:
                raise
        self.close()
        self._database = self._anew(deep)
        return question(self._database)

    def _from_kept(self, question: Callable[[sqlite3.Connection], T], deep: bool) -> T:
        """Answer while other cores see whether what was kept is still right, and again if it is not."""
        if self._database is None or self._deep < deep:
            if self._begun is None or self._begun.deep < deep:
                self.begin(deep=deep)
            self._fresh = False
            if self._begun is None:
                self._database = self._anew(deep)
            else:
                answer = question(self._begun.kept)
                right = self._begun.still_right()
                self._database = self._begun.kept if right else self._renewed(self._begun, deep)
                self._begun, self._deep = None, deep
                if right:
                    return answer
        return question(self._database)

    def _renewed(self, begun: "_Begun", deep: bool) -> sqlite3.Connection:
        """Make an index that holds from one that does not."""
        database = self._draft(begun.file, begun.kept.backup, deep)
        begun.close()
        return database

    def _anew(self, deep: bool) -> sqlite3.Connection:
        """Make an index from nothing: in memory, where it cannot be kept."""
        self._deep, self._fresh, file = deep, True, self._file
        try:
            if file is not None:
                return self._draft(file, tables.create, deep)
        except UnsteadyError:
            pass  # what is wrong with a folder is said where its tools are read
        except (OSError, sqlite3.Error) as trouble:
            self._do_without(trouble)
        return self._in_memory(deep)

    def _in_memory(self, deep: bool) -> sqlite3.Connection:
        with ExitStack() as undo:
            database = undo.enter_context(closing(scratch(":memory:")))
            tables.create(database)
            self._insert(database, self.slugs(), deep)
            undo.pop_all()
        return database

    def _do_without(self, trouble: Exception) -> None:
        """Say why the cache cannot be used, and use none from now on."""
        reason = system_says(trouble)
        folder = self._file.folder if self._file else ""
        self._warn(f"no cache in {folder}: {reason} (--no-cache does without)")
        self._file = None

    def _draft(
        self, file: IndexFile, begin: Callable[[sqlite3.Connection], None], deep: bool
    ) -> sqlite3.Connection:
        with file.draft(begin) as database:
            self._bring_up_to_date(database, deep)
            tables.tidy(database)
        return database

    def _bring_up_to_date(self, database: sqlite3.Connection, deep: bool) -> None:
        """Read again what has changed since an index was made, and what it does not hold yet."""
        now = {part: look(self.source) for part, look in _LOOKS.items() if deep or part == "tools"}
        changed = [path for part, found in now.items() for path in _changed(_kept(database, part), found)]
        stale = {path.split("/")[1].removesuffix(".toml") for path in changed if "/" in path}
        slugs = set(self.slugs())
        known = dict(database.execute("select slug, deep from tool").fetchall())
        wanted = {slug for slug in slugs if slug in stale or known.get(slug, -1) < deep}
        tables.forget(database, known.keys() & (wanted | (known.keys() - slugs)))
        closed = self._insert(database, sorted(wanted), deep)
        for part, found in now.items():
            again = dict.fromkeys(closed & found.keys(), fingerprint.YOUNG)
            pieces = ((part, *piece) for piece in fingerprint.packed(found | again))
            database.execute("delete from survey where part = ?", (part,))
            database.executemany("insert into survey values (?, ?, ?)", pieces)

    def _insert(self, database: sqlite3.Connection, slugs: Sequence[str], deep: bool) -> set[str]:
        """Read tools and add them. Returns the paths of files that could not be opened."""
        pieces = [slugs[start : start + _PIECE] for start in range(0, len(slugs), _PIECE)]
        plain = Catalog(self.source, self.settings)
        read = partial(tables.read, plain, deep, self._write)
        work = self._watch(spread(read, pieces), len(pieces))
        return tables.insert(database, (row for rows in work for row in rows), deep=deep)


class _Begun(NamedTuple):
    """An index that was kept, and the look at the files that says whether it is right; None: it is not.

    `deep` is whether that look is at reviews and votes, too.
    """

    file: IndexFile
    kept: sqlite3.Connection
    comparison: fingerprint.Comparison | None
    deep: bool

    def still_right(self) -> bool:
        """Wait for the outcome. What cannot be compared, as the file has been replaced, is not right."""
        with suppress(Exception):
            return self.comparison is not None and self.comparison.outcome()
        return False

    def close(self) -> None:
        """Let go of it."""
        if self.comparison is not None:
            self.comparison.close()
        self.kept.close()


def _names(database: sqlite3.Connection) -> tuple[list[Named], list[Diagnostic]]:
    rows = database.execute("select named, unnamed from tool order by slug").fetchall()
    problems = [finding for _, unnamed in rows for finding in tables.findings(unnamed)]
    return [tables.as_named(text) for text, _ in rows], problems


def _listed(database: sqlite3.Connection) -> list[tuple[Listed | None, tuple[Diagnostic, ...]]]:
    rows = database.execute("select slug, listed, checksum, findings from tool order by slug")
    return [
        (tables.as_listed(slug, text, checksum), tables.findings(problems))
        for slug, text, checksum, problems in rows
    ]


def _shortlist(database: sqlite3.Connection, query: str) -> list[Named]:
    named = "select named from tool where slug = ?"
    slugs = sorted(shortlist(query, SpellingTable(database)))
    return [tables.as_named(database.execute(named, (slug,)).fetchone()[0]) for slug in slugs]


def _pieces(kept: sqlite3.Connection, deep: bool) -> list[int]:
    """Return the pieces of the survey that must still be right; none where the index holds too little."""
    parts = [part for part in _LOOKS if deep or part == "tools"]
    query = "select rowid from survey where part = ?"
    pieces = [[number for (number,) in kept.execute(query, (part,))] for part in parts]
    if [] in pieces or (deep and kept.execute("select 1 from tool where not deep").fetchone()):
        return []
    return [number for numbers in pieces for number in numbers]


def _piece(file: IndexFile, seal: bytes, number: int) -> tuple[bytes, bytes]:
    """Read a piece of the survey that was kept. Helpers do that, each with a connection of its own.

    Raises sqlite3.Error where the file with that seal has been replaced meanwhile.
    """
    if (database := file.open(seal)) is None:
        raise sqlite3.OperationalError("the index is gone")
    with closing(database):
        query = "select paths, stamps from survey where rowid = ?"
        paths, stamps = database.execute(query, (number,)).fetchone()
        return paths, stamps


def _kept(database: sqlite3.Connection, part: str) -> Survey:
    return fingerprint.unpacked(database.execute("select paths, stamps from survey where part = ?", (part,)))


def _changed(before: Survey, now: Survey) -> list[str]:
    """Return the paths that are not as they were, or may not be."""
    return [
        path
        for path in before.keys() | now.keys()
        if before.get(path) != now.get(path) or now[path] == fingerprint.YOUNG
    ]


def _identity(root: Path, catalog: Catalog) -> bytes:
    """Return what must be the same for an index to be of use, beside the files."""
    import rtoml

    readers = (rtoml.__version__, msgspec.__version__, sqlite3.sqlite_version)
    texts = map(str, (__version__, _code(), sys.version, *readers))
    return b"\n".join([*map(str.encode, texts), os.fsencode(root), msgspec.json.encode(catalog.settings)])


def _code() -> int:
    """Return a number that is another one after an edit of vcompare, whatever its version says.

    Only its version counts where it does not lie in files of its own, as in a zip archive.
    """
    package = Path(__file__).parents[1]
    with suppress(OSError):
        folders = (os.scandir(package / folder) for folder in _ROOMS)
        files = (file.stat() for folder in folders for file in folder if file.name.endswith(".py"))
        return hash(frozenset((status.st_mtime_ns, status.st_size) for status in files))
    return 0
