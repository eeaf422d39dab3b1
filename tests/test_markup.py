"""`markup.py`: Markdown as a tree that holds nothing dangerous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.markup import CodeBlock, Items, Node, Paragraph, Quote, Span, first_sentence, parse, plain


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


def test_a_tag_is_text_and_an_image_its_description() -> None:
    assert plain(parse("<b>x</b> <script>alert(1)</script>")) == "<b>x</b> <script>alert(1)</script>"
    assert plain(parse("![a cat](https://x.y/cat.png)")) == "a cat"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_parses_and_links_only_where_it_is_allowed(text: str) -> None:
    nodes = parse(text)
    assert all(href.lower().startswith(("http://", "https://", "mailto:")) for href in hrefs(nodes))


@given(st.text(st.sampled_from("ab *_`[]()<>#-+1.\n|~\\!&; ")))
def test_a_quick_look_never_changes_the_answer(text: str) -> None:
    """Where the parser is skipped, it would have said the same."""
    from vcompare import markup

    quick = plain(parse(text))
    thorough = plain(markup._blocks(markup._parser().parse(text)))
    assert quick == thorough


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
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(st.characters(codec="utf-8")))
def test_a_summary_is_one_short_line(text: str) -> None:
    assert len(first_sentence(text)) <= 200
    assert "\n" not in first_sentence(text)
