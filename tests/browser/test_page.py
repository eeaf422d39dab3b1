"""A page in a real browser: it fits, asks for nothing, says nothing, and is open to everybody."""

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import MODES, WINDOWS, Browser, Mode
from tests.conftest import PROGRAM, SAMPLE, environment
from vcompare.catalog.store import Catalog
from vcompare.comparison import LETTERS, compare
from vcompare.render.html import chart, document, page, render
from vcompare.text.markdown import parse
from vcompare.views.blocks import (
    Cell,
    Column,
    Grid,
    GridRow,
    Head,
    Heading,
    Note,
    Passage,
    Plot,
    PlotRow,
    Scale,
    Sheet,
    Table,
    unknown,
)
from vcompare.views.comparison import sheet

MARKED = """\
# Title

Some `code_that_is_one_long_word_and_goes_on_and_on_and_on_and_on_and_on_and_on` and a [link](https://example.org/a).

- one
  1. two

> quoted

```python
def a_function_with_a_very_long_name(argument, another_argument, yet_another_argument): return None
```

<https://example.org/an/address/that/is/long/enough/to/leave/a/phone/without/being/broken/somewhere>
"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def of_the_sample(*slugs: str, full: bool = True) -> str:
    catalog = Catalog.open(SAMPLE)
    records = [record for slug in slugs if (record := catalog.record(slug)[0])]
    return document([sheet(compare(records, catalog.settings.panel), full=full)])


def draft(*slugs: str) -> str:
    """A post, with the parts that only a post has."""
    tools = slugs or ("claude-4-api", "azure-ai-foundry")
    command = [str(PROGRAM), "export", *tools, "--format", "html"]
    env = environment(VCOMPARE_CATALOG=str(SAMPLE))
    return subprocess.run(command, env=env, capture_output=True, check=True).stdout.decode()


def nasty() -> str:
    """Everything that a page can hold, in words that leave no room."""
    heads = (Head("A", LONG, "retired 2026-01-01"), Head("B", "<b>b</b>"), Head("C", "漢字" * 30))
    scale = Scale(0, 80.5, 100, 0, 100)
    scored = Cell("80.5", "number", best=True, scale=scale, detail=LONG, note=LONG)
    marked = Cell("x", "verdict", verdict="skip", prose=parse(MARKED))
    laid = Sheet(
        heads,
        (
            Grid("", (GridRow(LONG, (scored, unknown(), Cell(LONG))),)),
            Grid(LONG, (GridRow("Builder", (marked, marked, unknown())),), strong=True),
            Plot(LONG, 0, 100, (PlotRow(LONG, (50, 51, None), 0, LONG),)),
            Grid("About", (GridRow("Link", (Cell("", prose=parse(MARKED)),) * 3),)),
        ),
        (Note(LONG, LONG),),
        LONG,
    )
    rows = ((Cell(LONG), Cell("«hit» in it", "snippet"), Cell("1", "number")),)
    table = Table((Column("One"), Column("Two", long=True), Column("Three", numeric=True)), rows)
    quoted = Passage(parse(MARKED), quoted=True)
    return page(LONG, LONG, render([Heading(LONG, 1), Passage(parse(MARKED)), laid, quoted, table]))


def many() -> str:
    heads = tuple(Head(letter, f"Tool {letter}") for letter in LETTERS)
    plot = Plot("Split", 0, 100, (PlotRow("Builder", (50,) * 26, None, "A = B"),))
    return document([Sheet(heads, (Grid("", (GridRow("Entry", (Cell("Paid"),) * 26),)), plot))])


PAGES: dict[str, Callable[[], str]] = {
    "one": lambda: of_the_sample("modal"),
    "two": lambda: of_the_sample("claude-4-api", "azure-ai-foundry"),
    "three": lambda: of_the_sample("claude-4-api", "azure-ai-foundry", "modal", full=False),
    "draft": draft,
    "nasty": nasty,
    "many": many,
}
every_page = pytest.mark.parametrize("name", PAGES)
every_mode = pytest.mark.parametrize("mode", MODES)
every_window = pytest.mark.parametrize(("width", "mode"), WINDOWS)


@every_page
@every_window
def test_it_fits_and_is_silent_and_asks_for_nothing(
    browser: Browser, name: str, mode: Mode, width: int
) -> None:
    browser.show(PAGES[name](), width, mode)
    window, room, wanted = browser.run(
        "const e = document.scrollingElement; return [innerWidth, e.clientWidth, e.scrollWidth]"
    )
    assert (window, wanted) == (width, room)
    assert browser.asked == ["/"]
    assert {url for url in browser.requests() if not url.startswith("data:")} == {f"{browser.address}/"}
    assert browser.logged() == []


@every_page
@pytest.mark.parametrize(("width", "mode"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing(browser: Browser, axe: str, name: str, mode: Mode, width: int) -> None:
    browser.show(PAGES[name](), width, mode)
    browser.run(axe)
    found: dict[str, Any] = browser.driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)"
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("name", ["one", "two", "nasty", "many"])
def test_a_narrow_table_is_still_a_table(browser: Browser, name: str) -> None:
    parts = ("table", "row", "columnheader", "rowheader", "cell", "rowgroup")
    counts = []
    for width in (1280, 360):
        browser.show(PAGES[name](), width)
        roles = browser.roles()
        counts.append({part: roles.count(part) for part in parts})
    assert counts[0] == counts[1]
    assert all(counts[0].values())


def columns(browser: Browser) -> int:
    return int(
        browser.run(
            "const cells = [...document.querySelectorAll('.long td')].slice(0, 2);"
            "return new Set(cells.map(cell => cell.getBoundingClientRect().top)).size == 1 ? 2 : 1"
        )
    )


def test_reviews_are_beside_each_other_where_there_is_room(browser: Browser) -> None:
    two = PAGES["two"]()
    browser.show(two, 1280)
    assert columns(browser) == 2
    browser.show(two, 360)
    assert columns(browser) == 1
    assert "A" in browser.run(
        "return getComputedStyle(document.querySelector('td[data-letter]'), '::before').content"
    )


def test_quoted_reviews_of_a_post_are_beside_each_other_where_there_is_room(browser: Browser) -> None:
    tops = (
        "return [...document.querySelectorAll('.beside')].map(one => "
        "[...one.querySelectorAll('blockquote')].map(quote => quote.getBoundingClientRect().top))"
    )
    written = draft()
    for width, rows in ((1400, 1), (800, 2), (360, 2)):
        browser.show(written, width)
        reviewers = browser.run(tops)
        assert len(reviewers) == 4
        assert {len(set(one)) for one in reviewers} == {rows}


@pytest.mark.parametrize(("width", "columns"), [(1700, 4), (1400, 4), (800, 1), (360, 1)])
def test_texts_on_several_tools_have_a_column_each_or_are_below_each_other(
    browser: Browser, width: int, columns: int
) -> None:
    slugs = ("claude-4-api", "modal", "azure-ai-foundry", "hf-providers-v2")
    written = draft(*slugs).replace("<blockquote>", "<blockquote><p>x</p>")
    browser.show(written, width)
    for within, of in ((".beside", ":scope > p"), (".beside", "blockquote"), (".portraits", "section")):
        found = browser.run(
            f"return [...document.querySelectorAll('{within}')].map(one => "
            f"[...one.querySelectorAll('{of}')].map(part => Math.round(part.getBoundingClientRect().left)))"
        )
        assert found
        assert {(len(one), len(set(one))) for one in found} == {(4, columns)}
    assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("count", "least"), [(1, 1000), (2, 1000), (3, 1150), (4, 1350)])
def test_a_wide_window_is_used(browser: Browser, count: int, least: int) -> None:
    slugs = ("claude-4-api", "azure-ai-foundry", "modal", "hf-providers-v2")[:count]
    browser.show(of_the_sample(*slugs, full=False), 1700)
    width = browser.run("return document.querySelector('.sheet').getBoundingClientRect().width")
    assert least <= width <= 1700


def test_a_tool_without_a_review_keeps_its_column(browser: Browser) -> None:
    three = "<p>A: ship</p><blockquote>x</blockquote><p>B: no review yet.</p><p>C: ship</p><blockquote>y</blockquote>"
    browser.show(page("t", "d", f'<div class="beside">{three}</div>'), 1400)
    lefts = browser.run(
        "return [...document.querySelectorAll('.beside > *')].map(part => part.getBoundingClientRect().left)"
    )
    assert lefts[0] == lefts[1] < lefts[2] < lefts[3] == lefts[4]


@pytest.mark.parametrize("width", [400, 800, 1400])
def test_slugs_and_short_values_of_a_list_are_never_broken(browser: Browser, eight: Path, width: int) -> None:
    command = [str(PROGRAM), "list", "--format", "html"]
    env = environment(VCOMPARE_CATALOG=str(eight))
    browser.show(subprocess.run(command, env=env, capture_output=True, check=True).stdout.decode(), width)
    heights = browser.run(
        "return [...document.querySelectorAll('.plain tbody tr')].map(row => [...row.cells].map(cell => {"
        "const range = document.createRange(); range.selectNodeContents(cell);"
        "return [cell.innerText, range.getClientRects().length ? Math.round(range.getBoundingClientRect().height) : 0]}))"
    )
    names = {text: height for row in heights for text, height in row}
    assert max(height for text, height in names.items() if len(text) < 28) < 30
    if width == 1400:  # there is room for every name
        assert max(names.values()) < 30


@pytest.mark.parametrize("name", ["two", "three", "draft", "many"])
def test_letters_of_charts_can_be_read_on_a_phone(browser: Browser, name: str) -> None:
    browser.show(PAGES[name](), 360)
    sizes = browser.run(
        "return [...document.querySelectorAll('.vc-chart text')].map(one => "
        "parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.getBoundingClientRect().width / 600)"
    )
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize("width", [360, 500, 800])
def test_short_values_stay_beside_each_other_and_running_text_does_not(browser: Browser, width: int) -> None:
    browser.show(PAGES["two"](), width)
    rows = browser.run(
        "return [...document.querySelectorAll('tbody tr')].map(row => [row.querySelector('th').innerText, "
        "[...row.querySelectorAll('td')].map(cell => cell.getBoundingClientRect().top)])"
    )
    lines = {label: len(set(tops)) for label, tops in rows}
    assert lines["Panel"] == lines["Entry"] == lines["Category"] == 1
    assert lines["Best for"] == lines["Builder"] == (1 if width > 576 else 2)


def test_dark_is_dark_and_paper_is_white(browser: Browser) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    two = PAGES["two"]()
    browser.show(two, mode="light")
    assert browser.run(ground) == "rgb(255, 255, 255)"
    browser.show(two, mode="dark")
    assert browser.run(ground) == "rgb(16, 20, 24)"
    browser.show(two, mode="dark", media="print")
    assert browser.run(ground) == "rgb(255, 255, 255)"


@every_page
def test_it_prints(browser: Browser, name: str) -> None:
    browser.show(PAGES[name]())
    printed = base64.b64decode(browser.driver.print_page())
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 1


def test_the_keyboard_reaches_links_and_what_scrolls_and_shows_where_it_is(browser: Browser) -> None:
    browser.show(nasty(), 360)
    for selector in ("a", ".scroll"):
        outline = browser.run(
            "const e = document.querySelector(arguments[0]); e.focus({focusVisible: true});"
            "return [document.activeElement === e, getComputedStyle(e).outlineStyle]",
            selector,
        )
        assert outline == [True, "solid"]


PICTURE = """
const done = arguments[1], image = new Image();
image.onload = () => {
  const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  context.drawImage(image, 0, 0);
  done([image.naturalWidth, ...context.getImageData(3, 3, 1, 1).data]);
};
image.onerror = () => done('broken');
image.src = 'data:image/svg+xml;base64,' + arguments[0];
"""


@every_mode
def test_the_chart_alone_is_a_picture_in_both_modes(browser: Browser, mode: Mode) -> None:
    plot = Plot("x", 60, 100, (PlotRow("Builder <&>", (70, 80), 1, "B +10"),))
    drawn = chart.svg(plot, (Head("A", "</svg>"), Head("B", "b")), "Title & more")
    browser.show("<!doctype html><title>x</title><link rel='icon' href='data:,'>", mode=mode)
    told = browser.driver.execute_async_script(PICTURE, base64.b64encode(drawn.encode()).decode())
    assert told == [600, *((255, 255, 255) if mode == "light" else (16, 20, 24)), 255]
