"""`render/terminal/sheets.py`: rows in columns as far as they fit, marks that move nothing, and a key."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests.comparison.test_cards import PANEL
from vcompare.comparison import compare
from vcompare.model import Pricing, Record, Review, Tally, Tool, Votes
from vcompare.render.terminal import render
from vcompare.text.prose import plain
from vcompare.views.blocks import Cell, Grid, GridRow, Head, Scale, Sheet, words
from vcompare.views.comparison import sheet

WIDTHS = [20, 40, 60, 79, 80, 100, 120, 200]
SHORT = ["ship", "12", "Free"]
RUNNING = "a text that takes more than two lines of a column in which short values still fit"


def heads(count: int, name: str = "Tool") -> tuple[Head, ...]:
    return tuple(Head(letter, f"{name} {letter}") for letter in "ABCDEFGHIJ"[:count])


def drawn(of: Sheet, width: int, *, explained: bool = False) -> list[str]:
    lines = render([of], width, color=False, explained=explained).splitlines()
    assert max(map(cell_len, lines)) <= max(width, 20)
    return lines


def in_columns(*cells: Cell) -> Sheet:
    return Sheet(heads(len(cells)), (Grid("", (GridRow("Row", cells),)),))


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_short_values_stand_side_by_side_from_14_columns_for_each_tool(count: int) -> None:
    of = in_columns(*[Cell("Paid")] * count)
    needed = 9 + count * 16
    assert ("Paid" + " " * 12) * (count - 1) + "Paid" == drawn(of, needed)[-1][11:]
    below = drawn(of, needed - 1)
    assert [line.split() for line in below[count:]] == [
        ["Row", "A", "Paid"],
        *([letter, "Paid"] for letter in "BCDEF"[: count - 1]),
    ]


def test_a_name_that_does_not_fit_on_a_line_gives_way_to_the_short_one() -> None:
    row = Grid("", (GridRow("Row", (Cell("1"), Cell("2"))),))
    named = (Head("A", "Claude Opus 4.5", short="Opus"), Head("B", "Kimi", short="Kimi"))
    of = Sheet(named, (row,))
    assert "Claude Opus 4.5" in drawn(of, 80)[0]
    assert (drawn(of, 45)[0].split(), len(drawn(of, 45))) == (["A", "Opus", "B", "Kimi"], 2)
    alone = Sheet((Head("", "Claude Opus 4.5", short="Opus"),), ())
    assert "Claude Opus 4.5" in " ".join(drawn(alone, 80))


def test_running_text_is_stacked_alone_where_it_does_not_fit() -> None:
    rows = (
        GridRow("Short", (Cell("Paid"), Cell("Free"))),
        GridRow("Long", (Cell(RUNNING), Cell("x"))),
        GridRow("Prose", (Cell("ship", "verdict", prose=words(RUNNING)), Cell("", prose=words("y")))),
        GridRow("Last", (Cell("One"), Cell("Two"))),
    )
    of = Sheet(heads(2), (Grid("", rows),))
    narrow = "\n".join(drawn(of, 60))
    assert re.search(r"Short +Paid {2,}Free\n", narrow)
    assert re.search(r"Long +A  a text", narrow)
    assert re.search(r"\n +B  x\n", narrow)
    assert re.search(r"Last +One {2,}Two", narrow)
    wide = "\n".join(drawn(of, 65))
    assert re.search(r"Long +a text .* x\n", wide)


def test_verdicts_stand_side_by_side_above_reviews_that_are_stacked() -> None:
    cells = [
        Cell(verdict, "verdict", verdict="ship", detail=score, prose=words(RUNNING))
        for verdict, score in (("ship", "88"), ("skip", "40"))
    ]
    lines = drawn(in_columns(*cells, Cell("no review yet", unknown=True)), 60)
    assert lines[1].split() == ["Row", "ship", "88", "skip", "40", "no", "review", "yet"]
    assert [line.split()[0] for line in lines[2:] if re.match(r" +[A-C]  ", line)] == ["A", "B"]


def test_long_names_are_listed_above_the_columns() -> None:
    cells = (Cell("Paid"), Cell("Free"))
    of = Sheet(
        heads(2, "A name that is much too long for a narrow column"), (Grid("", (GridRow("x", cells),)),)
    )
    listed = drawn(of, 50)
    assert [line.split()[0] for line in listed if re.match(r" +[AB]  A name", line)] == ["A", "B"]
    assert [line.split() for line in listed[-2:]] == [["A", "B"], ["x", "Paid", "Free"]]
    assert drawn(of, 200)[1].split() == ["x", "Paid", "Free"]


def test_a_narrow_column_has_the_short_name() -> None:
    cells = (GridRow("x", (Cell("Paid"), Cell("Free"))),)
    of = Sheet((Head("A", "Claude Opus 4.5 for work", short="Opus"), Head("B", "GPT")), (Grid("", cells),))
    assert drawn(of, 60)[0].split() == ["A", "Opus", "B", "GPT"]
    assert "Claude Opus 4.5 for work" in drawn(of, 80)[0]
    assert drawn(of, 40)[0].split() == ["A", "Claude", "Opus", "4.5", "for", "work"]
    assert drawn(of, 36)[0].split() == ["A", "Opus"]


NUMBERS = st.builds(
    Cell,
    st.sampled_from(["7", "83.5", "100% ship"]),
    st.just("number"),
    scale=st.none() | st.builds(Scale, st.just(50), st.just(60.5), st.just(70), st.just(40), st.just(80)),
    detail=st.sampled_from(["", "of 3 votes"]),
)
VERDICTS = st.builds(
    lambda verdict, score: Cell(verdict, "verdict", verdict=verdict, detail=score),
    st.sampled_from(["ship", "skip", "split"]),
    st.sampled_from(["", "7", "88", "4/4"]),
)


@given(
    st.lists(NUMBERS, min_size=2, max_size=6) | st.lists(VERDICTS, min_size=2, max_size=6),
    st.integers(0, 5),
    st.sampled_from(WIDTHS[1:]),
)
def test_a_mark_moves_nothing(cells: list[Cell], best: int, width: int) -> None:
    marked = [replace(cell, best=at == best % len(cells)) for at, cell in enumerate(cells)]
    with_mark = [line.replace("▲", " ").rstrip() for line in drawn(in_columns(*marked), width)]
    assert with_mark == drawn(in_columns(*cells), width)


def test_what_follows_numbers_of_a_row_begins_in_one_place() -> None:
    numbers = ("7", "83.5", "100.0")
    cells = (Cell(text, "number", detail="of 3") for text in numbers)
    names, row = drawn(in_columns(*cells), 120)
    starts = [match.start() for match in re.finditer("Tool [ABC]", names)]
    details = [match.start() for match in re.finditer("of 3", row)]
    assert len({detail - start for detail, start in zip(details, starts, strict=True)}) == 1


def hard(name: str, *, known: bool = True) -> Record:
    if not known:
        return Record(name, Tool(name=name, tagline="x", category="Tools", entry=None))
    text = f"{name} 日本語 🚀 https://example.org/{'path/' * 40}"
    tool = Tool(
        name=name * 20, tagline=text, category="Tools", entry="free", best_for=text, homepage="https://x.y",
        pricing=Pricing(summary=text), description=f"{text}\n\n- {text}\n",
    )  # fmt: skip
    reviews = {
        reviewer: Review(verdict="ship", text=text, score=50 + at)
        for at, reviewer in enumerate(PANEL)
        if (at + len(name)) % 2
    }
    return Record(name, tool, reviews, Votes(tally=Tally(ship=3, skip=1)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 3, 6, 10])
@pytest.mark.parametrize("full", [False, True])
def test_whatever_is_in_it_everything_is_shown(width: int, count: int, full: bool) -> None:
    records = [
        hard(name, known=name != "cc") for name in ("a", "bb", "cc", "d", "e", "f", "g", "h", "i", "j")
    ]
    of = sheet(compare(records[:count], PANEL), full=full)
    lines = drawn(of, width, explained=True)
    cells = [cell for part in of.parts if isinstance(part, Grid) for row in part.rows for cell in row.cells]
    assert all(cell.text or plain(cell.prose) for cell in cells)
    shown = set(" ".join(lines).split())
    said = {word for cell in cells for word in f"{cell.text} {cell.detail}".split() if len(word) < 6}
    assert said <= shown
    assert not any(line != line.rstrip() for line in lines)
    assert "\n\n\n" not in "\n".join(lines)


def test_the_key_explains_what_is_there_and_nothing_else() -> None:
    plain_sheet = in_columns(Cell("Paid"), Cell("Free"))
    assert drawn(plain_sheet, 80, explained=True) == drawn(plain_sheet, 80)
    cells = (
        Cell("83.5", "number", best=True, scale=Scale(79, 83.5, 88, 70, 90)),
        Cell("76.5", "number", scale=Scale(72, 76.5, 81, 70, 90)),
    )
    explained = drawn(in_columns(*cells), 80, explained=True)
    assert explained[-1] == "▲ better   ● mean   ━ lowest to highest   ─ from 70 to 90"
    assert explained[:-2] == drawn(in_columns(*cells), 80)


def test_the_remark_is_the_last_line() -> None:
    of = replace(in_columns(Cell("Paid"), Cell("Free")), remark="A is cheaper.")
    assert drawn(of, 80, explained=True)[-2:] == ["", "A is cheaper."]


def test_no_word_of_a_label_is_broken_at_forty_columns() -> None:
    rows = (GridRow("Documentation", (Cell("yes"), Cell("no"))),)
    lines = drawn(Sheet(heads(2), (Grid("Facts", rows),)), 40)
    assert any(line.startswith("Documentation  ") for line in lines)
