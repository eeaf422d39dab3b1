"""Full-text search with SQLite's FTS5: what is searched, what a person may ask, what a hit looks like.

A tool is one document with a column a field (`COLUMNS`); the ranking is FTS5's BM25 with a weight a column
(https://www.sqlite.org/fts5.html#the_bm25_function). The texts of all reviews share a column.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection, connect

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.model import Record
from vcompare.text import one_line

COLUMNS: Mapping[str, float] = {
    "name": 10.0,
    "aliases": 8.0,
    "vendor": 5.0,
    "tagline": 4.0,
    "tags": 4.0,
    "best_for": 3.0,
    "pricing.summary": 2.0,
    "description": 2.0,
    "reviews": 1.0,
}
"""The fields that are searched, and how much a hit in each weighs beside one in a review."""

OPEN, CLOSE = "«", "»"
"""What stands around a hit in a snippet."""

_BETWEEN = " \ue000 "
"""Stands between the texts of a column: a word of its own, so that no phrase reaches across."""

_WORDS = 24
_TOKENS = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]")
_TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"


class Hit(Struct, frozen=True):
    """A tool that was found: the field that shows why, the text around the hit, and the rank.

    `rank` is BM25 to nine decimals (words that most tools have are worth a millionth each); the higher the
    better, and only within one search.
    """

    slug: str
    name: str
    field: str
    snippet: str
    rank: float


class Asked(Struct, frozen=True):
    """A query in FTS5's language: the whole, and each of the terms that must be there."""

    expression: str
    terms: tuple[str, ...]


def texts(record: Record) -> list[str]:
    """Return what is searched of a tool: a text a column, and the fields that make up the last one."""
    tool = record.tool
    pricing = tool.pricing.summary if tool.pricing else None
    own = ((tool.name,), tool.aliases, (tool.vendor,), (tool.tagline,), tool.tags, (tool.best_for,),
           (pricing,), (tool.description,))  # fmt: skip
    said = {
        f"reviews.{reviewer}.{field}": text
        for reviewer, review in record.reviews.items()
        for field, text in (("summary", review.summary), ("text", review.text))
        if text
    }
    return [*(_joined(field) for field in own), _joined(said.values()), _BETWEEN.join(said)]


def _joined(parts: Iterable[str | None]) -> str:
    return _BETWEEN.join(_cleared(part) for part in parts if part)


def _cleared(text: str) -> str:
    return text.replace("\ue000", " ").replace("\0", " ")


def create(database: Connection) -> None:
    """Make the table; its rows have the numbers of the tools."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    database.execute(f"create virtual table texts using fts5({columns}, fields unindexed, {_TOKENIZER})")
    # Merging what has been written so far again and again would double the time that many texts take.
    database.execute("insert into texts (texts, rank) values ('hashsize', 33554432), ('automerge', 0)")


def insert(database: Connection, number: int, texts: Sequence[str]) -> None:
    """Add the texts of a tool."""
    marks = ", ".join("?" * (len(texts) + 1))
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    query = f"insert into texts (rowid, {columns}, fields) values ({marks})"  # noqa: S608 - our own names
    database.execute(query, (number, *texts))


def asked(query: str) -> Asked:
    """Read what a person typed: words that must all be there, "phrases", `begin*`, and `-not`.

    Raises VcompareError where that asks for nothing.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TOKENS.findall(query):
        text, prefix = (phrase, "") if phrase else (word.rstrip("*"), "*" if word.endswith("*") else "")
        if _WORD.search(text):
            quoted = _cleared(text).replace('"', " ")
            (unwanted if minus else wanted).append(f'"{quoted}"{prefix}')
    if not wanted:
        raise VcompareError(
            f'"{query}" names nothing to search for',
            'all words must be there; "a phrase" has quotes, `deploy*` begins a word, `-voice` is unwanted',
        )
    expression = " AND ".join(dict.fromkeys(wanted)) + "".join(f" NOT {term}" for term in unwanted)
    return Asked(expression, tuple(dict.fromkeys(wanted)))


def search(database: Connection, query: Asked, limit: int | None) -> tuple[list[Hit], int]:
    """Return the best hits, best first, and how many tools there are in all."""
    weights = ", ".join(map(str, COLUMNS.values()))
    ranks = f"select rowid, round(-bm25(texts, {weights}), 9) from texts where texts match ?"  # noqa: S608
    ranked = dict(database.execute(ranks, (query.expression,)).fetchall())
    best = _best(database, ranked, limit)
    documents = {number: _document(database, number) for number, _ in best}
    snippets = _snippets(documents, query.terms)
    hits = [Hit(slug, documents[at][0][1], *snippets[at], ranked[at]) for at, slug in best]
    return hits, len(ranked)


def _best(database: Connection, ranked: Mapping[int, float], limit: int | None) -> list[tuple[int, str]]:
    """Return the numbers and slugs of the best; equals come by slug, so only what may be shown needs one."""
    ranks = sorted(ranked.values(), reverse=True)
    last = ranks[limit - 1] if limit is not None and limit < len(ranks) else float("-inf")
    slug = "select slug from tool where id = ?"
    candidates = (
        (number, database.execute(slug, (number,)).fetchone()[0])
        for number, rank in ranked.items()
        if rank >= last
    )
    return sorted(candidates, key=lambda one: (-ranked[one[0]], one[1]))[:limit]


def _document(database: Connection, number: int) -> list[tuple[str, str]]:
    """Return the fields of a tool with their texts, in the order of `COLUMNS`."""
    *own, reviews, fields = database.execute("select * from texts where rowid = ?", (number,)).fetchone()
    facts = ((field, text.replace(_BETWEEN, ", ")) for field, text in zip(COLUMNS, own, strict=False))
    said = zip(fields.split(_BETWEEN), reviews.split(_BETWEEN), strict=True)
    return [*facts, *said]


def _snippets(
    documents: Mapping[int, Sequence[tuple[str, str]]], terms: Sequence[str]
) -> dict[int, tuple[str, str]]:
    """Return of each tool the first field of those that hold most of the terms, and a snippet of it.

    FTS5 finds the terms again, in a small table that holds a row a field.
    """
    parts = connect(":memory:")
    columns = "number unindexed, field unindexed, text"
    parts.execute(f"create virtual table part using fts5({columns}, {_TOKENIZER})")
    for number, document in documents.items():
        parts.executemany("insert into part values (?, ?, ?)", ((number, *part) for part in document))
    matching = "select rowid from part where part match ?"
    found = Counter(row for term in terms for (row,) in parts.execute(matching, (term,)))
    snippets = parts.execute(
        "select rowid, number, field, snippet(part, 2, ?, ?, '…', ?) from part where part match ?",
        (OPEN, CLOSE, _WORDS, " OR ".join(terms)),
    )
    least_first = sorted(snippets, key=lambda row: (found[row[0]], -row[0]))
    return {number: (field, one_line(snippet)) for _, number, field, snippet in least_first}
