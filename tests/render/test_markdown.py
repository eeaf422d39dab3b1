"""`render/markdown/`: read back, cells stay cells and texts stay texts."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare.render.markdown import escape, inline, render
from vcompare.text import markdown as markdown_input
from vcompare.text.markdown import parse
from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span, collapsed, leaves, plain
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell, Column, Heading, Passage, Table, words

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
    table = Table((Column("One"), Column("Two")), tuple((Cell(one), Cell(two)) for one, two in rows))
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
        READERS[name], render([Heading(text, 1), Passage(words(text)), Passage(words(text), quoted=True)])
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
    reading.feed(READERS[name](render([Passage(nodes)])))
    assert not reading.tags & {"script", "img", "iframe", "style", "b", "h1", "h2"}
    assert all(href.lower().startswith(("http:", "https:", "mailto:")) for href in reading.hrefs)


@given(
    text=st.lists(st.sampled_from(["::", ":", "error", "##[", "#", "[", "]", " ", "x", "1. ", "\\"])).map(
        "".join
    )
)
@example(text="::error::x ##[group]y")
def test_no_line_is_a_command_of_github_actions(text: str) -> None:
    tree = (Paragraph((Span(text), Span("\n"), Span(text, strong=True), Span("\n"), Span(text))),)
    table = Table((Column(text),), ((Cell("", note=text, prose=tree),),))
    written = render([Heading(text, 1), Passage(tree), Passage((Items((tree,)),), quoted=True), table])
    assert not re.search(r"^\s*::|##\[", written, re.MULTILINE)


def everything(text: str) -> str:
    return re.sub(r"\s+", "", text)


def expected(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what is written: what is hidden has escapes, and a heading is a paragraph in strong letters."""
    return tuple(map(expected_node, nodes))


def expected_node(node: Node) -> Node:
    if isinstance(node, CodeBlock):
        return CodeBlock(visible(node.text, lines=True), node.language)
    if isinstance(node, Quote):
        return Quote(expected(node.blocks))
    if isinstance(node, Items):
        return Items(tuple(map(expected, node.items)), node.start)
    strong = (span._replace(strong=span.strong or node.level > 0) for span in node.spans)
    return Paragraph(
        collapsed(span if span.text == "\n" else span._replace(text=visible(span.text)) for span in strong)
    )


