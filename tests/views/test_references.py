"""`show --sources`: what each value rests on, numbered, in every format that has it."""

import re

import pytest

from tests.conftest import REVIEW, SETTINGS, TOOL, MakeCatalog, Run
from tests.models import MODELS

PANEL = {
    "catalog.toml": SETTINGS,
    "tools/anvil.toml": TOOL.format(name="Anvil")
    + '\n[pricing]\nsummary = "$4"\nsource = "https://example.com/price"\nchecked = 2026-10-01\n',
    "tools/brush.toml": TOOL.format(name="Brush"),
    "reviews/anvil/builder.toml": REVIEW.format(verdict="ship", score=80) + "date = 2026-05-02\n",
    "reviews/brush/builder.toml": REVIEW.format(verdict="ship", score=70),
    "votes/anvil.toml": '[tally]\nship = 8\nskip = 2\nsource = "https://example.com/poll"\n',
}


def test_each_page_has_a_number_for_every_day(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare(
        "show", "opus", "gpt-5", "--sources", "-f", "markdown", catalog=make_catalog(MODELS)
    ).stdout
    assert r"| Context | **200k** \[1\] | **400k** \[2\] ▲ |" in text
    assert r"| Throughput | **60–90** \[3\] | **80–120** |" in text
    assert r"| Model card | <https://example.com/opus-card> \[1\] | unknown |" in text
    listed = text.partition("## Sources")[2]
    assert r"\[1\] Models overview: <https://example.com/models>, read on 2026-11-20" in listed
    assert "A · Context: “a 200K token context window”" in listed
    assert "A · Longest output: 128k with a beta header" in listed
    assert r"\[2\] <https://example.org/models>, read on 2026-10-02" in listed
    assert r"\[3\] <https://example.com/limits>, read on 2026-11-01" in listed
    assert r"\[4\]" not in text


def test_without_the_option_there_are_none(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare("show", "opus", "gpt-5", catalog=make_catalog(MODELS)).stdout
    assert "[1]" not in text
    assert "Sources" not in text


def test_prices_votes_and_reviews_have_theirs(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare("show", "anvil", "brush", "--sources", catalog=make_catalog(PANEL)).stdout
    assert "https://example.com/price, read on 2026-10-01" in text
    assert "https://example.com/poll" in text
    assert "Builder's review of Anvil, written on 2026-05-02" in text
    assert "review of Brush" not in text


def test_what_has_no_page_but_a_date(vcompare: Run, make_catalog: MakeCatalog) -> None:
    kimi = MODELS["tools/kimi.toml"].replace("= 130.5", "= { value = 130.5, checked = 2026-09-09 }")
    root = make_catalog({**MODELS, "tools/kimi.toml": kimi})
    text = vcompare("show", "kimi", "--sources", catalog=root).stdout
    assert "130.5 [1]" in text
    assert "No source is named, read on 2026-09-09" in text


def test_the_section_alone(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare("show", "opus", "--section", "sources", catalog=make_catalog(MODELS)).stdout
    assert "https://example.com/limits" in text
    assert "Longest output  64k" not in text


def test_a_page_links_to_what_is_in_it(vcompare: Run, make_catalog: MakeCatalog) -> None:
    page = vcompare("show", "opus", "gpt-5", "--sources", "-f", "html", catalog=make_catalog(MODELS)).stdout
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets == set(re.findall(r'<li id="([^"]+)">', page)) == {"source-1", "source-2", "source-3"}


@pytest.mark.parametrize("form", ["markdown", "html", "table", "plain"])
def test_a_quote_is_text(vcompare: Run, make_catalog: MakeCatalog, form: str) -> None:
    hostile = MODELS["tools/opus.toml"].replace("a 200K token", "<img src=x> [a](javascript:x) | **b**")
    root = make_catalog({**MODELS, "tools/opus.toml": hostile})
    text = vcompare("show", "opus", "gpt-5", "--sources", "-f", form, catalog=root).stdout
    if form == "markdown":
        assert r"\<img src=x\> \[a\](javascript:x) \| \*\*b\*\*" in text
    if form == "html":
        assert "&lt;img src=x&gt;" in text


@pytest.mark.parametrize("words", [("--sources",), ("--section", "sources")])
def test_where_nothing_is_named(vcompare: Run, words: tuple[str, ...]) -> None:
    text = vcompare("show", "claude-4-api", "modal", *words).stdout
    assert "Sources    the catalog names none for what is shown" in text
