"""Snippets: the field of a tool that shows best why it was found, and the text around the hits."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from sqlite3 import Connection, connect
from typing import NamedTuple

from vcompare.text.safe import one_line

OPEN, CLOSE = "«", "»"
"""What stands around a hit in a snippet."""

TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"
"""What FTS5 takes for a word, and how words are compared: the same everywhere."""

_WORDS = 24
_PIECE = 2000
_HALF = re.compile(rf"(?s).{{1,{_PIECE // 2}}}(?!\S)|.{{{_PIECE // 2}}}")


class _Piece(NamedTuple):
    """A piece of a field's text: of which tool and which of its fields, and whether it begins or ends it."""

    number: int
    place: int
    field: str
    text: str
    first: bool
    last: bool


def snippets(
    documents: Mapping[int, Sequence[tuple[str, str]]], terms: Sequence[str]
) -> dict[int, tuple[str, str]]:
    """Return of each tool the first field of those that hold most of the terms, and a snippet of it.

    FTS5 finds the terms again, in a small table of pieces of the texts. A term that is longer than a piece
    is not found again; its tool shows the beginning of its first field.
    """
    pieces = [piece for number, fields in documents.items() for piece in _pieces(number, fields)]
    best = {number: (fields[0][0], one_line(fields[0][1])) for number, fields in documents.items()}
    with closing(connect(":memory:")) as parts:
        parts.execute(f"create virtual table part using fts5(text, {TOKENIZER})")
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
