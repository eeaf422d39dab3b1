"""Posts: what goes into a page, what stands for the picture, and what a site generator must not run."""

import pytest
from markdown_it import MarkdownIt

from vcompare.comparison import Comparison, compare
from vcompare.model import Panelist, Record, Review, Tool, Votes
from vcompare.publish.front_matter import FrontMatter
from vcompare.publish.post import PostStyle, post
from vcompare.publish.template import built_in, renderer
from vcompare.views.draft import draft

PANEL = {"builder": Panelist(name="Builder")}


def compared(text: str = "Good.", score: int | None = 80) -> Comparison:
    facts = {"tagline": "A tagline", "category": "Tools", "entry": "free", "description": text}
    review = Review(verdict="ship", score=score, text=text)
    records = [
        Record(name.lower(), Tool(name=name, **facts), {"builder": review}, Votes())  # type: ignore[arg-type]
        for name in ("A", "B")
    ]
    return compare(records, PANEL)


def written(
    result: Comparison, form: str = "markdown", kind: FrontMatter = "none", chart: str | None = None
) -> str:
    style = PostStyle(form, renderer(built_in(form), form), kind, chart=chart)
    return post(result, draft(result, "Small"), style)


def test_a_page_has_the_picture_in_it_and_a_description() -> None:
    page = written(compared(), "html")
    assert "<figure><svg" in page
    assert "<title>A vs B</title>" in page
    assert '<meta name="description" content="Builder would ship A and B.' in page
    assert "<svg" not in written(compared(score=None), "html")


def test_markdown_names_the_picture_where_there_is_one() -> None:
    assert "![Scores by reviewer](scores.svg)" in written(compared(), chart="scores.svg")
    assert "scores.svg" not in written(compared(score=None), chart="scores.svg")
    assert "![" not in written(compared())


RUN = [
    "Say `{{ x }}` now.",
    "Say `{% x %}` and `{{< x >}}`.",
    "Use:\n\n```jinja\n{# x #}\n  {{ x }}\n```",
    "- in a list:\n\n      {% x %}\n\n> and `{{ x }}`",
]


@pytest.mark.parametrize("text", RUN)
@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_a_site_generator_finds_nothing_to_run(text: str, kind: FrontMatter) -> None:
    draft = written(compared(text), kind=kind)
    assert not any(sign in draft for sign in ("{{", "{%", "{#"))
    read = MarkdownIt("commonmark").render(draft)
    assert "{{" in read or "{%" in read


@pytest.mark.parametrize("text", RUN)
def test_without_front_matter_code_stays_code(text: str) -> None:
    assert "<code" in MarkdownIt("commonmark").render(written(compared(text)))
    assert "`y`" in written(compared("`y`"), kind="yaml")
    assert "```\ny\n```" in written(compared("```\ny\n```"), kind="yaml").replace("> ", "")
