"""Full-text search with SQLite's FTS5: what is searched, and how it is found and shown.

A tool is one document with a column a field (`COLUMNS`); the ranking is FTS5's BM25 with a weight a column
(https://www.sqlite.org/fts5.html#the_bm25_function). The texts of all reviews share a column.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from sqlite3 import Connection, OperationalError, connect
from typing import NamedTuple

from msgspec import json

from vcompare.fields import BUILTIN
from vcompare.index.query import Asked, Hit, cleared
from vcompare.model import Named, Record
from vcompare.text.safe import one_line

COLUMNS: Mapping[str, float] = {
    **{field.path: field.search for field in BUILTIN.searched},
    "reviews": 1.0,
}
"""The fields that are searched, and how much a hit in each weighs beside one in a review."""

OPEN, CLOSE = "«", "»"
"""What stands around a hit in a snippet."""

_BETWEEN = " \ue000 "
"""Stands between the texts of a column: a word of its own, so that no phrase reaches across."""

_WORDS = 24
_PIECE = 2000
_HALF = re.compile(rf"(?s).{{1,{_PIECE // 2}}}(?!\S)|.{{{_PIECE // 2}}}")
_TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"


class _Piece(NamedTuple):
    """A piece of a field's text: of which tool and which of its fields, and whether it begins or ends it."""

    number: int
    place: int
    field: str
    text: str
    first: bool
    last: bool


def works() -> bool:
    """Say whether this SQLite was built with FTS5."""
    with closing(connect(":memory:")) as database:
        try:
            database.execute("create virtual table probe using fts5(text)")
        except OperationalError:
            return False
    return True


def texts(record: Record) -> list[str]:
    """Return what is searched of a tool: a text a column, and the fields that make up the last one."""
    values = (field.of(record) for field in BUILTIN.searched)
    own = (value if isinstance(value, tuple) else (value,) for value in values)
    said = {
        f"reviews.{reviewer}.{field}": text
        for reviewer, review in record.reviews.items()
        for field, text in (("summary", review.summary), ("text", review.text))
        if text
    }
    return [*(_joined(field) for field in own), _joined(said.values()), _BETWEEN.join(said)]


def _joined(parts: Iterable[str | None]) -> str:
    return _BETWEEN.join(cleared(part) for part in parts if part)


