"""Full-text search with SQLite's FTS5: which fields are searched, and how tools are ranked.

A tool is one document with a column per field (`COLUMNS`); the ranking is FTS5's BM25 with a weight per
column (https://www.sqlite.org/fts5.html#the_bm25_function). The texts of all specs, sellers and plans share a
column, and so do those of all reviews.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from sqlite3 import Connection, OperationalError, connect

from vcompare.fields import BUILTIN
from vcompare.index.query import SearchQuery, cleared
from vcompare.model import Fact, Pricing, Record, Tool
from vcompare.text.folding import fold
from vcompare.text.suggestions import alternatives

COLUMNS: Mapping[str, float] = {
    **{field.path: field.search for field in BUILTIN.searched},
    "specs": 2.0,
    "reviews": 1.0,
}
"""The fields that are searched, and how much a hit in each weighs beside one in a review."""

_TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"
"""What FTS5 takes for a word, and how words are compared."""
_BETWEEN = " \ue000 "
"""Stands between the texts of a column: a word of its own, so that no phrase reaches across."""
_NEAR = 75
_NEAR_SHORT = 65
"""How alike a word of the catalog is to one that is searched for to be suggested, of 100: in a word of three
letters, two of which changed places, less is."""
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_SHARED = "specs_of unindexed, reviews_of unindexed"
"""The columns that say of which fields the texts in the last two of `COLUMNS` are."""

TABLES = (
    f"create virtual table texts using fts5({_NAMES}, {_SHARED}, {_TOKENIZER})",
    "create table called (text text, tool integer, begins integer, primary key (text, tool)) without rowid",
    "create index called_of on called (tool)",
)
"""The statements that create the tables. The rows of `texts` have the numbers of the tools.

`called` has everything that a tool can be called, folded; what may also begin with a query, `begins`.
"""


def is_available() -> bool:
    """Return whether this SQLite was built with FTS5."""
    with closing(connect(":memory:")) as database:
        try:
            database.execute("create virtual table probe using fts5(text)")
        except OperationalError:
            return False
    return True


def texts(record: Record) -> list[str]:
    """Return what is searched of a tool: a text per column, and the fields that make up the last two."""
    values = (field.of(record) for field in BUILTIN.searched)
    own = (value if isinstance(value, tuple) else (value,) for value in values)
    specs, reviews = list(_facts(record.tool)), list(_reviews(record))
    return [
        *map(_joined, own),
        *(_joined(text for _, text in pairs) for pairs in (specs, reviews)),
        *(_BETWEEN.join(field for field, _ in pairs) for pairs in (specs, reviews)),
    ]


def _facts(tool: Tool) -> Iterator[tuple[str, str]]:
    """Yield the texts of a tool's specs and prices, each with where its JSON has it."""
    yield from _specs(tool.specs, "specs")
    if tool.pricing:
        yield from _prices(tool.pricing, "pricing")
    for seller, offer in tool.offers.items():
        yield f"offers.{seller}.name", offer.name or seller
        yield from _specs(offer.specs, f"offers.{seller}.specs")
        yield from _prices(offer, f"offers.{seller}.pricing")
        if offer.summary:
            yield f"offers.{seller}.pricing.summary", offer.summary


def _specs(specs: Mapping[str, Fact], at: str) -> Iterator[tuple[str, str]]:
    """Yield values in words, what a page says of them, and notes."""
    for key, fact in specs.items():
        values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        for text in (*values, fact.quote, fact.note):
            if text and isinstance(text, str):
                yield f"{at}.{key}", text


def _prices(prices: Pricing, at: str) -> Iterator[tuple[str, str]]:
    """Yield the names of plans, and what pages say of rates."""
    yield from ((f"{at}.plans", plan.name) for plan in prices.plans)
    for meter, rate in prices.rates.items():
        yield from ((f"{at}.rates.{meter}", text) for text in (rate.quote, rate.note) if text)


def _reviews(record: Record) -> Iterator[tuple[str, str]]:
    for reviewer, review in record.reviews.items():
        for field, text in (("summary", review.summary), ("text", review.text)):
            if text:
                yield f"reviews.{reviewer}.{field}", text


def names(record: Record) -> dict[str, bool]:
    """Return what a tool can be called, folded, and whether a query may be the beginning of it."""
    tool = record.tool
    others = dict.fromkeys(map(fold, (record.slug, *tool.aliases)), False)
    return others | dict.fromkeys(map(fold, filter(None, (tool.name, tool.short_name))), True)


def document(database: Connection, number: int) -> list[tuple[str, str]]:
    """Return the fields of a tool with their texts, in the order of `COLUMNS`."""
    row = database.execute("select * from texts where rowid = ?", (number,)).fetchone()
    *own, specs, reviews, specs_of, reviews_of = row
    facts = ((field, text.replace(_BETWEEN, ", ")) for field, text in zip(COLUMNS, own, strict=False))
    return [*facts, *_parts(specs_of, specs), *_parts(reviews_of, reviews)]


