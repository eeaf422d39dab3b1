"""`show --sources`: what each value rests on, numbered, in every format that has it."""

import html
import re

import pytest

from tests.conftest import REVIEW, SETTINGS, TOOL, MakeCatalog, Run
from tests.imports import FILES as IMPORTED
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
def test_where_nothing_is_named(vcompare: Run, make_catalog: MakeCatalog, words: tuple[str, ...]) -> None:
    root = make_catalog({f"tools/{slug}.toml": TOOL.format(name=slug) for slug in ("ant", "bee")})
    text = vcompare("show", "ant", "bee", *words, catalog=root).stdout
    assert "Sources    the catalog names none for what is shown" in text


@pytest.mark.parametrize("form", ["markdown", "html", "table", "plain"])
def test_imported_values_say_where_they_are_from(vcompare: Run, make_catalog: MakeCatalog, form: str) -> None:
    """Built-in fields too; what other sources have is below the value."""
    root = make_catalog(IMPORTED)
    text = vcompare("show", "opus", "--sources", "-f", form, catalog=root, env={"COLUMNS": "200"}).stdout
    text = " ".join(html.unescape(re.sub(r"<[^>]+>|\\", "", text)).split())
    assert f"{'' if form == 'html' else '[1] '}Imported from upstream, seen 2026-11-20" in text
    assert "Input: another has $4.00 (−20%), seen 2026-11-10" in text
    assert "Imported from another, seen 2026-11-10" in text
    assert "Context window: upstream has 100,000 tokens (−50%), seen 2026-11-20" in text
    assert "Vendor: upstream has Upstream's vendor, seen 2026-11-20" in text
    if form == "plain":
        assert "A model [1]" in text  # the tagline
        assert "https://example.com/opus [3]" in text  # the homepage
        assert "$25.00 [1]" in text


def test_the_section_of_sources_has_them_all(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare("show", "opus", "--section", "sources", catalog=make_catalog(IMPORTED)).stdout
    assert "from upstream, seen 2026-11-20" in text
    assert "Vendor: upstream has" in text


def test_a_page_that_a_source_names_is_cited_with_it(vcompare: Run, make_catalog: MakeCatalog) -> None:
    path = "imported/upstream/kimi.toml"
    spec = 'context = { value = 1, source = "https://example.com/kimi", quote = "one" }'
    root = make_catalog({**IMPORTED, path: IMPORTED[path].replace("context = 300_000", spec)})
    text = vcompare("show", "kimi", "--sources", catalog=root, env={"COLUMNS": "200"}).stdout
    assert "https://example.com/kimi, from upstream, seen 2026-11-21" in text
    assert "Context window: “one”" in text


def test_offers_say_where_they_are_from(vcompare: Run, make_catalog: MakeCatalog) -> None:
    other = IMPORTED["imported/another/opus.toml"] + "\n[offers.bedrock]\nrates = { input = 9 }\n"
    root = make_catalog({**IMPORTED, "imported/another/opus.toml": other})
    text = vcompare(
        "show", "opus", "--section", "sources", "--offers", catalog=root, env={"COLUMNS": "200"}
    ).stdout
    assert "Amazon Bedrock: Input: another has $9.00 (+50%), seen 2026-11-10" in text


def test_the_date_of_imported_prices_is_not_unknown(vcompare: Run, make_catalog: MakeCatalog) -> None:
    for tools in (["opus"], ["opus", "kimi"]):
        text = vcompare("show", *tools, "--sources", catalog=make_catalog(IMPORTED)).stdout
        assert re.search(r"Imported +from upstream, seen 2026-11-20", text)
        assert "date of prices" not in text
    own = IMPORTED["tools/opus.toml"] + "\n[pricing]\nchecked = 2026-11-05\nrates = { input = 5 }\n"
    kimi = IMPORTED["imported/upstream/kimi.toml"] + "\n[pricing.rates]\ninput = 1\n"
    files = {**IMPORTED, "tools/opus.toml": own, "imported/upstream/kimi.toml": kimi}
    text = vcompare("show", "opus", "kimi", catalog=make_catalog(files)).stdout
    assert re.search(r"Read on +2026-11-05 +from upstream, seen 2026-11-21", text)


def test_the_date_of_an_imported_summary_is_not_unknown(vcompare: Run, make_catalog: MakeCatalog) -> None:
    kimi = IMPORTED["imported/upstream/kimi.toml"] + '\n[pricing]\nsummary = "Cheap"\n'
    root = make_catalog({**IMPORTED, "imported/upstream/kimi.toml": kimi})
    text = vcompare("show", "kimi", catalog=root).stdout
    assert "As of: 2026-11-21, from upstream" in text
    assert "unknown" not in text.partition("Cheap")[2].partition("Specs")[0]


def test_a_draft_says_where_facts_are_from(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = vcompare("export", "opus", "kimi", catalog=make_catalog(IMPORTED)).stdout
    assert "Opus: prices from upstream, seen 2026-11-20. Also sold" in text
    sources = text.partition("## Sources")[2]
    assert "Kimi: Imported from upstream, seen 2026-11-21" in sources
    assert r"Input: another has \$4.00 (−20%), seen 2026-11-10" in sources
    assert "Vendor: upstream has Upstream's vendor" in sources
    assert "as of 2026-11-21, content" in text