def create(database: Connection) -> None:
    """Make the table; its rows have the numbers of the tools."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    database.execute(f"create virtual table texts using fts5({columns}, fields unindexed, {_TOKENIZER})")
    # Merging what has been written so far again and again would double the time that many texts take.
    database.execute("insert into texts (texts, rank) values ('hashsize', 33554432), ('automerge', 0)")


def settle(database: Connection) -> None:
    """Let what is written from now on be merged with what is there, as few changes at a time are."""
    database.execute("insert into texts (texts, rank) values ('automerge', 4)")


def insert(database: Connection, number: int, texts: Sequence[str]) -> None:
    """Add the texts of a tool."""
    marks = ", ".join("?" * (len(texts) + 1))
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    query = f"insert into texts (rowid, {columns}, fields) values ({marks})"  # noqa: S608 - our own names
    database.execute(query, (number, *texts))


def search(database: Connection, query: Asked, limit: int | None) -> tuple[list[Hit], int]:
    """Return the best hits, best first, and how many tools there are in all."""
    weights = ", ".join(map(str, COLUMNS.values()))
    ranks = f"select rowid, round(-bm25(texts, {weights}), 9) from texts where texts match ?"  # noqa: S608
    ranked = dict(database.execute(ranks, (query.expression,)).fetchall())
    best = _best(database, ranked, limit)
    shown = _shown({number: _document(database, number) for number, _, _ in best}, query.terms)
    return [Hit(slug, _name(named), *shown[at], ranked[at]) for at, slug, named in best], len(ranked)


def _best(
    database: Connection, ranked: Mapping[int, float], limit: int | None
) -> list[tuple[int, str, bytes]]:
    """Return number, slug and names of the best; equals come by slug, so only what may be shown needs one."""
    ranks = sorted(ranked.values(), reverse=True)
    last = ranks[limit - 1] if limit is not None and limit < len(ranks) else float("-inf")
    tool = "select id, slug, named from tool where id = ?"
    candidates = [
        database.execute(tool, (number,)).fetchone() for number, rank in ranked.items() if rank >= last
    ]
    return sorted(candidates, key=lambda one: (-ranked[one[0]], one[1]))[:limit]


def _name(named: bytes) -> str:
    return json.decode(named, type=Named).name


def _document(database: Connection, number: int) -> list[tuple[str, str]]:
    """Return the fields of a tool with their texts, in the order of `COLUMNS`."""
    *own, reviews, fields = database.execute("select * from texts where rowid = ?", (number,)).fetchone()
    facts = ((field, text.replace(_BETWEEN, ", ")) for field, text in zip(COLUMNS, own, strict=False))
    said = zip(fields.split(_BETWEEN), reviews.split(_BETWEEN), strict=True)
    return [*facts, *said]


def _shown(
    documents: Mapping[int, Sequence[tuple[str, str]]], terms: Sequence[str]
) -> dict[int, tuple[str, str]]:
    """Return of each tool the first field of those that hold most of the terms, and a snippet of it.

    FTS5 finds the terms again, in a small table of pieces of the texts. A term that is longer than a piece
    is not found again; its tool shows the beginning of its first field.
    """
    pieces = [piece for number, fields in documents.items() for piece in _pieces(number, fields)]
    best = {number: (fields[0][0], one_line(fields[0][1])) for number, fields in documents.items()}
    with closing(connect(":memory:")) as parts:
        parts.execute(f"create virtual table part using fts5(text, {_TOKENIZER})")
        rows = enumerate(piece.text for piece in pieces)
        parts.executemany("insert into part (rowid, text) values (?, ?)", rows)
        for at in _best_pieces(parts, pieces, terms):
            best[pieces[at].number] = pieces[at].field, _snippet(parts, at, pieces[at], terms)
    return best


def _pieces(number: int, fields: Iterable[tuple[str, str]]) -> Iterator[_Piece]:
    """Cut the texts of a tool at spaces into pieces that overlap by half, where they are long.

    FTS5's `snippet` takes time that grows with the square of the hits, and nothing can interrupt it.
    """
    for place, (field, text) in enumerate(fields):
        halves = _HALF.findall(text)
        last = max(len(halves) - 2, 0)
        for at in range(last + 1 if halves else 0):
            yield _Piece(number, place, field, "".join(halves[at : at + 2]), not at, at == last)


def _best_pieces(parts: Connection, pieces: Sequence[_Piece], terms: Sequence[str]) -> Iterable[int]:
    """Return of each tool the first piece with most of the terms, in the first field with most of them."""
    in_piece, in_field = Counter[int](), defaultdict[tuple[int, int], set[str]](set)
    for term in terms:
        for (at,) in parts.execute("select rowid from part where part match ?", (term,)):
            in_piece[at] += 1
            in_field[pieces[at].number, pieces[at].place].add(term)

    def worst_first(at: int) -> tuple[int, int, int, int]:
        number, place = pieces[at].number, pieces[at].place
        return len(in_field[number, place]), -place, in_piece[at], -at

    return {pieces[at].number: at for at in sorted(in_piece, key=worst_first)}.values()


def _snippet(parts: Connection, at: int, piece: _Piece, terms: Sequence[str]) -> str:
    query = "select snippet(part, 0, ?, ?, '…', ?) from part where part match ? and rowid = ?"
    values = (OPEN, CLOSE, _WORDS, " OR ".join(terms), at)
    (snippet,) = parts.execute(query, values).fetchone()
    before = "" if piece.first or snippet.startswith("…") else "…"
    after = "" if piece.last or snippet.endswith("…") else "…"
    return before + one_line(snippet) + after
