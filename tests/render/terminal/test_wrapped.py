"""`render/terminal/wrapped.py`: tables without Rich, drawn as Rich draws them."""

import io
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table as Columns

from vcompare.render.terminal import render
from vcompare.render.terminal.cells import cell
from vcompare.render.terminal.rows import text_width, without_tails
from vcompare.render.terminal.wrapped import SHORTEST, drawn
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
MAYBE = st.one_of(st.just(""), TEXT)
CELL = st.one_of(
    st.builds(
        Cell,
        TEXT,
        st.sampled_from(["plain", "snippet", "number"]),
        detail=MAYBE,
        note=MAYBE,
        source=st.integers(0, 2),
    ),
    st.just(Cell("unknown", unknown=True)),
)
COLUMN = st.builds(Column, st.sampled_from(["", "T", "Title", "A long title"]), st.booleans(), st.booleans())
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


def by_rich(of: Table, width: int, *, color: bool) -> str:
    titled = any(column.title for column in of.columns)
    columns = Columns(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", show_header=titled)
    for column in of.columns:
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        columns.add_column(column.title, justify=justify, overflow="fold", no_wrap=not column.long)
    for row in of.rows:
        columns.add_row(*(cell(one) for one in row))
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )
    with console.capture() as capture:
        console.print(columns, crop=False)
    return without_tails(capture.get())


@given(tables(), st.integers(20, 130), st.booleans())
def test_a_table_is_drawn_as_rich_draws_it(of: Table, width: int, color: bool) -> None:
    text = drawn(of, width, color=color)
    assert text in (None, by_rich(of, width, color=color))


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
    assert text == by_rich(HITS, 60, color=True)


def test_numbers_stand_on_the_right() -> None:
    rows = ((Cell("a"), Cell("5", "number")), (Cell("b"), Cell("100", "number")))
    of = Table((Column("Tool"), Column("Score", numeric=True)), rows)
    assert drawn(of, 40, color=False) == "Tool  Score\na         5\nb       100\n"


def test_narrow_tables_and_other_cells_are_left_to_rich() -> None:
    assert drawn(HITS, 40, color=False) is None
    assert drawn(Table((Column("T"),), ((Cell("1", best=True),),)), 40, color=False) is None


@given(
    parts=st.lists(st.sampled_from(["a", "path/", "é", "漢", "-", "?q=1&", "0123456789" * 3]), max_size=30),
    before=TEXT,
    width=st.integers(1, 60),
)
def test_no_letter_of_an_address_is_lost_where_it_is_longer_than_a_line(
    parts: list[str], before: str, width: int
) -> None:
    """Lines that are joined have all of it, and none is wider than the column, but for a single wide letter."""
    address = "https://e.example/" + "".join(parts)
    lines = drawn(one_column(f"{before} {address}"), max(width, SHORTEST), color=False)
    assert lines is not None
    assert "".join(lines.split()) == "".join(f"{before} {address}".split())
    assert all(text_width(line) <= max(width, SHORTEST) for line in lines.split("\n"))


def one_column(text: str) -> Table:
    return Table((Column("", long=True),), ((Cell(text),),))
