"""An index: answers from an SQLite file that is brought up to date before each answer."""

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec

from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.errors import system_says
from vcompare.index import fingerprint
from vcompare.index.database import CacheFile, connect, create, set_state, state
from vcompare.index.fingerprint import ToolFiles
from vcompare.parallel import Watch, batches, imap, unwatched

S = TypeVar("S")
T = TypeVar("T")

_PIECE = 100
_KEEP = "insert or replace into files values (?, ?, ?)"
_TABLES = ("create table files (slug text primary key, paths blob, stamps blob)",)


class Index(ABC):
    """Answers from a file in `folder`, or from memory where that is None or fails.

    Whether the file is still right begins to be checked at once. `watch` sees the work of reading pass, for
    a progress bar; `warn` gets the reason why there is no cache.
    """

    NAME: ClassVar[str]
    TABLES: ClassVar[Sequence[str]]
    """Statements that create the tables, one of which is `tool`, with a `slug`."""
    BROKEN: ClassVar[str]
    """What a row of `tool` is like where a file that the index depends on cannot be used."""
    OPINIONS: ClassVar[bool] = False
    """Whether it depends on reviews, votes and outcomes too, and not only on facts."""
    HELD: ClassVar[Sequence[Any]] = ()
    """What else the contents of the tables depend on: with another, the file is rebuilt."""

    def __init__(
        self,
        catalog: Catalog,
        folder: Path | None,
        *,
        watch: Watch = unwatched,
        warn: Callable[[str], None] = lambda _message: None,
    ) -> None:
        self._catalog = catalog
        self._watch = watch
        self._warn = warn
        self._database: sqlite3.Connection | None = None
        self._outdated: Callable[[], set[str]] | None = None
        self._state = 0
        self._file = None if folder is None else CacheFile(folder, self.NAME, catalog, self.HELD)
        self._open()

    def __del__(self) -> None:
        """Close the file, which a connection alone leaves to the garbage collector.

        Until then, one that was asked nothing would keep others from writing.
        """
        self.close()

    @abstractmethod
    def _read(self, slugs: Sequence[str]) -> list[Any]:
        """Read tools from their files, in any process."""

    @abstractmethod
    def _insert(self, database: sqlite3.Connection, rows: Iterable[Any]) -> None:
        """Add tools."""

    @abstractmethod
    def _remove(self, database: sqlite3.Connection, slugs: Collection[str]) -> None:
        """Remove tools."""

    def broken(self) -> int:
        """Return how many tools have a file that cannot be used."""
        query = f"select count(*) from tool where {self.BROKEN}"  # noqa: S608 - our own conditions
        return self._answer(lambda database: int(database.execute(query).fetchone()[0]))

    def close(self) -> None:
        """Close the file."""
        if self._outdated is not None:
            self._outdated()
        if self._database is not None:
            self._database.close()
        self._database = self._outdated = None

    def _open(self) -> None:
        """Open what is there, and begin to check whether it is current."""
        if self._file is None:
            return
        try:
            self._database = self._file.open()
            if self._database is not None:
                self._state = state(self._database)
                self._outdated = self._check(self._database)
        except sqlite3.Error:  # met again, and dealt with, when it is to be updated
            self._database = None

    def _check(self, database: sqlite3.Connection) -> Callable[[], set[str]]:
        rows = database.execute("select slug, paths, stamps from files").fetchall()
        return fingerprint.outdated(os.fsencode(self._catalog.root), [*map(ToolFiles._make, rows)])

    def _answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer from the file, brought up to date; from a new one if anything is wrong with it."""
        try:
            return self._from_file(self._file, question) if self._file else self._from_memory(question)
        except (sqlite3.Error, msgspec.DecodeError, OSError, fingerprint.UnlistableError) as problem:
            self.close()
            return self._without(problem, question)

    def _from_file(self, file: CacheFile, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer while the files are checked, and again if they are not as they were."""
        stale: set[str] | None = None
        if self._database is not None and self._outdated is not None:
            answer = question(self._database)
            stale, self._outdated = self._outdated(), None
            self._database.rollback()  # ends the reading, so that others may write
            if not stale:
                return answer
            self._database.close()
            self._database = None
        if self._database is None:
            self._database = self._updated(file, stale)
        return question(self._database)

    def _from_memory(self, question: Callable[[sqlite3.Connection], T]) -> T:
        if self._database is None:
            self._database = connect(":memory:")
            create(self._database, self.TABLES)
            self._insert(self._database, self._each(self._read, self._catalog.slugs()))
        return question(self._database)

    def _without(self, problem: Exception, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer from a new file after a problem, or else from memory."""
        if self._file is None:
            raise problem
        try:
            if _is_locked(problem) or isinstance(problem, fingerprint.UnlistableError):
                raise problem
            self._file.delete()
            return self._from_file(self._file, question)
        except fingerprint.UnlistableError:
            pass  # what is wrong with a folder is reported where its tools are read
        except (sqlite3.Error, OSError) as trouble:
            if not _is_locked(trouble):
                reason = system_says(trouble)
                self._warn(f"no cache in {self._file.path.parent}: {reason} (--no-cache does without)")
        self.close()
        self._file = None
        return self._from_memory(question)

    def _updated(self, file: CacheFile, stale: set[str] | None) -> sqlite3.Connection:
        """Return the database of the file, with all that has changed read again.

        `stale` are the slugs of the tools that have changed since it was opened, None where it was not.
        """
        database = file.change((*_TABLES, *self.TABLES))
        try:
            with database:
                if stale is None or state(database) != self._state:  # another process has changed it
                    stale = self._check(database)()
                self._update(database, stale)
                set_state(database)
        except BaseException:
            database.close()
            raise
        return database

    def _update(self, database: sqlite3.Connection, stale: set[str]) -> None:
        paths = dict(database.execute("select slug, paths from files").fetchall())
        kept = {slug: fingerprint.listed(each) for slug, each in paths.items()}
        there: Mapping[str, bytes] = kept
        if fingerprint.FOLDERS in stale:
            folders, there = fingerprint.listing(self._catalog.source, opinions=self.OPINIONS)
            database.execute(_KEEP, folders)
            stale = stale | {slug for slug, each in there.items() if kept.get(slug) != each}
            stale |= kept.keys() - there.keys()
        gone = [(slug,) for slug in stale & kept.keys() if slug]
        self._remove(database, [slug for (slug,) in gone])
        database.executemany("delete from files where slug = ?", gone)
        tools = sorted((slug, there[slug]) for slug in stale & there.keys() if slug)
        found = self._each(self._read_with_files, tools)
        self._insert(database, (_keeping(database, *one) for one in found))

    def _read_with_files(self, tools: Sequence[tuple[str, bytes]]) -> list[tuple[ToolFiles, Any]]:
        """Look at the files of tools, of which some paths are listed, and then read them, in any process."""
        source, opinions = self._catalog.source, self.OPINIONS
        files = [fingerprint.of_tool(source, slug, listed, opinions=opinions) for slug, listed in tools]
        return [*zip(files, self._read([slug for slug, _ in tools]), strict=True)]

    def _each(self, read: Callable[[Sequence[S]], list[T]], tools: Sequence[S]) -> Iterator[T]:
        """Yield what is read of tools, in their order, on all cores."""
        pieces = batches(tools, _PIECE)
        done = self._watch(imap(read, pieces), len(pieces))
        return (one for some in done for one in some)


def _keeping(database: sqlite3.Connection, files: ToolFiles, row: T) -> T:
    database.execute(_KEEP, files)
    return row


def _is_locked(problem: Exception) -> bool:
    return getattr(problem, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def encoded(findings: Sequence[Diagnostic]) -> bytes:
    """Return findings as they are kept. msgspec refuses file names that are no text."""
    if not findings:
        return b""
    import json

    return json.dumps(msgspec.to_builtins(findings)).encode()


def decoded(findings: bytes) -> tuple[Diagnostic, ...]:
    """Return findings that were encoded."""
    if not findings:
        return ()
    import json

    return msgspec.convert(json.loads(findings), tuple[Diagnostic, ...])
