"""`render/html/chart.py`: well-formed, the data in words, nothing outside the picture, and colors that can be read."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.conftest import SAMPLE
from vcompare.catalog.store import Catalog
from vcompare.comparison import LETTERS, compare
from vcompare.render import html
from vcompare.render.html import chart
from vcompare.text.safe import is_safe, one_line
from vcompare.views.blocks import Head, Plot, PlotRow, Sheet
from vcompare.views.comparison import SPLIT, sheet

SVG = "{http://www.w3.org/2000/svg}"
NASTY = st.text(
    st.sampled_from("ab <>&\"'=/#\\\n\t漢") | st.characters(codec="utf-8"), min_size=1, max_size=120
)
HEADS = (Head("A", "One"), Head("B", "Two"))


def plot(*rows: Sequence[int | None], low: int = 60, high: int = 100, leader: int | None = None) -> Plot:
    dots = (
        PlotRow(f"Reviewer {number}", tuple(points), leader, "A +1") for number, points in enumerate(rows)
    )
    return Plot("Split", low, high, tuple(dots))


def read(drawn: str) -> Element:
    """Read it as any XML reader does: this is expat."""
    return ET.fromstring(drawn)  # noqa: S314 - our own


def texts(picture: Element, kind: str = "text") -> list[str]:
    return [one.text or "" for one in picture.iter(f"{SVG}{kind}")]


def number(element: Element, name: str) -> float:
    return float(element.attrib[name])


def dots(picture: Element) -> Iterator[list[tuple[float, float]]]:
    for row in picture.iter(f"{SVG}g"):
        yield [(number(one, "cx"), number(one, "cy")) for one in row.iter(f"{SVG}circle")]


@settings(max_examples=200)
@given(names=st.lists(NASTY, min_size=2, max_size=5), label=NASTY, remark=NASTY, title=NASTY)
@example(names=["</svg><script>", "]]>"], label="&amp;", remark='"', title="<!--")
def test_any_text_makes_a_well_formed_picture(names: list[str], label: str, remark: str, title: str) -> None:
    heads = [Head(letter, name) for letter, name in zip(LETTERS, names, strict=False)]
    rows = (PlotRow(label, (70, None, *(80 for _ in heads[2:])), 0, remark),)
    drawn = chart.svg(Plot("x", 60, 100, rows), heads, title)
    picture = read(drawn)
    assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= {
        "svg", "title", "desc", "style", "rect", "g", "line", "circle", "text",
    }  # fmt: skip
    assert not [
        name
        for one in picture.iter()
        for name in one.attrib
        if name.startswith("on") or name in {"id", "href"}
    ]
    assert texts(picture, "title")[0] == one_line(title)
    for name in names:
        assert one_line(name) in texts(picture, "desc")[0]
    assert is_safe(drawn)


def test_its_title_and_description_say_all_that_it_shows() -> None:
    picture = read(chart.svg(plot((70, 80), (None, 90), (None, None)), HEADS, "Scores of two"))
    assert picture.get("role") == "img"
    assert [one.tag for one in picture][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert texts(picture, "title")[0] == "Scores of two"
    assert texts(picture, "desc") == [
        "A is One. B is Two. Reviewer 0: A 70, B 80 (A +1). Reviewer 1: A unknown, B 90 (A +1). "
        "Reviewer 2: A unknown, B unknown (A +1). The axis goes from 60 to 100."
    ]
    assert "Scores of two" in texts(picture)


def test_without_a_title_it_is_spoken_and_not_drawn() -> None:
    picture = read(chart.svg(plot((70, 80)), HEADS, ""))
    assert texts(picture, "title")[0] == "Scores by reviewer: One vs Two"
    assert not [one for one in picture.iter(f"{SVG}text") if one.get("class") == "title"]


def test_the_ends_of_the_axis_are_printed_and_points_are_in_their_place() -> None:
    picture = read(chart.svg(plot((60, 100), (80, 70)), HEADS, ""))
    ends = {
        one.text: number(one, "x") for one in picture.iter(f"{SVG}text") if one.get("class") == "dim middle"
    }
    assert list(ends) == ["60", "100"]
    low, high = ends.values()
    tracks = [
        one
        for row in picture.iter(f"{SVG}g")
        for one in row.iter(f"{SVG}line")
        if one.get("class") == "track"
    ]
    assert {(number(one, "x1"), number(one, "x2")) for one in tracks} == {(low, high)}
    assert 12 < low < high < number(picture, "width") - 12
    places = [[x for x, _ in row] for row in dots(picture)]
    assert places[0] == [low, high]
    assert places[1] == pytest.approx([low + (high - low) / 4, (low + high) / 2], abs=0.1)


def test_the_letters_are_explained_and_unknown_is_said() -> None:
    three = (*HEADS, Head("C", "Three"))
    shown = texts(read(chart.svg(plot((70, None, None), (71, 80, None), (None, None, None)), three, "")))
    assert shown[:7] == ["A", "One", "B", "Two", "C", "Three", "no scores"]
    assert "B unknown" in shown
    assert shown.count("no scores") == 2
    alone = texts(read(chart.svg(plot((None,), (70,)), (Head("", "One"),), "")))
    assert "One" not in alone
    assert "no score" in alone
    assert "No scores are known." in texts(read(chart.svg(Plot("x", 0, 100), HEADS, "")))


@given(
    points=st.lists(
        st.lists(st.none() | st.integers(0, 100), min_size=26, max_size=26), min_size=1, max_size=4
    ),
    label=st.text(min_size=1, max_size=120),
)
def test_no_point_covers_another_or_leaves_the_picture(points: list[list[int | None]], label: str) -> None:
    heads = tuple(Head(letter, letter * 100) for letter in LETTERS)
    rows = tuple(PlotRow(label, tuple(row), None, label) for row in points)
    picture = read(chart.svg(Plot("x", 0, 100, rows), heads, ""))
    width, height = number(picture, "width"), number(picture, "height")
    everything = [place for row in dots(picture) for place in row]
    for index, (x, y) in enumerate(everything):
        assert 15 <= x <= width - 15
        assert 15 <= y <= height - 15
        for other, below in everything[:index]:
            assert abs(x - other) >= 30 or abs(y - below) >= 30
    assert all(0 < number(one, "y") < height for one in picture.iter(f"{SVG}text"))


def test_long_names_are_cut_in_the_picture_and_whole_in_its_words() -> None:
    heads = (Head("A", "word " * 60), Head("B", "漢" * 120), Head("C", "x" * 400))
    rows = (PlotRow("label " * 20, (70, 80, 90), 2, "remark " * 20),)
    picture = read(chart.svg(Plot("x", 60, 100, rows), heads, "title " * 60))
    for text in texts(picture):
        assert sum(2 if character == "漢" else 1 for character in text) <= 42
    assert {"label label l…", "remark remark rem…"} <= set(texts(picture))
    assert texts(picture).count("x" * 42) == 2
    assert "漢" * 120 in texts(picture, "desc")[0]


def test_the_same_data_give_the_same_bytes(sample: Catalog, snapshot: SnapshotAssertion) -> None:
    drawn = [of_the_sample(sample, "claude-4-api", "azure-ai-foundry") for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0] == snapshot


def of_the_sample(sample: Catalog, *slugs: str) -> str:
    records = [record for slug in slugs if (record := sample.record(slug)[0])]
    assert len(records) == len(slugs), SAMPLE
    laid = sheet(compare(records, sample.settings.panel), [SPLIT])
    (part,) = laid.parts
    assert isinstance(part, Plot)
    return chart.svg(part, laid.heads, "The panel's scores")


def test_a_page_with_several_charts_has_no_id() -> None:
    page = html.document([Sheet(HEADS, (plot((70, 80)), plot((70, 90))))])
    assert page.count("<svg ") == 2
    assert not re.search(r"\sid=|url\(#", page)
