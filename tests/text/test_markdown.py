"""`text/markdown.py`: Markdown becomes prose that holds nothing dangerous."""

import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vcompare.render import markdown as markdown_output
from vcompare.render import terminal
from vcompare.text import markdown
from vcompare.text.markdown import first_sentence, parse, raw_html, unsafe_links
from vcompare.text.prose import CodeBlock, Items, Node, Paragraph, Quote, Span, leaves, plain
from vcompare.views.blocks import Cell, Grid, GridRow, Head, Passage, Sheet


def spans(text: str) -> tuple[Span, ...]:
    (node,) = parse(text)
    assert isinstance(node, Paragraph)
    return node.spans


def hrefs(nodes: tuple[Node, ...]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            found += [span.href for span in node.spans if span.href]
        elif isinstance(node, Quote):
            found += hrefs(node.blocks)
        elif isinstance(node, Items):
            for item in node.items:
                found += hrefs(item)
    return found


def test_inline_markup() -> None:
    assert spans("a `b` **c** *d* [e](https://x.y)") == (
        Span("a "),
        Span("b", code=True),
        Span(" "),
        Span("c", strong=True),
        Span(" "),
        Span("d", emphasis=True),
        Span(" "),
        Span("e", href="https://x.y"),
    )


def test_blocks() -> None:
    heading, items, quote, code = parse("# T\n\n- one\n- two\n\n> said\n\n```sh\nx\n```")
    assert isinstance(heading, Paragraph)
    assert heading.level == 1
    assert isinstance(items, Items)
    assert [plain(item) for item in items.items] == ["one", "two"]
    assert isinstance(quote, Quote)
    assert code == CodeBlock("x", "sh")
    (ordered,) = parse("3. c\n4. d")
    assert isinstance(ordered, Items)
    assert ordered.start == 3


def test_unmarked_text_is_split_at_blank_lines_and_needs_no_parser() -> None:
    assert parse("One\ntwo.\n\n \nThree.\n") == (Paragraph((Span("One two."),)), Paragraph((Span("Three."),)))


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert)", "[x](data:text/html,y)", "[x](/etc/passwd)", "<javascript:x>"]
)
def test_other_schemes_stay_text(text: str) -> None:
    assert hrefs(parse(text)) == []


def test_what_reads_the_same_is_the_same() -> None:
    assert spans("`a`[](https://x.y)`b`") == (Span("ab", code=True),)
    assert spans("[a](https://x.y)[b](https://x.y) [c](https://x.y)") == (
        Span("ab", href="https://x.y"),
        Span(" "),
        Span("c", href="https://x.y"),
    )
    assert spans("**a&#32;**&nbsp;*b*\\\n\\\n[c ](https://x.y)d") == (
        Span("a", strong=True),
        Span(" "),
        Span("b", emphasis=True),
        Span("\n"),
        Span("c", href="https://x.y"),
        Span(" d"),
    )
    assert parse("#\n\n![](https://x.y)\n\n- #") == (Items(((),)),)


def test_the_description_of_an_image_is_its_text() -> None:
    assert spans("**![*a* [cat](https://x.y)](https://x.y)**") == (Span("a cat", strong=True),)


def test_a_tag_is_text_and_an_image_its_description() -> None:
    assert plain(parse("<b>x</b> <script>alert(1)</script>")) == "<b>x</b> <script>alert(1)</script>"
    assert plain(parse("![a cat](https://x.y/cat.png)")) == "a cat"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_parses_and_links_only_where_it_is_allowed(text: str) -> None:
    nodes = parse(text)
    assert all(href.lower().startswith(("http://", "https://", "mailto:")) for href in hrefs(nodes))


@given(st.text(st.sampled_from("ab *_`[]()<>#-+1.\n\r\t|~\\!&; ")))
@example(" \tcode")
@example("a\r\n\r\nb")
@example("a  \r\nb")
def test_a_quick_look_never_changes_the_answer(text: str) -> None:
    """Where the parser is skipped, it would have said the same."""
    assert parse(text) == markdown._tree(markdown._parser().parse(text))


@given(st.text(st.sampled_from("ab` \n."), max_size=40))
@example("a `b  c` d")
@example("`` ` ``")
@example("a ` b ` c\nd `e\nf`")
@example("`\u00a0a\u00a0`")
def test_code_between_single_backticks_reads_the_same_with_the_parser(text: str) -> None:
    assert parse(text) == markdown._tree(markdown._parser().parse(text))


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_what_is_nested_too_deep_is_text_and_not_gone(mark: str) -> None:
    deep = mark * 30 + "said"
    assert parse(deep) == (Paragraph((Span(deep),)),)
    assert plain(parse(mark * 4 + "said")) == "said"


