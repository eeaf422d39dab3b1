"""The file in which an index is kept: who may read it, how it is replaced, when it is in doubt.

It is never changed. A new one is written beside it and takes its place, so readers need no lock, two
builders do no harm, and a killed one leaves a draft and nothing else. The seal is a second file with the
stamp that the first had when it was written: nobody can write to a file without changing its stamp, so a
flipped byte is noticed.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from zlib import crc32

_ODD = re.compile(r"[^\w.]")
_LONGEST = 40
"""How much of the name of a catalog's folder goes into that of the file, for a person who looks there."""
_ABANDONED = 3600
"""After this many seconds nobody writes to a draft any more."""


class IndexFile:
    """An SQLite file for the catalog at `root`, of use only where it was made for the same `identity`."""

    def __init__(self, folder: Path, root: Path, identity: bytes) -> None:
        name = f"{_ODD.sub('_', root.name)[:_LONGEST]}-{crc32(os.fsencode(root)):08x}"
        self.folder = folder.absolute()
        self._root = root
        self._path = self.folder / f"{name}.sqlite"
        self._seal = self.folder / f"{name}.seal"
        self._identity = identity

    def seal(self) -> bytes | None:
        """Return what is on the seal, which is another one for another file; None where it is broken."""
        try:
            seal = self._seal.read_bytes()
            return seal if seal == self._stamp() else None
        except OSError:
            return None

    def open(self, seal: bytes | None) -> sqlite3.Connection | None:
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
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        with ExitStack() as undo:
            draft = self.folder / f"{self._path.stem}-{_machine()}-{os.getpid()}-{os.urandom(8).hex()}.draft"
            undo.callback(draft.unlink, missing_ok=True)  # before it is made, lest an interrupt come between
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            database = scratch(str(draft))
            undo.callback(database.close)
            fill(database)
            database.execute("create table if not exists about (identity blob primary key)")
            database.execute("insert or ignore into about values (?)", (self._identity,))
            yield database
            database.commit()
            self._publish(draft)
            undo.pop_all()

    def _publish(self, draft: Path) -> None:
        """Put a draft in the place of the old file, and then its seal, each once it is on the disk.

        That takes a tenth of a second for ten thousand tools. Without it a seal may outlive a loss of power,
        and what it stands for may not.
        """
        _settle(draft)
        draft.replace(self._path)
        draft.write_bytes(self._stamp())
        _settle(draft)
        draft.replace(self._seal)

    def _stamp(self) -> bytes:
        status = self._path.lstat()
        stamp = f"{status.st_ino} {status.st_ctime_ns} {status.st_mtime_ns} {status.st_size}"
        return b"%b\n%b\n" % (stamp.encode(), os.fsencode(self._root))

    def _sweep(self) -> None:
        """Remove the drafts of those who were killed, and the files of catalogs that are gone."""
        with suppress(OSError):
            for draft in self.folder.glob("*.draft"):
                if time.time() - draft.stat().st_mtime > _ABANDONED or _is_orphan(draft.stem):
                    draft.unlink(missing_ok=True)
            for seal in self.folder.glob("*.seal"):
                root = seal.read_bytes().partition(b"\n")[2].removesuffix(b"\n")
                if not os.path.lexists(os.path.join(root, b"catalog.toml")):  # noqa: PTH118 - it may be no text
                    seal.with_suffix(".sqlite").unlink(missing_ok=True)
                    seal.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file)


def _is_orphan(draft: str) -> bool:
    """Say whether the process that a draft is named after is gone: of another machine's nobody here knows."""
    machine, process, _ = draft.rsplit("-", 3)[1:] if draft.count("-") > 2 else ("", "", "")  # noqa: PLR2004
    if machine != _machine() or not process.isdecimal() or os.name == "nt":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _machine() -> str:
    """Return a word that is another one where a number means another process: per boot and namespace."""
    import platform

    marks = [platform.node()]
    with suppress(OSError):
        marks.append(Path("/proc/sys/kernel/random/boot_id").read_text())
        marks.append(str(Path("/proc/self/ns/pid").readlink()))
    return f"{crc32(''.join(marks).encode(errors='replace')):08x}"


def scratch(path: str) -> sqlite3.Connection:
    """Open a database that nobody else sees, and that may be lost: nothing is journalled."""
    database = sqlite3.connect(path)
    database.executescript(
        "pragma page_size = 8192; pragma cache_size = -65536;"
        "pragma journal_mode = off; pragma synchronous = off;"
    )
    return database
