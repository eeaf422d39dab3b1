"""`render/html/`: read back by another parser, cells are cells, texts are texts, and nothing else is there."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run
from vcompare.render.html import document, page, render
from vcompare.text.markdown import parse
from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span, plain
from vcompare.text.safe import is_safe, one_line, visible
from vcompare.views.blocks import (
    Block,
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
    words,
)

NASTY = st.text(
    st.sampled_from("ab12 <>&\"'`=/!-;#\\\n\t{}%") | st.characters(codec="utf-8"), min_size=1, max_size=30
) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</td><td>x",
        "</style></title></textarea><!--",
        "<![CDATA[ ]]>",
        "&amp; &lt; &#60; &notit; &nbsp;",
        "{{ 7 * 7 }} {% raw %}",
        "\u202ex\u0085\u2028\x00\x1b[0m\ufeff",
    ]
)
HEADS = (Head("A", "One"), Head("B", "Two"))
INLINE = {"strong", "em", "code", "a", "br", "p", "ul", "ol", "li", "pre", "blockquote"}


def read(text: str) -> Element:
    """Read a fragment or a page as browsers do; anything that they would have to repair raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed = parser.parse(text) if text.startswith("<!doctype") else parser.parseFragment(text)
    assert isinstance(parsed, Element)
    return parsed


def told(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def shown(text: str) -> str:
    return " ".join(one_line(text).split())


def cells(element: Element) -> list[str]:
    return [told(cell) for row in element.iter("tr") for cell in row]


def harmless(element: Element) -> None:
    """No script, no attribute that is one, no address that is one, and nothing that would be fetched."""
    for one in element.iter():
        assert one.tag not in {"script", "iframe", "object", "embed", "img", "form", "base"}
        for name, value in one.attrib.items():
            assert not name.lower().startswith("on")
            assert name not in {"style", "src", "srcset", "id"}
            if name == "href":
                assert re.match("(?i)(https?://|mailto:|data:,$)", value)


@settings(max_examples=300)
@given(texts=st.lists(NASTY, min_size=8, max_size=8))
def test_the_cells_of_a_sheet_read_back(texts: list[str]) -> None:
    name, note, label, text, detail, below, source, title = texts
    answer = Cell(text, "verdict", best=True, verdict="ship", detail=detail, note=below, prose=words(source))
    sheet = Sheet(
        (Head("A", name, note), HEADS[1]),
        (Grid(title, (GridRow(label, (answer, unknown(text))),), strong=True),),
        (Note(label, text),),
        source,
    )
    written = render([sheet])
    parsed = read(written)
    first = " ".join(map(shown, [name, note]))
    answered = " ".join(filter(None, [shown(text), shown(detail), "▲ better", shown(below), visible(source)]))
    assert [told(one) for one in parsed.iter() if one.tag in {"dt", "dd"}] == [shown(label), shown(text)]
    assert [told(one) for one in parsed.iter("p")][-1] == shown(source)
    expected = ["", f"A {first}", "B Two", shown(title), shown(label), answered, shown(text)]
    assert cells(parsed) == [" ".join(cell.split()) for cell in expected]
    harmless(parsed)
    assert is_safe(written)


@given(rows=st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=4), title=NASTY)
def test_the_cells_of_a_table_read_back(rows: list[tuple[str, str]], title: str) -> None:
    table = Table(
        (Column(title), Column("Two", numeric=True)),
        tuple((Cell(one), Cell(two, "snippet")) for one, two in rows),
    )
    parsed = read(render([table]))
    assert cells(parsed) == [shown(title), "Two", *(shown(text) for row in rows for text in row)]
    harmless(parsed)


@given(text=NASTY)
def test_headings_and_texts_read_back(text: str) -> None:
    parsed = read(render([Heading(text, 1), Passage(words(text)), Passage(words(text), quoted=True)]))
    assert [(one.tag, told(one)) for one in parsed] == [
        (tag, " ".join(visible(text if tag != "h1" else one_line(text)).split()))
        for tag in ("h1", "p", "blockquote")
    ]


@given(title=NASTY, description=NASTY, language=st.sampled_from(["en", '"><script>']))
def test_a_page_has_its_title_and_nothing_that_acts(title: str, description: str, language: str) -> None:
    written = page(title, description, render([Heading(title, 1)]), language=language)
    parsed = read(written)
    harmless(parsed)
    assert parsed.get("lang") == language
    assert told(next(parsed.iter("title"))) == shown(title)
    told_of = [one.get("content") for one in parsed.iter("meta") if one.get("name") == "description"]
    assert told_of == [one_line(description)]
    assert is_safe(written)


