"""Templates: what they may contain, and the errors of those that are wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vcompare.errors import VcompareError
from vcompare.publish.template import Template, built_in, renderer
from vcompare.views.blocks import Column, Heading, Passage, words


def filled(template: str, **values: object) -> str:
    return renderer(Template(template, "post.jinja"), "markdown")(values)


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
    assert filled("{{ one }}", one=Passage(words("a*b"))) == r"a\*b"
    assert filled("{{ two }}", two=(Heading("T", 2), Passage(words("x")))) == "## T\n\nx"
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
    html = renderer(Template(template, "post.jinja"), "html")
    assert html({"text": "<b>"}) == "| &lt;b&gt; |"


def test_what_is_cut_from_a_macro_is_escaped_again() -> None:
    cut = "{% set link %}[x]({{ text }}){% endset %}{{ link[:5] }} {{ link ~ text }}"
    assert "<a" not in MarkdownIt("commonmark").render(filled(cut, text="javascript:alert(1)"))


def test_texts_are_made_safe_for_html() -> None:
    fill = renderer(Template("{{ text }}{{ names }}", "post.jinja"), "html")
    values = {"text": "<b>&\u202e", "names": ("<i>", "\u202e")}
    assert fill(values) == "&lt;b&gt;&amp;\\u202e&lt;i&gt;, \\u202e"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\nb {% if %}", ":2: Expected an expression"),
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", ":2: unresolved merge conflict"),
        ("\n{{ title|nothing }}", ":2: No filter named 'nothing'"),
        ("\n{% for x in 'a' %}", ":2: Unexpected end of template"),
        ("{{ titel }}", ": 'titel' is undefined"),
        ("{{ head.titel }}", ": 'vcompare.views.blocks.Column object' has no attribute 'titel'"),
        ("{% if nobody %}x{% endif %}", ": 'nobody' is undefined"),
        ("{{ 1 / 0 }}", ": division by zero"),
        ("{{ ''.__class__ }}", ": access to attribute '__class__' of 'str' object is unsafe"),
        ("{% include 'x' %}", ": no loader"),
        ("{{ {1: 2} }}", ": dict is neither a text, a number nor a part"),
        ("{{ part|upper|first|abs }}", ": bad operand type"),
        ("{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}", ": maximum recursion depth"),
        ("{{ " + "-" * 100_000 + "1 }}", ": maximum recursion depth"),
        ("{{ " + "9" * 5_000 + " }}", ": Exceeds the limit (4300 digits)"),
    ],
)
def test_what_is_wrong_is_reported(text: str, message: str) -> None:
    with pytest.raises(VcompareError) as caught:
        filled(text, title="T", head=Column("t"), part="x")
    assert caught.value.message.startswith(f"post.jinja{message}")
    assert caught.value.hint


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_built_in_one_is_a_template(form: str) -> None:
    template = built_in(form)
    assert template.text.startswith("{#-")
    renderer(template, form)
    assert Path(template.name).suffix == ".jinja"
