"""An index: answers from an SQLite file that is brought up to date before each answer."""

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec

from vcompare.catalog.source import Source
from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.errors import system_says
from vcompare.index import fingerprint
from vcompare.index.database import CacheFile, connect, create
from vcompare.parallel import Watch, batches, imap, unwatched

T = TypeVar("T")

_PIECE = 100
_TABLES = ("create table fingerprint (paths blob, stamps blob)",)


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
        self._is_current: Callable[[], bool] | None = None
        self._file = None if folder is None else CacheFile(folder, self.NAME, catalog, self.HELD)
        self._open()

    def __del__(self) -> None:
        """Close the file, which a connection alone leaves to the garbage collector.

        Until then, one that was asked nothing would keep others from writing.
        """
        self.close()

    @staticmethod
    @abstractmethod
    def _fingerprint(source: Source) -> fingerprint.Fingerprint:
        """Return the fingerprint of the files that the index depends on."""

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
        if self._is_current is not None:
            self._is_current()
        if self._database is not None:
            self._database.close()
        self._database = self._is_current = None

    def _open(self) -> None:
        """Open what is there, and begin to check whether it is current."""
        if self._file is None:
            return
        try:
            self._database = self._file.open()
            if self._database is not None:
                self._is_current = fingerprint.is_current(
                    os.fsencode(self._catalog.root), _files(self._database)
                )
        except sqlite3.Error:  # met again, and dealt with, when it is to be updated
            self._database = None

    def _answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer from the file, brought up to date; from a new one if anything is wrong with it."""
        try:
            return self._from_file(self._file, question) if self._file else self._from_memory(question)
        except (sqlite3.Error, msgspec.DecodeError, OSError, fingerprint.UnlistableError) as problem:
            self.close()
            return self._without(problem, question)

    def _from_file(self, file: CacheFile, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer while the files are checked, and again if they are not as they were."""
        if self._database is not None and self._is_current is not None:
            answer = question(self._database)
            is_right, self._is_current = self._is_current(), None
            self._database.rollback()  # ends the reading, so that others may write
            if is_right:
                return answer
            self._database.close()
            self._database = None
        if self._database is None:
            self._database = self._updated(file)
        return question(self._database)

    def _from_memory(self, question: Callable[[sqlite3.Connection], T]) -> T:
        if self._database is None:
            self._database = connect(":memory:")
            create(self._database, self.TABLES)
            self._add(self._database, self._catalog.slugs())
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

    def _updated(self, file: CacheFile) -> sqlite3.Connection:
        """Return the database of the file, with all that has changed read again."""
        database = file.change((*_TABLES, *self.TABLES))
        try:
            with database:
                self._update(database)
        except BaseException:
            database.close()
            raise
        return database

    def _update(self, database: sqlite3.Connection) -> None:
        now = self._fingerprint(self._catalog.source)
        stale = fingerprint.changed(fingerprint.unpacked(_files(database)), now)
        slugs = set(self._catalog.slugs())
        kept = {slug for (slug,) in database.execute("select slug from tool")}
        self._remove(database, kept & stale | kept - slugs)
        self._add(database, sorted(slugs & stale | slugs - kept))
        database.execute("delete from fingerprint")
        database.executemany("insert into fingerprint values (?, ?)", fingerprint.packed(now))

    def _add(self, database: sqlite3.Connection, slugs: Sequence[str]) -> None:
        pieces = batches(slugs, _PIECE)
        done = self._watch(imap(self._read, pieces), len(pieces))
        self._insert(database, (row for rows in done for row in rows))


def _files(database: sqlite3.Connection) -> list[fingerprint.Piece]:
    """Return the fingerprint that was kept, packed, which is that of no files in a new database."""
    return database.execute("select paths, stamps from fingerprint order by rowid").fetchall()


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