def without_styles(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    def one(node: Node) -> Node:
        if isinstance(node, Quote):
            return Quote(without_styles(node.blocks))
        if isinstance(node, Items):
            return Items(tuple(map(without_styles, node.items)), node.start)
        if isinstance(node, Paragraph):
            return Paragraph(collapsed(span._replace(strong=False, emphasis=False) for span in node.spans))
        return node

    return tuple(map(one, nodes))


def letters(nodes: tuple[Node, ...]) -> list[tuple[str, bool, bool]]:
    """Return the letters of all paragraphs with their styles."""
    spans = [span for leaf in leaves(nodes) if isinstance(leaf, Paragraph) for span in leaf.spans]
    return [(one, span.strong, span.emphasis) for span in spans for one in span.text if not one.isspace()]


def reads_back(nodes: tuple[Node, ...]) -> None:
    """Read what is written: as the same tree but for styles here, as the same letters and links elsewhere."""
    written = render([Passage(nodes)])
    read_again = markdown_input._tree(markdown_input._parser().parse(written))
    assert without_styles(read_again) == without_styles(expected(nodes))
    for (_, *now), (_, *before) in zip(letters(read_again), letters(expected(nodes)), strict=True):
        assert now <= before
    for reader in READERS.values():
        texts: list[str] = []
        reading = Reading()
        reading.handle_data = texts.append  # type: ignore[method-assign, assignment]
        reading.feed(reader(written))
        leaf_by_leaf = "".join(plain([leaf]) for leaf in leaves(expected(nodes)))
        assert everything("".join(texts)) == everything(leaf_by_leaf)
        assert not reading.tags & {"img", "script", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "del"}


FRAGMENTS = [
    "a", "b", "é", "漢", "“", "👩", " ", "  ", "\n", "\n\n", "*", "**", "***", "_", "__", "`", "``", "```", "[", "]", "![", "!",
    "](https://x.y)", "](https://x.y/(a)_b?c&copy;d)", "<https://x.y/a_b?c>", "<a@b.c>", "<b>", "\\\n", "  \n", "\\", "&#32;",
    "&nbsp;", "&amp;", "{{x}}", "|", "~", "$", ":", "www.x", "http://x", "1.", "- ", "* ", "+ ", "# ", "#", "> ", "    ", "\t", "---",
    "===", "- +", "999999999. ", "5) ", "~~~sh\n", "[x]: https://x.y\n", "\u200b",
]  # fmt: skip
SOURCES = st.lists(st.sampled_from(FRAGMENTS) | st.characters(codec="utf-8"), max_size=25).map("".join)


@settings(max_examples=300)
@given(SOURCES)
@example("[a **b** `c` *d*](https://x.y)")
@example("[`a`](https://x.y)`b`")
@example("*a **b** c* **d *e* f** ***g*** *h***i** **j**k*l*")
@example("a*b*c a**b**c a*“b”*c a**!**c")
@example("**a [b** c](https://x.y)")
@example("**a&#32;**[**b** c](https://x.y)")
@example("* - +\n- * +")
@example("> ```\n> a  \n>\n>    \n> b\n> ```")
@example("` a ` `` ` `` `  ` `{{ a }}` `{% b %}` `a|b` `\\`")
@example("- #\n\n  a\n-\n- ![](https://x.y)")
@example("999999999. a\n999999999. b")
@example("[a](https://x.y?b=1&amp;copy;=2) <https://x.y?b=1&copy;=2>")
@example("[https://x.y/%C3%A9](https://x.y/%C3%A9) [http://[::1]](http://[::1]) <http://xn--e28h.com>")
@example("# a *b* `c` [d](https://x.y)")
@example("- a\n* b\n+ c\n1. d\n1) e\n1. f\n\n---\n\n1. g")
@example("- 1. - a\n\n      b\n\n       c\n- > d")
@example("a\\\n- b\\\n# c\\\n=\\\n`` ``` ``")
def test_what_was_read_is_written_as_the_same(source: str) -> None:
    reads_back(parse(source))


ADDRESSES = [None, "https://x.y", "https://x.y/(z)_*?a&copy;~$", "mailto:a@b.c", "HTTP://[::1]/"]
TEXTS = st.sampled_from(
    ["a", "bc d", "\n", "e ", " f", "“", "!", "_", "*", "`", "{{g}}", "1. h", "- i", "#", "https://x.y", "\\"]
)
INLINES = st.builds(
    Span, TEXTS | NASTY, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(ADDRESSES)
)
PARAGRAPHS = st.builds(
    Paragraph, st.lists(INLINES, max_size=8).map(collapsed).filter(bool), st.sampled_from([0, 0, 0, 1, 6])
)
CODE_LINES = st.sampled_from(["", " ", "   ", "a", "a  ", "\ta", "```", "~~~", "> b", "    c", "- "]) | NASTY
CODE_BLOCKS = st.builds(
    lambda lines, language: CodeBlock("\n".join(lines).replace("\r", "").rstrip("\n"), language),
    st.lists(CODE_LINES, max_size=5),
    st.sampled_from(["", "sh", "c++"]),
)
TREES = st.recursive(
    PARAGRAPHS | CODE_BLOCKS,
    lambda nodes: (
        st.builds(Quote, st.lists(nodes, max_size=3).map(tuple))
        | st.builds(
            Items,
            st.lists(st.lists(nodes, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
            st.sampled_from([None, None, 0, 1, 7, 999_999_999]),
        )
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.lists(TREES, max_size=3).map(tuple))
@example((Paragraph((Span("a", code=True), Span("b", code=True, strong=True), Span("c"))),))
def test_every_tree_reads_back(nodes: tuple[Node, ...]) -> None:
    reads_back(nodes)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=300)
@given(rows=st.lists(st.tuples(SOURCES, NASTY), min_size=1, max_size=3))
@example(rows=[("`a|b` [c|d](https://x.y?e|f)\\\ng", "h"), ("- i\n\n> ```\n> j\n> ```", "k")])
def test_prose_in_cells_stays_in_its_cell(name: str, rows: list[tuple[str, str]]) -> None:
    trees = [parse(source) for source, _ in rows]
    answers = tuple((Cell("", prose=tree), Cell(text)) for tree, (_, text) in zip(trees, rows, strict=True))
    reading = read(READERS[name], render([Table((Column("One"), Column("Two")), answers)]))
    cells = [text for tree, (_, text) in zip(trees, rows, strict=True) for text in (plain(tree), text)]
    assert len(reading.texts) == 2 + len(cells)
    for shown, text in zip(reading.texts[2:], cells, strict=True):
        assert everything(shown) == everything(visible(" ".join(text.split())))


def test_styles_survive_where_they_can() -> None:
    spans = (
        Span("a "),
        Span("b", strong=True),
        Span(" "),
        Span("c", emphasis=True),
        Span(" "),
        Span("d`e", code=True),
    )
    assert render([Passage((Paragraph(spans),))]) == "a **b** _c_ ``d`e``\n"
    link = (Span("x]", href="https://x.y/(z) |"),)
    assert render([Passage((Paragraph(link),))]) == "[x\\]](https://x.y/\\(z\\)%20%7C)\n"


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("source", ["Go\\![docs](https://x.y)", "**wow!**[docs](https://x.y)"])
def test_a_link_never_becomes_an_image(name: str, source: str) -> None:
    reading = read(READERS[name], render([Passage(parse(source))]))
    assert "img" not in reading.tags
    assert reading.hrefs == ["https://x.y"]


def test_ordinary_text_stays_readable() -> None:
    text = "Claude 4 API: Tool Use & Prompt Caching (v1.10, 90% off; it's fine) - yes, #1!"
    assert escape(text) == text


@given(text=NASTY, at=st.integers(0, 30), href=st.none() | st.just("http://a.b/(c)&amp;") | NASTY)
@example(text="http://a.b/c", at=5, href="http://a.b/c")
@example(text=" \n", at=1, href="http://a.b/c")
def test_a_line_in_one_style_is_written_as_one_in_parts(text: str, at: int, href: str | None) -> None:
    whole, parts = (Span(text, href=href),), (Span(text[:at], href=href), Span(text[at:], href=href))
    assert inline(whole) == inline(parts)
    assert inline(whole, breaks=False) == inline(parts, breaks=False)


def test_items_of_a_list_in_a_cell_are_kept_apart() -> None:
    cell = Cell("", prose=parse("Good:\n\n- **cheap**\n- `fast`\n"))
    assert "| Good: **cheap**; `fast` |" in render([Table((Column("x"),), ((cell,),))])
