"""What an index keeps of a tool, and the tables in which it keeps it."""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import msgspec

from vcompare.app.listing import Listed
from vcompare.catalog.store import Catalog, named
from vcompare.comparison import Card, overview
from vcompare.diagnostics import Diagnostic
from vcompare.index import search
from vcompare.match.lexicon import spelled
from vcompare.model import Named

_TABLES = """
    create table survey (part text, paths blob, stamps blob);
    create table tool (id integer primary key, slug text unique, named blob, broken integer, unnamed blob,
                       deep integer, listed blob, checksum integer, findings blob);
    create index shallow on tool (id) where not deep;
    create index broken on tool (id) where broken;
    create index unlisted on tool (id) where deep and listed is null;
    create table spelling (text text, tool integer, word integer, run integer,
                           primary key (text, tool)) without rowid;
    create table vocabulary (kind text, length integer, texts text, primary key (kind, length));
"""
_NAMED = msgspec.json.Decoder(Named)
_NONE = b"[]"
_SURROGATE = re.compile("[\ud800-\udfff]")

Write = Callable[[Card], bytes]
"""Writes a tool as it stands in the JSON of `list`."""


class Row(NamedTuple):
    """What is kept of one tool; `listed`, `findings` and `texts` only where it was read in depth.

    `spellings` are texts by which it may be meant, and whether each is a word or a run of `match.lexicon`;
    `unnamed` and `findings` are JSON lists of what is wrong with its own file and with all of its files;
    `listed` is None where one of these cannot be used.
    """

    slug: str
    named: bytes
    unnamed: bytes
    spellings: list[tuple[str, bool, bool]]
    listed: bytes | None = None
    findings: bytes = _NONE
    texts: list[str] | None = None


def create(database: sqlite3.Connection) -> None:
    """Make the tables."""
    database.executescript(_TABLES)
    search.create(database)


def read(catalog: Catalog, deep: bool, write: Write, slugs: Sequence[str]) -> list[Row]:
    """Read tools from their files: what they are called, and in depth everything."""
    return [_row(catalog, deep, write, slug) for slug in slugs]


def insert(database: sqlite3.Connection, rows: Iterable[Row], *, deep: bool) -> set[str]:
    """Add tools, and return the paths of files that could not be opened, and so must be tried again."""
    closed, spellings = set(), []
    for row in rows:
        number = database.execute(
            "insert into tool (slug, named, broken, unnamed, deep, listed, checksum, findings)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.slug, row.named, row.unnamed != _NONE, row.unnamed, deep,
             row.listed, crc32(row.listed or b""), row.findings),
        ).lastrowid  # fmt: skip
        spellings += [(text, number, word, run) for text, word, run in row.spellings]
        if row.texts is not None:
            search.insert(database, number or 0, row.texts)
        both = [*findings(row.unnamed), *findings(row.findings)]
        closed |= {finding.path for finding in both if finding.rule == "unreadable-file"}
    # In their order, for which the table is filled several times faster.
    database.executemany("insert into spelling values (?, ?, ?, ?)", sorted(spellings))
    _count_words(database)
    return closed


def _count_words(database: sqlite3.Connection) -> None:
    """Write down all words and runs by their length: few of them are asked for at a time, and all at once."""
    database.execute("delete from vocabulary")
    for kind in ("word", "run"):
        database.execute(
            "insert into vocabulary select ?, length(text), group_concat(text, char(0)) from"  # noqa: S608
            f" (select distinct text from spelling where {kind}) group by length(text)",
            (kind,),
        )


def forget(database: sqlite3.Connection, slugs: Collection[str]) -> None:
    """Remove tools."""
    for slug in slugs:
        number, text = database.execute("select id, named from tool where slug = ?", (slug,)).fetchone()
        spellings = [(spelling, number) for spelling, _, _ in _spellings(as_named(text))]
        database.executemany("delete from spelling where text = ? and tool = ?", spellings)
        database.execute("delete from texts where rowid = ?", (number,))
        database.execute("delete from tool where id = ?", (number,))


def tidy(database: sqlite3.Connection) -> None:
    """Give back the room of what was removed, once that is half of all."""
    (free,), (all_,) = (
        database.execute(f"pragma {what}").fetchone() for what in ("freelist_count", "page_count")
    )
    search.settle(database)
    database.commit()
    if 2 * free > all_:
        database.execute("vacuum")


def as_named(text: bytes) -> Named:
    """Return what a tool can be called, from a row."""
    return _NAMED.decode(text)


def as_listed(slug: str, text: bytes | None, checksum: int) -> Listed | None:
    """Return a tool as a list shows it, from a row. Raises ValueError where that is not as it was written."""
    if text is None:
        return None
    if crc32(text) != checksum:
        raise ValueError(f"what was kept of {slug} is not what was written")
    return Listed(slug, text=text)


def findings(text: bytes) -> tuple[Diagnostic, ...]:
    """Return the findings of a row."""
    if text == _NONE:
        return ()
    import json

    return msgspec.convert(json.loads(text), tuple[Diagnostic, ...])


def _kept(findings: Sequence[Diagnostic]) -> bytes:
    """Return findings for a row. They hold names of files, which may be no text: msgspec refuses those."""
    if not findings:
        return _NONE
    import json

    return json.dumps(msgspec.to_builtins(findings)).encode()


def _row(catalog: Catalog, deep: bool, write: Write, slug: str) -> Row:
    facts = catalog.tool(slug)
    called = named(slug, facts[0])
    unnamed = _NONE if facts[0] else _kept(facts[1])
    row = Row(slug, msgspec.json.encode(called), unnamed, _spellings(called))
    if not deep:
        return row
    record, problems = catalog.record(slug, facts)
    row = row._replace(findings=_kept(problems))
    if record is None:
        return row
    listed = write(overview(record, catalog.settings.panel))
    return row._replace(listed=listed, texts=search.texts(record))


def _spellings(called: Named) -> list[tuple[str, bool, bool]]:
    words, runs = spelled(called)
    return [(text, text in words, text in runs) for text in words | runs]


class SpellingTable:
    """The spellings of all names as a `match.lexicon.Lexicon`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def words(self) -> Sequence[str]:
        """Return every word of every name."""
        return self._texts("word", 0, 1 << 20)

    def runs(self, shortest: int, longest: int) -> Sequence[str]:
        """Return what people write as one word, by its length."""
        return self._texts("run", shortest, longest)

    def tools(self, texts: Collection[str]) -> set[str]:
        """Return the slugs of the tools that have one of these words or runs."""
        query = "select slug from spelling join tool on tool.id = spelling.tool where text = ?"
        # What is typed may be no text: then it is none of the spellings, and SQLite does not take it.
        encoded = (text for text in texts if not _SURROGATE.search(text))
        return {slug for text in encoded for (slug,) in self._database.execute(query, (text,))}

    def _texts(self, kind: str, shortest: int, longest: int) -> list[str]:
        query = "select texts from vocabulary where kind = ? and length between ? and ?"
        rows = self._database.execute(query, (kind, shortest, longest))
        return [text for (texts,) in rows for text in texts.split("\0")]