def leaves(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, CodeBlock):
            yield visible(node.text, lines=True)
        elif isinstance(node, Paragraph):
            yield "".join("\n" if span.text == "\n" else visible(span.text) for span in node.spans)
        elif isinstance(node, Quote):
            yield from leaves(node.blocks)
        else:
            for item in node.items:
                yield from leaves(item)


@settings(max_examples=200)
@given(
    source=st.text(
        st.sampled_from("ab1 `*_[]()<>\\|~$-#>.\n!&;:/h\"'") | st.characters(codec="utf-8"), max_size=60
    )
)
@example(source="**bold** and *emphasis* and `code` and [link](https://x.y/z_(1)?a=1&copy=2)")
@example(
    source="# title\n\ntext\n===\n\n- one\n  1. two\n\n7. x\n\n> quote\n\n```\n```code\n```\n\n```\n\n\nx\n```"
)
@example(source="<script>alert(1)</script> <img src=x onerror=y> [x](javascript:y) <!-- z")
@example(source='[x](https://x.y/"onclick="z) [*a* **b `c`**](mailto:a@b.c)')
def test_what_the_catalog_wrote_reads_back(source: str) -> None:
    nodes = parse(source)
    parsed = read(render([Passage(nodes)]))
    texts = ["".join(flat(one)) for one in parsed.iter() if one.tag in {"p", "pre"}]
    assert texts == list(leaves(nodes))
    assert {one.tag for one in parsed.iter()} <= INLINE | {"DOCUMENT_FRAGMENT"}
    harmless(parsed)


def flat(element: Element) -> Iterator[str]:
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from flat(child)
        yield child.tail or ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//x.y",
        "/x",
        "x",
        " https://x.y",
        "java\nscript:x",
        "https://x y",
    ],
)
def test_no_other_address_is_a_link(address: str) -> None:
    """The tree has no such links, but the page does not rely on that."""
    parsed = read(render([Passage((Paragraph((Span("text", href=address),)),))]))
    assert told(parsed) == "text"
    assert not list(parsed.iter("a"))


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://x.y/a_(b)?c=1&copy=2#d", "https://x.y/a_(b)?c=1&copy=2#d"),
        ("HTTPS://x.y/%C3%A9é", "HTTPS://x.y/%C3%A9%C3%A9"),
        ('https://x.y/"><script>', "https://x.y/%22%3E%3Cscript%3E"),
        ("https://x.y/\u202e\u200b", "https://x.y/%E2%80%AE%E2%80%8B"),
        ("mailto:a@b.c", "mailto:a@b.c"),
    ],
)
def test_an_address_arrives_as_it_is(address: str, href: str) -> None:
    parsed = read(render([Passage((Paragraph((Span("a "), Span("text", strong=True, href=address))),))]))
    assert [(one.get("href"), told(one)) for one in parsed.iter("a")] == [(href, "text")]


def test_a_tree_has_the_elements_of_what_it_means() -> None:
    item = (Paragraph((Span("item"),)),)
    tree: tuple[Node, ...] = (
        Paragraph((Span("a", strong=True), Span("\n"), Span("b", emphasis=True), Span("c", code=True))),
        Paragraph((Span("said"),), level=1),
        Items((item,)),
        Items((item, item), start=3),
        Quote((CodeBlock("\n <x>\ty", "python"),)),
    )
    assert render([Passage(tree)]) == (
        "<p><strong>a</strong><br/><em>b</em><code>c</code></p>\n"
        '<p class="title">said</p>\n'
        "<ul><li><p>item</p></li></ul>\n"
        '<ol start="3"><li><p>item</p></li><li><p>item</p></li></ol>\n'
        '<blockquote><pre><code class="language-python">\n &lt;x&gt;\ty</code></pre></blockquote>'
    )


def test_headings_nest() -> None:
    plot = Sheet(HEADS, (Plot("Split", 0, 100),))
    blocks: list[Block] = [Heading("a", 1), Heading("b", 3), plot, Heading("c", 9), Heading("d", 2), plot]
    parsed = read(render(blocks))
    assert [one.tag for one in parsed.iter() if re.fullmatch("h[1-6]", str(one.tag))] == [
        "h1", "h2", "h3", "h3", "h2", "h3",
    ]  # fmt: skip
    assert [one.tag for one in read(render([Heading("x", 3), Heading("y", 9)]))] == ["h3", "h4"]


SHEET = Sheet(
    (Head("A", "One"), Head("B", "Two", "retired 2026-01-02")),
    (
        Grid(
            "",
            (
                GridRow(
                    "Score",
                    (Cell("80.5", "number", best=True, scale=Scale(70, 80.5, 90, 60, 100)), unknown()),
                ),
            ),
        ),
        Grid(
            "Scorecard",
            (GridRow("Builder", (Cell("skip", "verdict", verdict="skip"), Cell("x"))),),
            strong=True,
        ),
        Plot("Split", 60, 100, (PlotRow("Builder", (70, None), None, ""),)),
        Grid("About", (GridRow("Vendor", (Cell("v"), Cell("w"))),)),
    ),
)


