"""`render/terminal/`: one grid, no line too wide, nothing but our own escape sequences."""

import re

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.comparison.test_cards import PANEL, record
from tests.conftest import record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import compare
from vcompare.model import Pricing, Record, Review, Tool
from vcompare.render.terminal import render
from vcompare.views.comparison import sheet

WIDTHS = (20, 28, 40, 60, 79, 80, 100, 120, 200)
SGR = re.compile(r"\x1b\[[0-9;]*m")
TOOLS = (
    "claude-4-api",
    "azure-ai-foundry",
    "claude-haiku-open-weights",
    "modal",
    "hf-hub-deploy",
    "hf-hub-routing",
)


def wide(text: str) -> Record:
    tool = Tool(
        name=text, tagline=text, category=text, entry="free", best_for=text, pricing=Pricing(summary=text)
    )
    review = Review(verdict="ship", text=text, score=50, summary=text)
    return Record("wide", tool, dict.fromkeys(PANEL, review))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_wider_than_the_window(sample: Catalog, width: int, count: int, full: bool) -> None:
    result = compare([record_of(sample, slug) for slug in TOOLS[:count]], sample.settings.panel)
    text = render([sheet(result, full=full)], width, color=False)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [1, 5, 12])
def test_windows_too_narrow_for_anything_still_get_an_answer(sample: Catalog, width: int) -> None:
    result = compare([record_of(sample, "modal"), record_of(sample, "claude-4-api")], sample.settings.panel)
    assert "83.5" in render([sheet(result)], width, color=False)


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60
    )
)
def test_wide_text_keeps_the_grid(text: str) -> None:
    result = compare([wide(text), wide("日本語 🚀 " * 8), record("c")], PANEL)
    rendered = render([sheet(result)], 100, color=False)
    assert max(cell_len(line) for line in rendered.splitlines()) <= 100


@given(
    st.text(
        st.sampled_from("ab \x1b\x07\x9b]0;m[31\u202e\u200b\\") | st.characters(codec="utf-8"), min_size=1
    )
)
def test_what_reaches_the_screen_is_text(text: str) -> None:
    """A terminal emulator sees no title, no bell, no cursor movement from a catalog's text."""
    rendered = render([sheet(compare([wide(text), wide("x")], PANEL))], 80, color=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", SGR.sub("", rendered))
    screen = pyte.Screen(80, 400)
    pyte.Stream(screen).feed(rendered.replace("\n", "\r\n"))
    assert screen.title == ""
    assert screen.icon_name == ""


def test_markup_of_rich_is_text() -> None:
    rendered = render(
        [sheet(compare([wide("list[int] [bold]x[/x] :skull: [link=https://x]")], PANEL))], 120, color=False
    )
    assert "list[int] [bold]x[/x] :skull: [link=https://x]" in rendered


def test_one_cell_cannot_cost_seconds() -> None:
    heavy = Record(
        "h", Tool(name="h", tagline="h", category="h", entry="free", description="\n" * 100_000 + "x")
    )
    assert len(render([sheet(compare([heavy], PANEL))], 80, color=False).splitlines()) < 50


def test_letters_and_marks_carry_the_meaning_without_color(sample: Catalog) -> None:
    result = compare(
        [record_of(sample, "claude-4-api"), record_of(sample, "azure-ai-foundry")], sample.settings.panel
    )
    plain = render([sheet(result)], 100, color=False)
    assert SGR.sub("", render([sheet(result)], 100, color=True)) == plain
    assert "83.5 ▲" in plain
    assert "A +10" in plain
