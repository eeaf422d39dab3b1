"""The index of names: what every tool can be called, and the words by which a query finds it."""

import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from vcompare.catalog.store import Catalog, named
from vcompare.index.database import CacheFile
from vcompare.index.index import Index
from vcompare.model import Named
from vcompare.parallel import batches

_NAMED = msgspec.msgpack.Decoder(Named)
_PIECE = 500
"""How many tools are read at once: older versions of SQLite take no more than 999 values."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class NameRow(NamedTuple):
    """A tool: what it can be called, and whether its file can be used."""

    named: Named
    is_broken: bool


class NameIndex(Index):
    """The names of all tools. It depends on nothing but the tools' own files."""

    NAME = "names"
    TABLES = (
        "create table tool (id integer primary key, slug text unique, named blob, broken integer)",
        "create index broken on tool (id) where broken",
        """create table spelling (text text, tool integer, word integer, run integer,
           primary key (text, tool)) without rowid""",
        "create index spelling_of on spelling (tool)",
        # All words, and all runs, of a length: reading them one by one takes ten times as long.
        "create table vocabulary (kind text, length integer, texts text, primary key (kind, length))",
    )
    BROKEN = "broken"

    def names(self) -> list[Named]:
        """Return what every tool can be called, its slug alone where it cannot be read."""
        return self._answer(_names)

    def shortlist(self, query: str) -> list[Named]:
        """Return the tools that a query can mean."""
        return self._answer(lambda database: _shortlist(database, query))

    def nearby(self, new: Named) -> Sequence[Named]:
        """Return the tools of which a new one may be a duplicate."""
        from vcompare.match.duplicates import nearby

        return self._answer(lambda database: nearby(new, _Spellings(database)))

    def _read(self, slugs: Sequence[str]) -> list[NameRow]:
        facts = ((slug, self._catalog.tool(slug)[0]) for slug in slugs)
        return [NameRow(named(slug, tool), is_broken=tool is None) for slug, tool in facts]

    def _insert(self, database: sqlite3.Connection, rows: Iterable[NameRow]) -> None:
        from vcompare.match.shortlist import spellings

        rows_of_words = []
        add = "insert into tool (slug, named, broken) values (?, ?, ?)"
        for called, is_broken in rows:
            kept = called.slug, msgspec.msgpack.encode(called), is_broken
            number = database.execute(add, kept).lastrowid
            words, runs, initials = spellings(called)
            texts = words | runs | initials
            rows_of_words += [(text, number, text in words, text in runs) for text in texts]
        # In their order, for which the table is filled several times faster.
        database.executemany("insert into spelling values (?, ?, ?, ?)", sorted(rows_of_words))
        _count_words(database)

    def _remove(self, database: sqlite3.Connection, slugs: Collection[str]) -> None:
        rows = [(slug,) for slug in slugs]
        database.executemany("delete from spelling where tool = (select id from tool where slug = ?)", rows)
        database.executemany("delete from tool where slug = ?", rows)


def glimpse(catalog: Catalog, folder: Path, most: int) -> tuple[list[Named], int]:
    """Return the first tools and how many there are, as of the last answer: no file is looked at.

    There are none where no answer was kept in `folder`.
    """
    try:
        database = CacheFile(folder, NameIndex.NAME, catalog).open()
        if database is None:
            return [], 0
        with closing(database):
            rows = database.execute("select named from tool order by slug limit ?", (most,)).fetchall()
            [count] = database.execute("select count(*) from tool").fetchone()
        return [_NAMED.decode(kept) for (kept,) in rows], count
    except (sqlite3.Error, msgspec.DecodeError):  # dealt with when the index answers
        return [], 0


class _Spellings:
    """The spellings of all names as `match.duplicates.Names`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def words(self) -> Sequence[str]:
        """Return every word of every name."""
        return self._texts("word", 0, 1 << 20)

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return what people write as one word, by its length."""
        return self._texts("run", shortest, longest)

    def is_known(self, text: str) -> bool:
        """Return whether a text is a word of a name, or words written as one."""
        query = "select 1 from spelling where text = ? and (word or run) limit 1"
        return self._database.execute(query, (text,)).fetchone() is not None

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of these words, runs or initials."""
        query = "select slug from spelling join tool on tool.id = spelling.tool where text = ?"
        # What is typed may be no text: then it is none of the spellings, and SQLite does not take it.
        valid = (text for text in texts if not _SURROGATE.search(text))
        return {slug for text in valid for (slug,) in self._database.execute(query, (text,))}

    def named(self, slugs: Collection[str]) -> list[Named]:
        """Return what the tools with these slugs can be called, in their order."""
        rows = list[tuple[bytes]]()
        for some in batches(sorted(slugs), _PIECE):
            query = f"select named from tool where slug in ({', '.join('?' * len(some))}) order by slug"  # noqa: S608
            rows += self._database.execute(query, some)
        return [_NAMED.decode(kept) for (kept,) in rows]

    def same_slugs(self, slug: str) -> set[str]:
        """Return the slugs that are the same but for hyphens."""
        query = "select slug from tool where replace(slug, '-', '') = ?"
        return {same for (same,) in self._database.execute(query, (slug.replace("-", ""),))}

    def _texts(self, kind: str, shortest: int, longest: int) -> list[str]:
        query = "select texts from vocabulary where kind = ? and length between ? and ?"
        rows = self._database.execute(query, (kind, shortest, longest))
        return [text for (texts,) in rows for text in texts.split("\0")]


def _names(database: sqlite3.Connection) -> list[Named]:
    rows = database.execute("select named from tool order by slug").fetchall()
    return [_NAMED.decode(kept) for (kept,) in rows]


def _shortlist(database: sqlite3.Connection, query: str) -> list[Named]:
    from vcompare.match.shortlist import shortlist

    names = _Spellings(database)
    return names.named(shortlist(query, names))


def _count_words(database: sqlite3.Connection) -> None:
    database.execute("delete from vocabulary")
    for kind in ("word", "run"):
        database.execute(
            "insert into vocabulary select ?, length(text), group_concat(text, char(0)) from"  # noqa: S608
            f" (select distinct text from spelling where {kind}) group by length(text)",
            (kind,),
        )