def test_a_sheet_says_what_its_cells_are() -> None:
    parsed = read(render([SHEET]))
    first, second = parsed.iter("table")
    assert [(one.get("scope"), told(one)) for one in first.iter("th")] == [
        ("col", "A One"),
        ("col", "B Two retired 2026-01-02"),
        ("row", "Score"),
        ("rowgroup", "Scorecard"),
        ("row", "Builder"),
    ]
    assert [told(one) for one in second.iter("th")] == [
        "A One",
        "B Two retired 2026-01-02",
        "About",
        "Vendor",
    ]
    for table in (first, second):
        widths = [sum(int(cell.get("colspan", "1")) for cell in row) for row in table.iter("tr")]
        assert set(widths) == {3}
        assert [told(one) for one in table.iter("caption")] == ["One vs Two"]
    assert [one.tag for one in parsed] == ["table", "section", "table"]


def test_marks_verdicts_and_ranges_are_words_first() -> None:
    parsed = read(render([SHEET]))
    assert "80.5 ▲ better 70–90" in cells(parsed)
    hidden = [one for one in parsed.iter("span") if one.get("aria-hidden")]
    assert [told(one) for one in hidden] == ["▲"]
    assert [told(one) for one in parsed.iter() if "verdict" in (one.get("class") or "")] == ["skip"]
    assert [told(one) for one in parsed.iter() if one.get("class") == "unknown"] == ["unknown"]
    labels = [
        one.get("aria-label") for one in parsed.iter() if one.get("role") == "img" and one.get("aria-label")
    ]
    assert labels == ["from 70 to 90 on a scale of 60 to 100, on average 80.5"]


def test_many_tools_are_below_each_other() -> None:
    heads = tuple(Head(letter, letter) for letter in "ABCDEFG")
    sheet = Sheet(heads, (Grid("", (GridRow("x", tuple(Cell("y") for _ in heads)),)),))
    assert 'class="sheet of-many"' in render([sheet])
    assert 'class="sheet of-2"' in render([SHEET])


def test_a_hit_is_marked_and_spaces_around_it_stay() -> None:
    table = Table((Column("Text"),), ((Cell("cold «start» <b>", "snippet"),),))
    assert "cold <mark>«start»</mark> &lt;b&gt;" in render([table])


def test_a_page_asks_for_nothing() -> None:
    written = document([SHEET])
    parsed = read(written)
    policies = [one.get("content") for one in parsed.iter("meta") if one.get("http-equiv")]
    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"url\(|@import|http://(?!www\.w3\.org/2000/svg)|https://", written)
    assert [told(one) for one in parsed.iter("h1")] == ["One vs Two"]


def test_the_program_writes_a_page(vcompare: Run) -> None:
    shown = vcompare("show", "claude-4-api", "azure-ai-foundry", "--full", "--format", "html")
    assert (shown.returncode, shown.stderr) == (0, "")
    parsed = read(shown.stdout)
    harmless(parsed)
    assert told(next(parsed.iter("title"))) == (
        "Claude 4 API: Tool Use Streaming & Prompt Caching vs "
        "Azure AI Foundry Real-Time Voice API & Model Router"
    )
    assert vcompare("show", "modal", "--format", "html").stdout.startswith("<!doctype html>\n")


@pytest.mark.parametrize("tools", [("claude-4-api", "azure-ai-foundry"), ("modal",)])
def test_the_sample(vcompare: Run, snapshot: SnapshotAssertion, tools: tuple[str, ...]) -> None:
    shown = vcompare("show", *tools, "--format", "html").stdout
    body = shown[shown.index("<main>") : shown.index("</main>")]
    assert body == snapshot


def test_plain_is_what_is_left_of_a_tree() -> None:
    nodes = parse("a *b*\n\n- c `d`")
    assert told(read(render([Passage(nodes)]).replace("</p>", " </p>"))) == plain(nodes)


def test_a_line_end_breaks_no_date() -> None:
    whole = '<span class="date">2026-01-02</span>'
    written = render([
        Sheet(
            (Head("", "One", "retired 2026-01-02"),),
            (Grid("", (GridRow("Price", (Cell("5 <b>", detail="on 2026-01-02", note="As of: 2026-01-02"),)),)),),
            (Note("Same", "2026-01-02"),),
        ),
        Passage(parse("On 2026-01-02, not `2026-01-02` or 12026-01-02-3.")),
    ])  # fmt: skip
    assert written.count(whole) == 5
    assert "<code>2026-01-02</code> or 12026-01-02-3." in written
    assert "5 &lt;b&gt;" in written