SIZE = 256 * 1024
HOSTILE = {
    "lines": "\n" * SIZE,
    "lines of code": "```\n" + "\n" * (SIZE - 10) + "a\n```",
    "paragraphs": "a\n\n" * (SIZE // 3),
    "breaks": "a\\\n" * (SIZE // 3),
    "items": "1.\n" * (SIZE // 3),
    "lists": "1) a\n2. b\n" * (SIZE // 10),
    "lists in lists": ("- " * 9 + "a\n") * (SIZE // 20),
    "lists deep in lists": "- " * (SIZE // 2),
    "quotes in quotes": ">" * SIZE,
    "quotes": ("> " * 19 + "a\n\n") * (SIZE // 41),
    "headings": "# a\n" * (SIZE // 4),
    "underlined headings": "a\n-\n" * (SIZE // 4),
    "images": "![" * (SIZE // 2),
    "images in links": "[![" * (SIZE // 3),
    "links": "[a](https://x.y) " * (SIZE // 17),
    "links unfinished": "[a](<" * (SIZE // 5),
    "brackets": "[" * SIZE,
    "brackets in brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "strong": "a**b" * (SIZE // 4),
    "emphasis": "*a " * (SIZE // 3),
    "both": "a***b*c**" * (SIZE // 9),
    "marks": "*_" * (SIZE // 2),
    "backticks": "`" * SIZE,
    "backticks of every length": " ".join("`" * length for length in range(1, 720)),
    "tables": "|a|b|\n|-|-|\n|c|d|\n\n" * (SIZE // 19),
    "definitions": "".join(f"[{number}]: https://x.y\n" for number in range(SIZE // 22)),
    "definitions used": "".join(f"[{number}]: https://x.y\n[{number}]\n\n" for number in range(SIZE // 33)),
    "entities": "&amp;" * (SIZE // 5),
    "tags": "<b>" * (SIZE // 3),
    "words": "a " * (SIZE // 2),
}


def cost(text: str) -> float:
    """Return the seconds that a text takes in `show --full`, in `export`, or in `check`."""
    started = time.process_time()
    first_sentence(text)
    nodes = parse(text)
    read = time.process_time()
    cell = Cell("80", "number", prose=nodes)
    terminal.render([Sheet((Head("", "x"),), (Grid("", (GridRow("y", (cell,)),)),))], 80, color=False)
    shown = time.process_time()
    markdown_output.render([Passage(nodes, quoted=True)])
    exported = time.process_time()
    raw_html(text)
    unsafe_links(text)
    return read - started + max(shown - read, exported - shown, time.process_time() - exported)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_costs_seconds(name: str) -> None:
    """Neither one that fills a file nor the longest that is still read as Markdown."""
    whole = HOSTILE[name]
    assert cost(whole) < 2
    assert cost("\n".join(whole[:16_384].split("\n")[:1_000])) < 2


def test_a_long_text_is_text() -> None:
    word = "**a** <b> [c](javascript:d)\n\n"
    assert parse(word * 600) == (Paragraph((Span("**a** <b> [c](javascript:d)"),)),) * 600
    assert raw_html(word * 600) == unsafe_links(word * 600) == []
    assert len(parse("a\n\n" * 100_000)) <= 1_001


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Uses e.g. this one. Then more.", "Uses e.g. this one."),
        ("Costs 1.5 times. More.", "Costs 1.5 times."),
        ("No end", "No end"),
        ("Really?! Yes.", "Really?!"),
        ('He said "stop." Then left.', 'He said "stop."'),
        ("`code` **first**. Second.", "code first."),
        ("日本語です。次の文。", "日本語です。"),
        ("First paragraph\n\nSecond.", "First paragraph"),
        ("- a list. more", "a list."),
        ("# A title.\n\nFirst. Second.", "First."),
        ("A title\n=======\n\nFirst. Second.", "First."),
        ("[a]: https://x.y\n\nSee [a]. Second.", "See a."),
        ("See [a]. Second.\n\n[a]: https://x.y", "See a."),
        ("```\ncode.\n\nmore\n```\n\nFirst. Second.", "First."),
        ("\n \n    code.\n\nFirst. Second.", "First."),
        ("\n" * 5_000 + "First. Second.", "First."),
        ("---\n\n> - First. Second.", "First."),
        ("![](https://x.y)\r\n\r\nFirst.\r\nSecond.", "First."),
        ("First one.\n===\n\nSecond one. More.", "Second one."),
        ("Is it #1? Yes! > 3 | ~4. `More` of it.", "Is it #1?"),
        ("One of *two. Three* here. Four.", "One of two."),
        ("# Only a title", "Only a title"),
        ("# \n\n```\nonly code\n```", "only code"),
        ("\n\n", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(st.sampled_from("ab1 .!?\n-=#>*_`~|[]()&;"), max_size=40))
def test_a_first_sentence_begins_the_first_paragraph(text: str) -> None:
    paragraphs = [leaf for leaf in leaves(parse(text)) if isinstance(leaf, Paragraph) and not leaf.level]
    if paragraphs:
        assert plain(paragraphs[:1]).startswith(first_sentence(text).removesuffix("…"))


@given(st.text(st.sampled_from("ab1 .!?\n-=#>|~]+\t"), max_size=40).filter(lambda text: "~~~" not in text))
def test_a_text_without_markup_reads_the_same_with_the_parser(text: str) -> None:
    *own, code = leaves(parse(f"{text}\n\n`code`"))
    assert plain([code]) == "code"
    assert [plain([leaf]) for leaf in own] == [plain([leaf]) for leaf in leaves(parse(text))]


def test_a_sentence_before_any_markup_needs_no_parser() -> None:
    code = (
        "import sys; from vcompare.text.markdown import first_sentence;"
        "assert first_sentence('One of #1! Two.\\nof `it`.') == 'One of #1!';"
        "assert 'markdown_it' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text(st.characters(codec="utf-8")))
def test_a_summary_is_one_short_line(text: str) -> None:
    assert len(first_sentence(text)) <= 200
    assert "\n" not in first_sentence(text)
