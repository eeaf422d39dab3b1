"""What a draft says of prices, as people read it."""

import json
from typing import Protocol

import pytest

from tests import prices
from tests.conftest import MakeCatalog, Run

MANY = prices.KIMI + '\n[offers.groq]\nname = "Groq"\nrates = { input = 0.10, output = 5 }\n'
SOLD = MANY.replace("[pricing.rates]\ninput = 0.95\noutput = 4\n", "").replace(
    "[sources.pricing]", "[sources.page]"
)
DOLLARS = "rates = { input = 0.10, output = 5 }"
EUROS = 'currency = "EUR"\nrates = { input = 0.10, output = 5 }'


class Export(Protocol):
    def __call__(self, *words: str, **tools: str) -> str: ...


@pytest.fixture
def export(vcompare: Run, make_catalog: MakeCatalog) -> Export:
    def written(*words: str, **tools: str) -> str:
        root = make_catalog(prices.FILES | {f"tools/{slug}.toml": text for slug, text in tools.items()})
        result = vcompare("export", *words, catalog=root)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout.replace("\\", "")

    return written


def part(draft: str, title: str) -> str:
    return draft.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_costs_and_rates_are_among_the_differences(export: Export) -> None:
    said = part(export("kimi", "opus", "--workload", "support"), "What differs most")
    assert "- For the support desk Kimi costs $52.50 to $138 a month, Opus $345.\n" in said
    assert "- Opus's output costs $25 per million tokens, Kimi's $4.\n" in said


def test_what_is_unknown_is_told_as_unknown(export: Export) -> None:
    said = part(export("kimi", "nib", "--workload", "support"), "What differs most")
    assert "- For the support desk Kimi costs $52.50 to $138 a month; for Nib that is unknown.\n" in said
    partly = prices.KIMI.replace("input = 0.95\n", "", 1)
    said = part(export("kimi", "opus", "--workload", "support", kimi=partly), "What differs most")
    assert "Kimi costs at least $24 a month, Opus $345." in said


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Support desk", "For the support desk Kimi"),
        ("Answering questions", "For answering questions Kimi"),
        ("RAG pipeline", "For the RAG pipeline Kimi"),
        ("Our chat", "For our chat Kimi"),
    ],
)
def test_workloads_are_named_as_a_sentence_names_them(
    vcompare: Run, make_catalog: MakeCatalog, label: str, words: str
) -> None:
    root = make_catalog(
        prices.FILES | {"workloads/support.toml": prices.SUPPORT.replace("Support desk", label)}
    )
    draft = vcompare("export", "kimi", "opus", "--workload", "support", catalog=root).stdout
    assert f"- {words} costs " in draft


def test_rates_in_two_currencies_keep_theirs_and_their_order(export: Export) -> None:
    euros = prices.KIMI.replace("[pricing.rates]", 'pricing.currency = "EUR"\n\n[pricing.rates]')
    said = part(export("kimi", "opus", kimi=euros), "What differs most")
    assert "- Kimi's output costs €4 per million tokens, Opus's $25.\n" in said


def test_the_pricing_names_sellers(export: Export) -> None:
    said = part(export("kimi", "opus", kimi=MANY), "Pricing")
    assert (
        "- Kimi: prices read on 2026-11-02 at <https://example.com/kimi>; "
        "sold by 2 others, input from $0.10 (Groq), output from $3.00 (Together).\n"
    ) in said
    assert "also sold by Amazon Bedrock, input $5.50, cached input $0.40." in said
    assert "No price is known" not in said
    assert "cheapest" not in said


def test_sellers_in_two_currencies_have_no_lowest(export: Export) -> None:
    said = part(export("kimi", "opus", kimi=MANY.replace(DOLLARS, EUROS)), "Pricing")
    assert "; sold by 2 others.\n" in said


def test_what_only_others_sell_has_a_price(export: Export) -> None:
    draft = export("kimi", "nib", kimi=SOLD)
    said = part(draft, "Pricing")
    assert "- Kimi: sold only by 2 sellers, input from $0.10 (Groq), output from $3.00 (Together).\n" in said
    assert "- No price is known for Nib.\n" in said
    assert "A price is known for Kimi only." in draft


def test_a_quote_of_a_rate_is_with_its_source(export: Export) -> None:
    said = part(export("kimi", "opus"), "Sources")
    assert "Cached input: “Cache hits $0.50 / MTok”" in said
    assert "- Kimi: <https://example.com/together>, read on 2026-11-03" in said


def test_a_post_with_costs_is_checked_by_its_options(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(prices.FILES)
    post = root.parent / "post.md"
    words = ("export", "kimi", "opus", "-o", str(post))
    assert vcompare(*words, "--workload", "support", catalog=root).returncode == 0
    assert "<!-- vcompare: export kimi opus --workload support sha256:" in post.read_text()
    assert vcompare(*words, "--workload", "support", "--check", catalog=root).returncode == 0
    assert vcompare(*words, "--check", catalog=root).returncode == 1


def test_pages_about_pairs_have_costs_and_are_found_again(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(prices.FILES)
    words = ("export", "--all-pairs", "--into", str(root.parent / "pages"))
    assert vcompare(*words, "--workload", "support", catalog=root).returncode == 0
    assert "a month" in (root.parent / "pages/kimi-vs-opus.md").read_text()
    (root / "tools/opus.toml").unlink()
    pruned = vcompare(*words, "--workload", "support", "--prune", catalog=root)
    assert "removed" in pruned.stderr
    assert not (root.parent / "pages/kimi-vs-opus.md").exists()


@pytest.mark.parametrize("words", [("export", "--workload", "support"), ("show", "--section", "cost")])
def test_json_has_the_costs_that_are_shown(
    vcompare: Run, make_catalog: MakeCatalog, words: tuple[str, ...]
) -> None:
    root = make_catalog(prices.FILES)
    written = vcompare(words[0], "kimi", "opus", *words[1:], "-f", "json", catalog=root).stdout
    assert [one["low"] for one in json.loads(written)["costs"]["support"] if one["offer"] is None] == [
        "52.50",
        "345.00",
    ]
