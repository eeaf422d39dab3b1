"""The SQLite file of an index: where it is, and for what it is valid.

A file for another version, another catalog or other settings is emptied. It is changed in transactions, and a
process that finds it locked for long does without.
"""

import os
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from vcompare import __version__
from vcompare.catalog.store import Catalog

_SCHEMA = 9
"""Goes up when the tables change, or what is in them, and the version of vcompare does not."""
_UNUSUAL = re.compile(r"[^\w.]")
_LONGEST = 40
"""How much of the name of the catalog's folder is in that of the file, for people who look for it."""


class CacheFile:
    """The file of an index called `name`, in the folder for caches, for one catalog and what is `held`."""

    def __init__(self, folder: Path, name: str, catalog: Catalog, held: Sequence[Any] = ()) -> None:
        root = catalog.root.resolve()
        catalog_name = _UNUSUAL.sub("_", root.name)[:_LONGEST]
        self.path = folder.absolute() / f"{catalog_name}-{crc32(os.fsencode(root)):08x}-{name}.sqlite"
        self._valid_for = _valid_for(root, catalog, held)

    def open(self) -> sqlite3.Connection | None:
        """Open the file to read it; None where it is missing or not valid.

        What is read is of one moment, until the transaction ends. Raises sqlite3.Error.
        """
        if not self.path.exists():
            return None
        database = sqlite3.connect(self.path, isolation_level=None)
        try:
            database.execute("begin")
            if self._is_valid(database):
                return database
        except sqlite3.Error:
            database.close()
            raise
        database.close()
        return None

    def change(self, tables: Sequence[str]) -> sqlite3.Connection:
        """Open the file and begin a transaction that changes it, with empty `tables` if it was not valid.

        `tables` are statements that create them. Raises OSError and sqlite3.Error.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        database = connect(str(self.path))
        try:
            database.execute("begin immediate")
            database.execute("create table if not exists meta (valid_for blob)")
            if not self._is_valid(database):
                create(database, tables)
                database.execute("delete from meta")
                database.execute("insert into meta values (?)", (self._valid_for,))
        except sqlite3.Error:
            database.close()
            raise
        return database

    def delete(self) -> None:
        """Delete the file, and what SQLite left beside it. Raises OSError."""
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            path.unlink(missing_ok=True)

    def _is_valid(self, database: sqlite3.Connection) -> bool:
        return database.execute("select valid_for from meta").fetchall() == [(self._valid_for,)]


def connect(path: str) -> sqlite3.Connection:
    """Open a database that much will be written to."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma page_size = 16384")
    database.execute("pragma cache_size = -65536")
    return database


def create(database: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Create tables, in place of those of the same names."""
    for statement in tables:
        kind = "index" if statement.startswith("create index") else "table"
        name = statement.partition(f" {kind} ")[2].split()[0]
        database.execute(f"drop {kind} if exists {name}")
        database.execute(statement)


def state(database: sqlite3.Connection) -> int:
    """Return the number that `set_state` gave the state of a file."""
    return int(database.execute("pragma user_version").fetchone()[0])


def set_state(database: sqlite3.Connection) -> None:
    """Give the state of a file another number, by which processes notice what others have changed."""
    number = int.from_bytes(os.urandom(4), "big", signed=True)
    database.execute(f"pragma user_version = {number}")


def _valid_for(root: Path, catalog: Catalog, held: Sequence[Any]) -> bytes:
    about = msgspec.json.encode([__version__, _SCHEMA, held, catalog.settings])
    return b"\n".join((about, os.fsencode(root)))
