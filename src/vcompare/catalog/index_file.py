"""The file in which an index is kept: who may read it, how it is replaced, when it is in doubt.

It is never changed. A new one is written beside it and takes its place, so readers need no lock, two
builders do no harm, and a killed one leaves a draft and nothing else. The seal is a second file with the
stamp that the first had when it was written: nobody can write to a file without changing its stamp, so a
flipped byte is noticed.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from zlib import crc32

_ABANDONED = 3600
"""After this many seconds nobody writes to a draft any more."""


class IndexFile:
    """An SQLite file for the catalog at `root`, of use only where it was made for the same `identity`."""

    def __init__(self, folder: Path, root: Path, identity: str) -> None:
        name = f"{root.name or 'root'}-{crc32(os.fsencode(root)):08x}"
        self._folder = folder.absolute()
        self._path = self._folder / f"{name}.sqlite"
        self._seal = self._folder / f"{name}.seal"
        self._identity = identity

    def seal(self) -> str | None:
        """Return what is on the seal, which is another one for another file; None where it is broken."""
        try:
            seal = self._seal.read_text()
            return seal if seal == self._stamp() else None
        except (OSError, ValueError):
            return None

    def open(self, seal: str | None) -> sqlite3.Connection | None:
        """Open the file that has this seal, to read it; None where there is any doubt about it."""
        if seal is None:
            return None
        try:
            database = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error:
            return None
        with suppress(sqlite3.Error):
            identity = database.execute("select identity from about").fetchall()
            # Looked at last, for the file may have been replaced before it was opened.
            if identity == [(self._identity,)] and self.seal() == seal:
                return database
        database.close()
        return None

    @contextmanager
    def draft(self, fill: Callable[[sqlite3.Connection], None]) -> Iterator[sqlite3.Connection]:
        """Give a new file, begun by `fill`, which takes the place of the old one when all went well."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        draft = self._folder / f"{self._path.stem}-{os.getpid()}.draft"
        with ExitStack() as undo:
            undo.callback(draft.unlink, missing_ok=True)
            database = scratch(str(draft))
            undo.callback(database.close)
            fill(database)
            database.execute("create table if not exists about (identity text primary key)")
            database.execute("insert or ignore into about values (?)", (self._identity,))
            yield database
            database.commit()
            draft.replace(self._path)
            draft.write_text(self._stamp())
            draft.replace(self._seal)
            undo.pop_all()

    def _stamp(self) -> str:
        status = self._path.lstat()
        return f"{status.st_ino} {status.st_ctime_ns} {status.st_mtime_ns} {status.st_size}\n"

    def _sweep(self) -> None:
        """Remove the drafts of those who were killed."""
        for draft in self._folder.glob("*.draft"):
            with suppress(OSError):
                if time.time() - draft.stat().st_mtime > _ABANDONED:
                    draft.unlink()


def scratch(path: str) -> sqlite3.Connection:
    """Open a database that nobody else sees, and that may be lost: nothing is journalled."""
    database = sqlite3.connect(path)
    database.executescript(
        "pragma page_size = 8192; pragma cache_size = -65536;"
        "pragma journal_mode = off; pragma synchronous = off;"
    )
    return database
