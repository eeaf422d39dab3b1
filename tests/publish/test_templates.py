"""Templates: what they may say, and what is said of those that are wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare.errors import VcompareError
from vcompare.publish.templates import Source, built_in, renderer
from vcompare.views.blocks import Column, Heading, Prose, words


def filled(template: str, **values: object) -> str:
    return renderer(Source(template, "post.jinja"), "markdown")(values)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_is_escaped(text: str) -> None:
    written = filled("x{{ text }}x", text=text)
    assert "<" not in MarkdownIt("commonmark", {"html": True}).render(written).replace("<p>", "").replace(
        "</p>", ""
    )


def test_escaping_holds_through_filters_and_joins() -> None:
    assert filled("{{ text|upper }}", text="*a*") == r"\*A\*"
    assert filled("{{ '<b>' ~ text }}", text="*a*") == r"\<b\>\*a\*"
    assert filled("{{ names|join(' | ') }}", names=["a_", "b_"]) == r"a\_ \| b\_"


def test_blocks_become_markdown() -> None:
    assert filled("{{ one }}", one=Prose(words("a*b"))) == r"a\*b"
    assert filled("{{ two }}", two=(Heading("T", 2), Prose(words("x")))) == "## T\n\nx"
    assert filled("[{{ none }}]", none=None) == "[]"
    assert filled("{{ tags }}", tags=("a_", "b")) == r"a\_, b"
    assert filled("{{ 1.5 }} {{ true }}") == "1.5 True"


@pytest.mark.parametrize(
    "text", ["C#", "C ##", "#", "# Head", "- a", "+", "1. x", "2)", "---", "===", "!x", "::: x"]
)
@pytest.mark.parametrize("template", ["# {{ text }}", "{{ text }}", "a\n{{ text }}", "{{ (text,) }}"])
def test_a_text_stays_the_same_text_wherever_it_stands(template: str, text: str) -> None:
    read = MarkdownIt("commonmark").enable("table").render(filled(template, text=text))
    tag = "h1" if template.startswith("#") else "p"
    before = "a\n" if template.startswith("a") else ""
    assert read == f"<{tag}>{before}{text}</{tag}>\n"


@pytest.mark.parametrize("name", ["tojson", "e", "safe", "forceescape", "urlize"])
def test_what_a_filter_takes_for_safe_is_text_in_markdown(name: str) -> None:
    written = filled(f"{{{{ text|{name} }}}}", text="[x](javascript:alert(1)) <b> *y*")
    read = MarkdownIt("commonmark", {"html": True}).render(written)
    assert not any(tag in read for tag in ("<a", "<b>", "<em>"))


@pytest.mark.parametrize(
    "template",
    [
        "{% macro row(x) %}| {{ x }} |{% endmacro %}{{ row(text) }}",
        "{% set row %}| {{ text }} |{% endset %}{{ row }}",
        "{% macro row() %}| {{ caller() }} |{% endmacro %}{% call row() %}{{ text }}{% endcall %}",
    ],
)
def test_macros_and_blocks_are_escaped_once(template: str) -> None:
    assert filled(template, text="a|*b*") == r"| a\|\*b\* |"
    html = renderer(Source(template, "post.jinja"), "html")
    assert html({"text": "<b>"}) == "| &lt;b&gt; |"


def test_what_is_cut_from_a_macro_is_escaped_again() -> None:
    cut = "{% set link %}[x]({{ text }}){% endset %}{{ link[:5] }} {{ link ~ text }}"
    assert "<a" not in MarkdownIt("commonmark").render(filled(cut, text="javascript:alert(1)"))


def test_texts_are_made_safe_for_html() -> None:
    fill = renderer(Source("{{ text }}{{ names }}", "post.jinja"), "html")
    values = {"text": "<b>&\u202e", "names": ("<i>", "\u202e")}
    assert fill(values) == "&lt;b&gt;&amp;\\u202e&lt;i&gt;, \\u202e"


@pytest.mark.parametrize(
    ("text", "line", "words_in_it"),
    [
        ("a\nb {% if %}", 2, "Expected an expression"),
        ("a\n\n{{ titel }}", 3, "'titel' is undefined"),
        ("{{ title }}\n{% for x in title %}\n{{ x.y.z }}\n{% endfor %}", 3, "'y' is undefined"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("\n{{ ''.__class__ }}", 2, "'__class__' is undefined"),
        ("\n\n{% include 'x' %}", 3, "no loader"),
        ("{{ title|nothing }}", 1, "No filter named 'nothing'"),
        ("{{ 'a' * 10000000 }}", 1, "too long a text"),
        ("{{ 2 ** 99999999 }}", 1, "exponent of 99999999 is too large"),
        ("{{ {1: 2} }}", 1, "neither a text, a number nor a part"),
        ("{{ head.titel }}", 1, "'titel' is undefined; did you mean `title`?"),
        ("{% if nobody %}x{% endif %}", 1, "'nobody' is undefined"),
        ("{{ nobody == 1 }}", 1, "'nobody' is undefined"),
        ("{% macro r() %}\n{{ r() }}\n{% endmacro %}\n{{ r() }}", 2, "maximum recursion depth"),
        ("\n" + "{% for x in 'a' %}\n" * 25 + "{% endfor %}" * 25, 22, "too many statically nested blocks"),
        ("\n\n{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", 3, "maximum recursion depth"),
        ("\n{{ " + "-" * 100_000 + "1 }}", 2, "maximum recursion depth"),
        ("\n{{ title" + ".x" * 5_000 + " }}\n", 2, "maximum recursion depth"),
        ("\n{{ " + "9" * 5_000 + " }}", 2, "4300 digits"),
        ("{% for x in range(1000000000) %}{% endfor %}", 1, "Range too big"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words_in_it: str) -> None:
    with pytest.raises(VcompareError) as caught:
        filled(text, title="T", head=Column("t"))
    assert caught.value.message.startswith(f"post.jinja:{line}: ")
    assert words_in_it in caught.value.message


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_built_in_one_is_a_template(form: str) -> None:
    source = built_in(form)  # type: ignore[arg-type]
    assert source.text.startswith("{#-")
    renderer(source, form)  # type: ignore[arg-type]
    assert Path(source.name).suffix == ".jinja"
