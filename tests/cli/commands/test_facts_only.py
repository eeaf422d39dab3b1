"""A catalog without a panel and tools without an entry tier: facts, and not a word about opinions."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import MakeCatalog, Run
from tests.models import MODELS

_OPINIONS = re.compile(
    r"panel|communit|scorecard|review|verdict|\bships?\b|\bskips?\b|dissent|\bvote", re.IGNORECASE
)
COMMANDS = [
    ("show", "opus"),
    ("show", "opus", "gpt-5", "--full"),
    ("show", "opus", "gpt-5", "kimi", "--sources"),
    ("show", "opus", "gpt-5", "-f", "markdown"),
    ("show", "opus", "gpt-5", "-f", "csv"),
    ("show", "opus", "gpt-5", "-f", "html"),
    ("list", "-f", "html"),
    ("list",),
    ("list", "-f", "markdown"),
    ("list", "-f", "csv"),
    ("search", "model"),
    ("export", "opus", "gpt-5", "--no-stamp"),
    ("check",),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_not_a_word_about_opinions(vcompare: Run, make_catalog: MakeCatalog, words: tuple[str, ...]) -> None:
    files = {path: text.replace('tier = "community"', 'tier = "email"') for path, text in MODELS.items()}
    result = vcompare(*words, catalog=make_catalog(files), env={"COLUMNS": "200"})
    assert result.returncode == 0, result.stderr
    said = re.sub("(?s)<style>.*?</style>", "", result.stdout) + result.stderr
    assert not _OPINIONS.findall(said), said


def test_a_page_of_facts(vcompare: Run, make_catalog: MakeCatalog) -> None:
    page = vcompare(
        "export", "opus", "gpt-5", "--no-stamp", "-f", "html", catalog=make_catalog(MODELS)
    ).stdout
    for title in ("Scorecard", "Community", "Who dissents", "Pricing"):
        assert f"<h2>{title}" not in page
    assert page.count("<table") == 1
    assert re.search('<tr class="section".*>Limits</th>', page)


def test_a_post_about_facts(vcompare: Run, make_catalog: MakeCatalog, snapshot: SnapshotAssertion) -> None:
    assert vcompare("export", "opus", "gpt-5", "--no-stamp", catalog=make_catalog(MODELS)).stdout == snapshot


def test_a_post_about_facts_is_described_by_them(vcompare: Run, make_catalog: MakeCatalog) -> None:
    post = vcompare("export", "opus", "gpt-5", "--front-matter", "yaml", catalog=make_catalog(MODELS)).stdout
    assert "GPT-5 leads on context window with 400k tokens" in post.split("---")[1]


def test_a_template_gets_specs(vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    template = tmp_path / "own.jinja"
    template.write_text('{{ specs }}\n\n{{ comparison.tools[0].tool.specs["context"].quote }}\n')
    words = ("export", "opus", "gpt-5", "--no-stamp", "--template", str(template))
    post = vcompare(*words, catalog=make_catalog(MODELS)).stdout
    assert post.startswith("### Limits\n")
    assert post.endswith("\na 200K token context window\n")
    assert "Language models" not in post


def test_what_is_unknown_is_only_what_the_catalog_compares(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(MODELS)
    for words in (("opus", "gpt-5"), ("opus",), ("opus", "kimi", "--full"), ("opus", "--section", "glance")):
        said = vcompare("show", *words, catalog=root, env={"COLUMNS": "300"}).stdout
        _, _, unknown = said.partition("Unknown ")
        assert not re.findall("entry|pric|best for", unknown), said
    assert "longest output" in vcompare("show", "kimi", catalog=root, env={"COLUMNS": "300"}).stdout


def test_what_a_panel_looks_at_is_named_where_there_is_one(vcompare: Run, make_catalog: MakeCatalog) -> None:
    files = {**MODELS, "catalog.toml": MODELS["catalog.toml"] + '\n[panel.builder]\nname = "Builder"\n'}
    said = vcompare("show", "opus", "gpt-5", catalog=make_catalog(files), env={"COLUMNS": "300"}).stdout
    assert "entry, pricing, best for" in said


@pytest.mark.parametrize("words", [("--where", "score>=80"), ("--columns", "verdict"), ("--sort", "ship")])
def test_fields_of_opinions_are_missing_for_a_reason(
    vcompare: Run, make_catalog: MakeCatalog, words: tuple[str, str]
) -> None:
    result = vcompare("list", *words, catalog=make_catalog(MODELS))
    assert result.returncode == 2
    assert "hint: this catalog has no panel" in result.stderr
