"""`render/terminal/rows.py`: a table with one line per row."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from vcompare.render.terminal.rows import lines, without_tails
from vcompare.text.safe import is_safe
from vcompare.views.blocks import Cell, Column, Table, unknown

SGR = re.compile(r"\x1b\[[0-9;]*m")
COLUMNS = (
    Column("Slug"),
    Column("Name", long=True),
    Column("Score", numeric=True),
    Column("Makers", long=True),
)
NAME = "Azure AI Foundry Real-Time Voice API"
TABLE = Table(
    COLUMNS,
    (
        (Cell("azure-ai-foundry"), Cell(NAME, detail="retired 2026-01-01"), Cell("76.5", "number"), Cell("Microsoft")),
        (Cell("modal"), Cell("Modal"), unknown(), Cell("モーダル")),
    ),
    one_line=True,
)  # fmt: skip


def test_in_a_pipe_rows_are_as_long_as_they_need_to_be() -> None:
    assert lines(TABLE, None, color=False).splitlines() == [
        "Slug              Name                                                         Score  Makers",
        f"azure-ai-foundry  {NAME} (retired 2026-01-01)     76.5  Microsoft",
        "modal             Modal                                                      unknown  モーダル",
    ]


def test_a_narrow_window_cuts_names_and_leaves_out_columns_from_the_right() -> None:
    assert lines(TABLE, 50, color=False).splitlines() == [
        "Slug              Name                       Score",
        "azure-ai-foundry  Azure AI Foundry Real-…     76.5",
        "modal             Modal                    unknown",
        "Left out to fit: Makers",
    ]
    assert "Azure AI Foundry Rea… (retired 2026-01-01)" in lines(TABLE, 80, color=False)
    assert lines(TABLE, 30, color=False).splitlines() == [
        "Slug              Name",
        "azure-ai-foundry  Azure AI Fo…",
        "modal             Modal",
        "Left out to fit: Score and",
        "Makers",
    ]
    assert "azure-ai-foundry\n" in lines(TABLE, 20, color=False)


def test_a_short_name_stands_where_the_name_does_not_fit() -> None:
    rows = ((Cell("azure-ai-foundry"), Cell(NAME, detail="retired 2026-01-01", short="Foundry")),)
    table = Table(COLUMNS[:2], rows, one_line=True)
    assert lines(table, 60, color=False).splitlines()[1] == "azure-ai-foundry  Foundry (retired 2026-01-01)"
    assert NAME in lines(table, 80, color=False)


def test_color_adds_nothing_but_color() -> None:
    for width in (None, 20, 60, 120):
        colored = lines(TABLE, width, color=True)
        assert "\x1b[2munknown\x1b[0m" in colored or width == 20
        plain = re.sub(r" +$", "", SGR.sub("", colored), flags=re.MULTILINE)
        assert plain == lines(TABLE, width, color=False)


@given(st.text(" \t\n\ra\x85\u2028\u3000-", max_size=30))
def test_lines_lose_the_spaces_at_their_ends_with_and_without_color(text: str) -> None:
    shorter = without_tails(text)
    assert without_tails(f"\x1b[1m{text}") == f"\x1b[1m{shorter}"
    assert [line.rstrip(" ") for line in text.split("\n")] == shorter.split("\n")


def test_rows_may_share_their_cells() -> None:
    shared = Table(COLUMNS, TABLE.rows * 2)
    apart = Table(COLUMNS, (*TABLE.rows, *(tuple(replace(cell) for cell in row) for row in TABLE.rows)))
    for width in (None, 20, 50, 80):
        for color in (False, True):
            assert lines(shared, width, color=color) == lines(apart, width, color=color)


def test_a_table_without_rows_has_its_titles() -> None:
    assert lines(Table(COLUMNS, ()), None, color=False) == "Slug  Name  Score  Makers\n"


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4), st.integers(20, 100))
def test_every_row_is_one_safe_line_that_fits(names: list[tuple[str, str]], width: int) -> None:
    rows = tuple((Cell("a-slug"), Cell(name), Cell("1", "number"), Cell(maker)) for name, maker in names)
    drawn = lines(Table(COLUMNS, rows, one_line=True), width, color=False)
    assert is_safe(drawn)
    shown = [line for line in drawn.split("\n") if line.startswith("a-slug")]
    assert len(shown) == len(names)
    assert max(map(cell_len, drawn.split("\n"))) <= width


@pytest.mark.parametrize("text", ["a\x1b[31mred", "a\nb", "a\u202eb"])
def test_what_is_dangerous_is_written_out(text: str) -> None:
    drawn = lines(Table(COLUMNS[:1], ((Cell(text),),), one_line=True), None, color=False)
    assert drawn.count("\n") == 2
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
