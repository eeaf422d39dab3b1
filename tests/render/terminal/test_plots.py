"""`render/terminal/plots.py`: bars that do not lie, and points where they belong."""

from hypothesis import assume, given
from hypothesis import strategies as st

from vcompare.render.terminal.plots import bar, bar_width
from vcompare.views.blocks import Scale

SCORES = st.integers(0, 100)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    low, middle, high = sorted([draw(SCORES), draw(SCORES), draw(SCORES)])
    start, end = low // 10 * 10, max(-(-high // 10) * 10, low // 10 * 10 + 20)
    return Scale(low, (low + middle + high) / 3, high, start, end)


@given(scales(), st.integers(1, 60))
def test_a_bar_shows_what_differs_or_is_not_there(scale: Scale, width: int) -> None:
    length = bar_width([scale], width)
    assume(length)
    drawn = bar(scale, length, "").plain
    ends = f" {scale.low}–{scale.high}" if scale.low != scale.high else ""
    assert drawn.endswith(ends)
    shape = drawn.removesuffix(ends)
    assert len(shape) == length
    assert len(drawn) <= width
    below, above = shape.split("●")
    assert bool(below.strip("─")) == (scale.low < scale.mean)
    assert bool(above.strip("─")) == (scale.mean < scale.high)


def test_bars_of_a_row_are_all_there_or_none() -> None:
    wide, tight = Scale(70, 80.0, 90, 60, 100), Scale(82, 83.0, 84, 60, 100)
    assert bar_width([wide], 20) == 14
    assert bar_width([tight], 20) == bar_width([wide, tight], 20) == 0


def test_where_three_numbers_share_a_cell_there_is_no_bar() -> None:
    assert bar_width([Scale(82, 83.0, 84, 0, 100)], 20) == 0
    assert bar_width([Scale(79, 83.5, 88, 0, 100)], 14) == 0
    assert bar_width([Scale(79, 83.5, 88, 70, 90)], 14) == 8
    assert bar_width([], 40) == 0
    assert bar(Scale(79, 83.5, 88, 70, 90), 0, "").plain == "79–88"


def test_half_cells_show_where_a_range_begins_and_ends() -> None:
    assert bar(Scale(79, 83.5, 88, 70, 90), 14, "").plain == "──────━━━●━━╾─ 79–88"
    assert bar(Scale(79, 83.5, 88, 70, 90), 15, "").plain == "──────╼━━●━━━╾─ 79–88"
    assert bar(Scale(80, 80.0, 80, 70, 90), 9, "").plain == "────●────"
