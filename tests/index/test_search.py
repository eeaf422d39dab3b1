"""`search.py`: what was named comes first, then what begins so, then the rest by rank."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from sqlite3 import Connection, connect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import MakeCatalog
from vcompare.app.opened import open_catalog
from vcompare.app.searching import search as search_in
from vcompare.index import search
from vcompare.index.query import parse
from vcompare.model import Record, Tool
from vcompare.text.folding import fold
from vcompare.text.slugs import slug_of

WORDS = ["GPT", "5", "5.5", "Pro", "Mini", "Öpus", "4", "Claude", "ＸＬ", "C++"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@st.composite
def tools(draw: st.DrawFn) -> Tool:
    return Tool(
        name=draw(NAMES),
        tagline=draw(NAMES),
        category="models",
        entry="free",
        short_name=draw(st.none() | NAMES),
        description=draw(st.none() | NAMES),
        aliases=tuple(draw(st.lists(NAMES, max_size=2))),
    )


@contextmanager
def searchable(records: list[Record]) -> Iterator[Connection]:
    database = connect(":memory:")
    for statement in ("create table tool (id integer primary key, slug text unique)", *search.TABLES):
        database.execute(statement)
    for number, record in enumerate(records):
        database.execute("insert into tool values (?, ?)", (number, record.slug))
        search.insert(database, number, search.texts(record), search.names(record))
    yield database
    database.close()


def place(record: Record, query: str) -> int:
    """Return 0 for a tool that is called what was typed, 1 for one whose name begins so, 2 for others."""
    tool, typed = record.tool, fold(query)
    names = [fold(name) for name in (tool.name, tool.short_name) if name]
    if typed in {*names, fold(record.slug), *map(fold, tool.aliases)}:
        return 0
    return 1 if any(name.startswith(typed) for name in names) else 2


@settings(max_examples=200, deadline=None)
@given(st.lists(tools(), min_size=1, max_size=8), st.data())
def test_named_tools_come_first_and_ranks_agree_with_the_order(of: list[Tool], data: st.DataObject) -> None:
    records = [Record(f"{slug_of(tool.name) or 'x'}-{number}", tool) for number, tool in enumerate(of)]
    known = [text for tool in of for text in (tool.name, tool.short_name, *tool.aliases) if text]
    slugs = [record.slug for record in records]
    query = data.draw(NAMES | st.sampled_from(known) | st.sampled_from(slugs))
    typed = data.draw(st.sampled_from([query, query.lower(), query.replace(" ", "-"), query.upper()]))
    with searchable(records) as database:
        ranks = search.ranks(database, parse(typed))
        order = [number for number, _ in search.best(database, ranks, None)]
    places = [place(records[number], typed) for number in order]
    assert places == sorted(places)
    assert {number for number, record in enumerate(records) if place(record, typed) == 0} <= {*order}
    assert [ranks[number] for number in order] == sorted(ranks.values(), reverse=True)
    for one, two in pairwise(order):
        assert ranks[one] > ranks[two] or (
            ranks[one] == ranks[two] and place(records[one], typed) == place(records[two], typed)
        )


def test_what_is_excluded_stays_away_from_what_was_named() -> None:
    tool = Tool(name="GPT-5.5", tagline="Talks aloud.", category="models", entry="free")
    with searchable([Record("it", tool)]) as database:
        assert search.ranks(database, parse("it"))
        assert not search.ranks(database, parse("gpt-5.5 -aloud"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gpt-5.5", "gpt"),
        ("GPT 5.5", "gpt"),
        ("gpt", "gpt"),  # the slug, which is in none of the texts
        ("five", "gpt"),
        ("gpt-5.5 pro", "gpt-5-5-pro"),
        ('"gpt-5.5"', "gpt"),
    ],
)
def test_a_name_typed_in_full_is_found_first(make_catalog: MakeCatalog, query: str, first: str) -> None:
    text = 'tagline = "GPT-5.5 GPT-5.5 GPT-5.5."\ncategory = "models"\nentry = "free"\n'
    root = make_catalog({
        "tools/gpt-5-5-pro.toml": f'name = "GPT-5.5 Pro"\n{text}',
        "tools/gpt.toml": f'name = "Gpt-5.5"\n{text}aliases = ["Five"]\ndescription = "{"long " * 200}"\n',
        "tools/other.toml": f'name = "Other"\n{text}',
    })  # fmt: skip
    for cache in (None, Path(root).parent / "cache"):
        hits = search_in(open_catalog(root, cache=cache), query).hits
        assert hits[0].slug == first
        assert [hit.rank for hit in hits] == sorted((hit.rank for hit in hits), reverse=True)
