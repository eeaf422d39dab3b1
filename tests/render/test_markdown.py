"""`render/markdown.py`: read back with other people's readers, cells stay cells and texts stay texts."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare import markup
from vcompare.markup import CodeBlock, Items, Node, Paragraph, Quote, Span, parse, plain
from vcompare.render.markdown import escape, render
from vcompare.text import visible
from vcompare.views.blocks import Answer, Column, Heading, Prose, Table, words

Reader = Callable[[str], str]
READERS: dict[str, Reader] = {
    "markdown-it": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render,
    "mistune": mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url", "math"]),  # type: ignore[dict-item]
}
NASTY = st.text(
    st.sampled_from("ab12 |\\`*_[]()<>&~$:#!-+=.\n\t{}%@/\"'") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=30,
)


class Reading(HTMLParser):
    """What a browser would show: the texts of cells and paragraphs, and which tags there are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.hrefs += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag in {"td", "th", "p", "h1", "h2", "li", "blockquote"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def read(reader: Reader, text: str) -> Reading:
    reading = Reading()
    reading.feed(reader(text))
    reading.texts = [" ".join(one.split()) for one in reading.texts]
    return reading


def same(shown: str, text: str) -> bool:
    return shown == " ".join(visible(" ".join(text.split())).split())


@pytest.mark.parametrize("name", READERS)
@given(rows=st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=3))
@example(rows=[("a|b\\|c", "`code|`"), ("\\", "\\|")])
@example(rows=[("https://x.y/a_b", "www.x.y/a_b"), (":skull:", "{{ site.x }}")])
@example(rows=[("&amp; &lt; &#35;", "<b>x</b><!-- y -->"), ("~~x~~ ~y~", "$x$ $$y$$")])
@example(rows=[("1.10", "+1"), ("- x", "# y")])
def test_cells_stay_cells_and_read_back(name: str, rows: list[tuple[str, str]]) -> None:
    table = Table((Column("One"), Column("Two")), tuple((Answer(one), Answer(two)) for one, two in rows))
    reading = read(READERS[name], render([table]))
    cells = ["One", "Two", *(text for row in rows for text in row)]
    assert len(reading.texts) == len(cells)
    for shown, text in zip(reading.texts, cells, strict=True):
        assert same(shown, text)
    assert reading.tags <= {"table", "thead", "tbody", "tr", "th", "td", "a"}


@pytest.mark.parametrize("name", READERS)
@given(text=NASTY)
@example(text="1. x")
@example(text="---")
@example(text="=== x")
@example(text="#hash")
@example(text=": definition")
@example(text="    indented")
@example(text="mailto:a@b.c")
def test_a_paragraph_and_a_heading_read_back(name: str, text: str) -> None:
    if not text.strip():
        return
    reading = read(
        READERS[name], render([Heading(text, 1), Prose(words(text)), Prose(words(text), quoted=True)])
    )
    texts = [one for one in reading.texts if one]
    assert len(texts) == 3
    assert all(same(shown, text) for shown in texts)
    assert reading.tags <= {"h1", "p", "blockquote", "a"}


@pytest.mark.parametrize("name", READERS)
@given(
    source=st.text(
        st.sampled_from("ab1 `*_[]()<>\\|~$-#>.\n!&;:/h") | st.characters(codec="utf-8"), max_size=60
    )
)
@example(source="**bold** and *emphasis* and `co|de` and [link](https://x.y/z_(1))")
@example(source="a*b*c **d**e ***f*** *g **h***")
@example(source="# title\n\ntext\n===\n\n- one\n  1. two\n\n> quote\n\n```\n```code\n```")
@example(source="<script>alert(1)</script> <img src=x onerror=y> [x](javascript:y)")
def test_what_the_catalog_wrote_reads_back_as_the_same_text(name: str, source: str) -> None:
    """The tree is written as Markdown, and that reads as the text of the tree, without a tag of its own."""
    nodes = parse(source)
    reading = Reading()
    reading.feed(READERS[name](render([Prose(nodes)])))
    assert not reading.tags & {"script", "img", "iframe", "style", "b", "h1", "h2"}
    assert all(href.lower().startswith(("http:", "https:", "mailto:")) for href in reading.hrefs)


def everything(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(source=st.text(st.sampled_from("ab1 `*_[]()<>\\|-.\n!&;") | st.characters(codec="utf-8"), max_size=60))
def test_paragraphs_of_the_catalog_lose_no_letter(source: str) -> None:
    nodes: tuple[Node, ...] = tuple(node for node in parse(source) if isinstance(node, Paragraph))
    texts: list[str] = []
    reading = Reading()
    reading.handle_data = texts.append  # type: ignore[method-assign, assignment]
    reading.feed(READERS["markdown-it"](render([Prose(nodes)])))
    assert everything("".join(texts)) == everything(visible(plain(nodes)))


FRAGMENTS = [
    "- a", "- ", "1. x", "  - b", "    code", "> q", "> - z", "```", "```sh", "text", "**b**", "*e*", "`c`", "", "# h", "---",
    "1) y", "* s", "+ t", "a  ", "\\", "[l](https://x.y)", "<b>", "| t |", "   - n", "10. ten", "`a",
]  # fmt: skip


def shape(nodes: tuple[Node, ...]) -> list[object]:
    """What kinds of blocks there are, in one another."""
    return [
        (type(node).__name__, node.start is None, [shape(item) for item in node.items]) if isinstance(node, Items)
        else (type(node).__name__, shape(node.blocks)) if isinstance(node, Quote)
        else (type(node).__name__, node.text.rstrip()) if isinstance(node, CodeBlock)
        else type(node).__name__
        for node in nodes
    ]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=7).map("\n".join))
@example("- a\n* b\n+ c\n1. d\n1) e")
def test_blocks_written_anew_are_the_same_blocks(source: str) -> None:
    nodes = parse(source)
    again = tuple(markup._blocks(markup._parser().parse(render([Prose(nodes)]))))
    assert shape(again) == shape(nodes)
    assert everything(plain(again)) == everything(plain(nodes))


def test_styles_survive_where_they_can() -> None:
    spans = (
        Span("a "),
        Span("b", strong=True),
        Span(" "),
        Span("c", emphasis=True),
        Span(" "),
        Span("d`e", code=True),
    )
    assert render([Prose((Paragraph(spans),))]) == "a **b** *c* ``d`e``\n"
    link = (Span("x]", href="https://x.y/(z) |"),)
    assert render([Prose((Paragraph(link),))]) == "[x\\]](https://x.y/%28z%29%20%7C)\n"


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("source", ["Go\\![docs](https://x.y)", "**wow!**[docs](https://x.y)"])
def test_a_link_never_becomes_an_image(name: str, source: str) -> None:
    reading = read(READERS[name], render([Prose(parse(source))]))
    assert "img" not in reading.tags
    assert reading.hrefs == ["https://x.y"]


def test_ordinary_text_stays_readable() -> None:
    text = "Claude 4 API: Tool Use & Prompt Caching (v1.10, 90% off; it's fine) - yes, #1!"
    assert escape(text) == text