def _parts(fields: str, texts: str) -> Iterator[tuple[str, str]]:
    return zip(fields.split(_BETWEEN), texts.split(_BETWEEN), strict=True)


@contextmanager
def many_inserts(database: Connection) -> Iterator[None]:
    """Hold back FTS5's merging, which takes half of the time where many texts are inserted."""
    database.execute("insert into texts (texts, rank) values ('hashsize', 33554432), ('automerge', 0)")
    yield
    database.execute("insert into texts (texts, rank) values ('automerge', 4)")


def insert(database: Connection, number: int, texts: Sequence[str], names: Mapping[str, bool]) -> None:
    """Add the texts of a tool, and what it can be called."""
    rows = [(text, number, begins) for text, begins in names.items()]
    database.executemany("insert into called values (?, ?, ?)", rows)
    marks = ", ".join("?" * (len(texts) + 1))
    query = f"insert into texts (rowid, {_NAMES}, specs_of, reviews_of) values ({marks})"  # noqa: S608 - our own names
    database.execute(query, (number, *texts))


def remove(database: Connection, slugs: Iterable[str]) -> None:
    """Remove the texts of tools, and what they can be called."""
    rows = [(slug,) for slug in slugs]
    for table, number in (("texts", "rowid"), ("called", "tool")):
        query = f"delete from {table} where {number} = (select id from tool where slug = ?)"  # noqa: S608
        database.executemany(query, rows)


def ranks(database: Connection, query: SearchQuery) -> dict[int, float]:
    """Return the numbers of the tools that are found, with their ranks, the higher the better.

    A tool whose name, short name, slug or alias was typed in full ranks above those whose names begin with
    what was typed, and these above all others: each step adds the rank of the best hit.
    """
    weights = ", ".join(map(str, COLUMNS.values()))
    ranked = f"select rowid, round(-bm25(texts, {weights}), 9) from texts where texts match ?"  # noqa: S608
    found: dict[int, float] = dict(database.execute(ranked, (query.expression,)).fetchall())
    step = max(found.values(), default=1.0)
    in_full = _called(database, "text = ?", query.name)
    # One that is only called so, as by its slug, was not found by its texts.
    found |= {} if query.excludes else {number: found.get(number, 0.0) for number in in_full}
    begins = _called(database, "begins and text between ?1 and ?1 || char(1114111)", query.name)
    return {
        number: round(rank + step * (2 if number in in_full else number in begins), 9)
        for number, rank in found.items()
    }


def _called(database: Connection, condition: str, name: str) -> set[int]:
    query = f"select tool from called where {condition}"  # noqa: S608 - our own conditions
    return {number for (number,) in database.execute(query, (name,))}


def unknown_words(database: Connection, query: SearchQuery) -> dict[str, list[str]]:
    """Return the words of a query that no tool has, each with words of the catalog that may be meant.

    Of a single word, that nothing has it is clear without saying so.
    """
    words = dict.fromkeys(word for term in query.terms if not term.endswith("*") for word in _words(term))
    match = "select 1 from texts where texts match ? limit 1"
    unknown = [word for word in words if not database.execute(match, (f'"{word}"',)).fetchone()]
    if not unknown:
        return {}
    database.execute("create virtual table if not exists temp.word using fts5vocab(main, texts, row)")
    known = [word for (word,) in database.execute("select term from temp.word")]
    found = {word: _near(fold(word), known) for word in unknown}
    return {word: near for word, near in found.items() if near or len(words) > 1}


def _near(word: str, known: Sequence[str]) -> list[str]:
    return list(alternatives(word, known, at_least=_NEAR if len(word) > 3 else _NEAR_SHORT))  # noqa: PLR2004


def _words(term: str) -> list[str]:
    return re.findall(r"[^\W_]+", term)


def best(database: Connection, ranks: Mapping[int, float], limit: int | None) -> list[tuple[int, str]]:
    """Return the numbers and slugs of the best tools, best first; equals come by slug."""
    ordered = sorted(ranks.values(), reverse=True)
    last = ordered[limit - 1] if limit is not None and limit < len(ordered) else float("-inf")
    possible = [number for number, rank in ranks.items() if rank >= last]
    slug = "select slug from tool where id = ?"
    found = ((number, database.execute(slug, (number,)).fetchone()[0]) for number in possible)
    return sorted(found, key=lambda one: (-ranks[one[0]], one[1]))[:limit]


def _joined(parts: Iterable[str | None]) -> str:
    return _BETWEEN.join(cleared(part) for part in parts if part)
