"""The index of tools: what `list` shows of each, and its texts for `search`."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec

from vcompare.comparison.kept import KEPT, kept
from vcompare.comparison.listed import KEYS, Listed, list_payload
from vcompare.diagnostics import Diagnostic
from vcompare.fields import Registry
from vcompare.index import search
from vcompare.index.index import Index, decoded, encoded
from vcompare.index.query import Hit, SearchQuery
from vcompare.index.snippets import snippet
from vcompare.text.json import encoded as to_json

T = TypeVar("T")
ListedOrNot = tuple[Listed | None, tuple[Diagnostic, ...]]
"""A tool, None where one of its files cannot be used, and findings."""


class ToolRow(NamedTuple):
    """A tool: its object in JSON, as a whole and in short, its texts, and its names.

    What it holds is None where one of its files cannot be used.
    """

    slug: str
    json: bytes | None
    kept: bytes | None
    texts: list[str] | None
    names: Mapping[str, bool]
    findings: tuple[Diagnostic, ...]


class ToolIndex(Index):
    """What lists say of all tools, and their texts. It depends on all of their files."""

    NAME = "tools"
    TABLES = (
        # What all tools are filtered and sorted by is read without the rest of them.
        "create table tool (id integer primary key, slug text unique, kept blob, findings blob)",
        "create table whole (id integer primary key, json blob)",
        "create index broken on tool (id) where kept is null",
        *search.TABLES,
    )
    BROKEN = "kept is null"
    OPINIONS = True
    HELD = (KEYS, KEPT, search.COLUMNS)

    def listed(self) -> list[ListedOrNot]:
        """Return every tool as in a list, None where a file of it cannot be used, with the findings."""
        return self._answer(partial(_listed, self._catalog.fields, _EVERYTHING))

    def kept(self, compute: Callable[[list[ListedOrNot]], T], *, compared: bool = True) -> T:
        """Return what is computed from the same with only what is kept, which takes a part of the time.

        Tools that are not `compared` have their slugs alone. It is computed while the files are checked, and
        again if one of them has changed.
        """
        rows_of = _KEPT if compared else _SLUGS
        return self._answer(lambda database: compute(_listed(self._catalog.fields, rows_of, database)))

    def whole(self, slugs: Iterable[str]) -> list[Listed]:
        """Return those of some tools that are there and can be used, as in a list, in that order."""
        return self._answer(partial(_whole, self._catalog.fields, list(slugs)))

    def search(
        self, query: SearchQuery, limit: int | None = None, among: Collection[str] | None = None
    ) -> tuple[list[Hit], int]:
        """Return the tools that hold what is asked for, best first, and how many there are in all.

        `among` names the slugs that are looked at.
        """
        return self._answer(partial(_search, query, limit, among))

    def unknown_words(self, query: SearchQuery) -> dict[str, list[str]]:
        """Return the words of a query that no tool has, each with words of the catalog that may be meant."""
        return self._answer(lambda database: search.unknown_words(database, query))

    def ranks(self, query: SearchQuery, among: Collection[str] | None = None) -> dict[str, float]:
        """Return the slugs of all tools that hold what is asked for, with their ranks, best first."""
        return self._answer(lambda database: _ranks(query, None, among, database)[0])

    def hits(self, query: SearchQuery, ranks: Mapping[str, float]) -> list[Hit]:
        """Return why each of these tools was found, with its rank, in the order of the ranks."""
        return self._answer(lambda database: [*_hits(query, ranks, database)])

    def _read(self, slugs: Sequence[str]) -> list[ToolRow]:
        return [self._row(slug) for slug in slugs]

    def _row(self, slug: str) -> ToolRow:
        record, findings = self._catalog.record(slug)
        if record is None:
            return ToolRow(slug, None, None, None, {}, findings)
        payload = list_payload(record, self._catalog.settings.panel)
        json = to_json(payload)
        panel = self._catalog.settings.panel
        reviews = {name: record.reviews[name] for name in panel if name in record.reviews}
        return ToolRow(
            slug, json, kept(payload, reviews), search.texts(record), search.names(record), findings
        )

    def _insert(self, database: sqlite3.Connection, rows: Iterable[ToolRow]) -> None:
        add = "insert into tool (slug, kept, findings) values (?, ?, ?)"
        with search.many_inserts(database):
            for slug, json, short, texts, names, findings in rows:
                number = database.execute(add, (slug, short, encoded(findings))).lastrowid
                database.execute("insert into whole values (?, ?)", (number, json))
                if texts is not None and number is not None:
                    search.insert(database, number, texts, names)

    def _remove(self, database: sqlite3.Connection, slugs: Collection[str]) -> None:
        search.remove(database, slugs)
        of_tool = "delete from whole where id = (select id from tool where slug = ?)"
        database.executemany(of_tool, [(slug,) for slug in slugs])
        database.executemany("delete from tool where slug = ?", [(slug,) for slug in slugs])


class _Named(msgspec.Struct):
    name: str


_NAME = msgspec.json.Decoder(_Named)
_EVERYTHING = "select slug, json, findings from tool join whole using (id) order by slug"
_KEPT = "select slug, kept, findings from tool order by slug"
_SLUGS = "select slug, iif(kept is null, null, x''), findings from tool order by slug"
_NUMBERED = "select id, kept from tool where slug = ?"
_ONE = "select json from tool join whole using (id) where slug = ?"


def _listed(fields: Registry, rows_of: str, database: sqlite3.Connection) -> list[ListedOrNot]:
    rows, is_kept = database.execute(rows_of), rows_of is _KEPT
    return [
        (None if json is None else Listed(slug, json, fields, is_kept), decoded(found))
        for slug, json, found in rows
    ]


def _whole(fields: Registry, slugs: Iterable[str], database: sqlite3.Connection) -> list[Listed]:
    rows = ((slug, database.execute(_ONE, (slug,)).fetchone()) for slug in slugs)
    return [Listed(slug, row[0], fields) for slug, row in rows if row and row[0]]


def _search(
    query: SearchQuery, limit: int | None, among: Collection[str] | None, database: sqlite3.Connection
) -> tuple[list[Hit], int]:
    ranks, total = _ranks(query, limit, among, database)
    return [*_hits(query, ranks, database)], total


def _ranks(
    query: SearchQuery, limit: int | None, among: Collection[str] | None, database: sqlite3.Connection
) -> tuple[dict[str, float], int]:
    """Return the slugs of the best tools with their ranks, best first, and how many there are in all."""
    ranks = search.ranks(database, query)
    if among is not None:
        slugs = dict(database.execute("select id, slug from tool").fetchall())
        ranks = {number: rank for number, rank in ranks.items() if slugs[number] in among}
    return {slug: ranks[number] for number, slug in search.best(database, ranks, limit)}, len(ranks)


def _hits(query: SearchQuery, ranks: Mapping[str, float], database: sqlite3.Connection) -> Iterator[Hit]:
    for slug, rank in ranks.items():
        for number, short in database.execute(_NUMBERED, (slug,)).fetchall():
            field, text = snippet(search.document(database, number), query.terms)
            yield Hit(slug, _NAME.decode(short).name, field, text, rank)
