"""`render/terminal/wrapped.py`: tables without Rich, drawn as Rich draws them."""

from hypothesis import given
from hypothesis import strategies as st

from vcompare.render.terminal import document, render
from vcompare.render.terminal.wrapped import drawn
from vcompare.views.blocks import Cell, Column, Table

WORDS = (
    "a",
    "bb",
    "word",
    "«hit»",
    "«two words»",
    "日本語",
    "é",
    "  ",
    "[bold]",
    "long-" * 9,
    "👩‍👩‍👧",
    "e\u0301",
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
CELL = st.builds(Cell, TEXT, st.sampled_from(["plain", "snippet"]), note=st.one_of(st.just(""), TEXT))
COLUMN = st.builds(Column, st.sampled_from(["", "T", "Title", "A long title"]), long=st.booleans())
HITS = Table(
    (Column("Slug"), Column("Name", long=True), Column("Text", long=True)),
    (
        (
            Cell("azure-voice"),
            Cell("Azure Voice"),
            Cell("A «voice» that is heard", "snippet", note="in tagline"),
        ),
        (Cell("b"), Cell("B"), Cell("The «voice" + " of many» " * 3, "snippet", note="in the review by x")),
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(COLUMN, min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*(CELL for _ in columns)), min_size=1, max_size=3))
    return Table(tuple(columns), tuple(rows))


@given(tables(), st.integers(20, 130), st.booleans())
def test_a_table_is_drawn_as_rich_draws_it(table: Table, width: int, color: bool) -> None:
    text = drawn(table, width, color=color)
    assert text in (None, document.render([table], width, color=color, explained=False))


def test_hits_need_no_rich() -> None:
    assert (
        drawn(HITS, 60, color=False)
        == render([HITS], 60, color=False)
        == (
            "Slug         Name         Text\n"
            "azure-voice  Azure Voice  A «voice» that is heard\n"
            "                          in tagline\n"
            "b            B            The «voice of many»  of many»  of\n"
            "                          many»\n"
            "                          in the review by x\n"
        )
    )


def test_hits_have_color() -> None:
    text = drawn(HITS, 60, color=True)
    assert text is not None
    assert "A \x1b[1;33m«voice»\x1b[0m that is heard\n" in text
    assert text == document.render([HITS], 60, color=True, explained=False)


def test_narrow_or_numeric_tables_are_left_to_rich() -> None:
    assert drawn(HITS, 40, color=False) is None
    assert drawn(Table((Column("Number", numeric=True),), ((Cell("1"),),)), 40, color=False) is None
    assert drawn(Table((Column("T"),), ((Cell("1", best=True),),)), 40, color=False) is None
