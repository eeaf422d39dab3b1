"""`vcompare list`: filters, sorts, formats, statuses."""

import csv
import io
import json
from functools import partial
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import prices
from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog, Run
from tests.models import MODELS
from vcompare.fields import BUILTIN
from vcompare.fields.kinds import Choice
from vcompare.fields.names import selectable


@pytest.fixture
def vcompare(vcompare: Run, eight: Path) -> Run:
    """Run the program on the eight tools of the sample, unless a test brings a catalog of its own."""
    return partial(vcompare, catalog=eight)


def slugs(vcompare: Run, *arguments: str) -> list[str]:
    return vcompare("list", "--format", "slugs", *arguments).stdout.split()


@pytest.mark.parametrize("form", ["table", "plain", "json", "ndjson", "csv", "markdown", "slugs"])
def test_the_sample_in_every_format(vcompare: Run, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("list", "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", ["30", "60", "120"])
def test_what_people_see(vcompare: Run, snapshot: SnapshotAssertion, columns: str) -> None:
    assert vcompare("list", env={"COLUMNS": columns}).stdout == snapshot


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--verdict", "split"), ["claude-haiku-open-weights"]),
        (("--min-score", "80"), ["claude-4-api"]),
        (("--min-score", "83.5"), ["claude-4-api"]),
        (("--tag", "routing", "--entry", "free"), ["hf-hub-routing", "hf-providers-v2"]),
        (("--tag", "routing", "--tag", "voice"), ["azure-ai-foundry"]),
        (("--category", "developer tools", "--limit", "1"), ["azure-ai-foundry"]),
        (("--sort", "score", "--limit", "2"), ["claude-4-api", "azure-ai-foundry"]),
        (
            ("--sort", "score", "--reverse", "--limit", "3"),
            ["azure-ai-foundry", "claude-4-api", "claude-4-sonnet"],
        ),
        (("--reverse", "--limit", "1"), ["modal"]),
        (("--sort", "ship-percent", "--reverse", "--limit", "1"), ["claude-haiku-open-weights"]),
        (("--sort", "entry", "--limit", "1"), ["claude-haiku-open-weights"]),
        (("--sort", "name", "--limit", "1"), ["azure-ai-foundry"]),
    ],
)
def test_filters_and_sorts(vcompare: Run, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert slugs(vcompare, *arguments) == expected


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "slugs"])
def test_nothing_matched_is_status_1(vcompare: Run, form: str) -> None:
    result = vcompare("list", "--verdict", "skip", "--format", form)
    assert result.returncode == 1
    assert result.stderr == "note: no tool matches\n"
    if form == "json":
        payload = json.loads(result.stdout)
        assert (payload["schema"], payload["tools"]) == ("vcompare.tools/2", [])
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(result.stdout)))) == 1


def test_an_empty_catalog(vcompare: Run, make_catalog: MakeCatalog) -> None:
    result = vcompare("list", catalog=make_catalog({}))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "note: the catalog has no tools yet; `vcompare add` adds one\n"


def test_a_broken_tool_is_named_and_the_rest_listed(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "tools/bad.toml": "x = \n"})
    result = vcompare("list", "-f", "slugs", catalog=root)
    assert (result.returncode, result.stdout) == (2, "good\n")
    assert "tools/bad.toml:1:5: this is not TOML" in result.stderr


def test_the_json_tool_is_the_one_of_show_without_reviews(vcompare: Run) -> None:
    shown = json.loads(vcompare("show", "modal", "-f", "json").stdout)["tools"][0]
    listed = json.loads(
        vcompare(
            "list", "--tag", "serverless", "--sort", "name", "--reverse", "--limit", "1", "-f", "json"
        ).stdout
    )
    del shown["reviews"]
    assert listed["tools"] == [shown]


def test_a_score_that_is_not_a_number_is_an_error_and_not_an_empty_list(vcompare: Run) -> None:
    result = vcompare("list", "--min-score", "nan")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--min-score must be a number from 0 to 100" in result.stderr


@pytest.mark.parametrize("columns", ["20", "40", "60", "80", "100", "200", None])
def test_a_slug_is_never_broken_and_a_tool_has_one_line(vcompare: Run, columns: str | None) -> None:
    shown = vcompare("list", env={"COLUMNS": columns}).stdout.splitlines()
    slugs = vcompare("list", "--format", "slugs").stdout.split()
    assert [line.split()[0] for line in shown[1 : len(slugs) + 1]] == slugs
    left_out = " ".join(shown[len(slugs) + 1 :])
    assert left_out.startswith("Left out to fit: ") == (columns in {"20", "40", "60", "80", "100"})
    longest = max(map(len, slugs))
    assert columns is None or max(map(len, shown)) <= max(int(columns), longest)


def test_in_a_pipe_nothing_is_cut(vcompare: Run) -> None:
    shown = vcompare("list", env={"COLUMNS": None}).stdout
    assert "Azure AI Foundry Real-Time Voice API & Model Router" in shown
    assert "…" not in shown
    assert "Vendor" in shown


def test_columns_are_exactly_those_asked_for(vcompare: Run) -> None:
    words = (
        "list",
        "--where",
        "vendor=modal,anthropic",
        "--columns",
        "slug,vendor",
        "--columns",
        "builder.score",
    )
    assert vcompare(*words, "--format", "csv").stdout == (
        "slug,vendor,reviews.builder.score\n"
        "claude-4-api,Anthropic,88\n"
        "claude-4-sonnet,Anthropic,\n"
        "claude-haiku-open-weights,Anthropic,\n"
        "modal,Modal,\n"
    )
    assert vcompare(*words, "--limit", "1", "--format", "markdown").stdout == (
        "| Slug | Vendor | Builder |\n| --- | --- | ---: |\n| claude-4-api | Anthropic | **88** |\n"
    )
    assert vcompare(*words, "--limit", "1").stdout.splitlines()[0].split() == ["Slug", "Vendor", "Builder"]
    whole = json.loads(vcompare(*words, "--format", "json").stdout)["tools"]
    assert [tool["slug"] for tool in whole] == [
        "claude-4-api",
        "claude-4-sonnet",
        "claude-haiku-open-weights",
        "modal",
    ]
    assert "tagline" in whole[0]


def test_ndjson_is_a_tool_of_the_json_on_each_line(vcompare: Run) -> None:
    lines = vcompare("list", "--format", "ndjson").stdout.splitlines()
    assert list(map(json.loads, lines)) == json.loads(vcompare("list", "--format", "json").stdout)["tools"]
    done = vcompare("list", "--where", "score>99", "--format", "ndjson")
    assert (done.returncode, done.stdout) == (1, "")


def test_values_of_a_repeated_filter_are_alternatives(vcompare: Run) -> None:
    expected = ["azure-ai-foundry", "modal"]
    assert slugs(vcompare, "--vendor", "Microsoft", "--vendor", "MODAL") == expected
    assert slugs(vcompare, "--vendor", "Microsoft,modal") == expected
    assert (
        slugs(vcompare, "--verdict", "split", "--verdict", "ship", "--vendor", "Microsoft,modal") == expected
    )
    assert slugs(vcompare, "--entry", "FREE,freemium") == slugs(vcompare, "--where", "entry<paid")
    assert len(slugs(vcompare, "--category", "nosuch", "--category", "developer tools")) == 8


@pytest.mark.parametrize(
    ("option", "one", "other"),
    [("--entry", "free", "paid"), ("--verdict", "split", "ship"), ("--vendor", "Microsoft", "Modal")],
)
def test_of_two_filters_neither_is_dropped(vcompare: Run, option: str, one: str, other: str) -> None:
    first, second = slugs(vcompare, option, one), slugs(vcompare, option, other)
    assert first
    assert second
    for words in ((option, one, option, other), (option, other, option, one), (option, f"{one},{other}")):
        assert slugs(vcompare, *words) == sorted([*first, *second])


@pytest.mark.parametrize(
    ("one", "other"),
    [("tags=inference", "entry=paid"), ("name~hub", "slug!=hf-hub-deploy")],
)
def test_all_conditions_must_hold(vcompare: Run, one: str, other: str) -> None:
    first, second = slugs(vcompare, "--where", one), slugs(vcompare, "--where", other)
    both = sorted({*first} & {*second})
    assert {*first} != {*both} != {*second}
    for words in (("--where", one, "--where", other), ("--where", other, "--where", one)):
        assert slugs(vcompare, *words) == both


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (
            ("--where", "score"),
            '"score" does not say what to compare panel.score with',
            "add a comparison, such as 'score>=80'",
        ),
        (("--where", "vendro=x"), 'there is no field "vendro"', "did you mean `vendor`?"),
        (("--columns", "nmae"), 'there is no field "nmae"', "did you mean `name`?"),
        (("--sort", "ship"), '"ship" fits 2 fields to sort by', "write `panel.ship` or `community.ship`"),
        (("--where", "added>=soon"), "added is compared with a day", ""),
    ],
)
def test_what_cannot_be_read_is_an_error(
    vcompare: Run, words: tuple[str, ...], error: str, hint: str
) -> None:
    done = vcompare("list", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {error}")
    assert hint in done.stderr


def test_no_tool_of_a_tag_leads_to_one_like_it(vcompare: Run) -> None:
    done = vcompare("list", "--tag", "voise")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('note: no tool has "voise" among its tags; did you mean `voice`?\n')


def test_html_is_a_page_with_the_title_of_the_catalog(vcompare: Run) -> None:
    page = vcompare("list", "--format", "html").stdout
    assert "<title>AI developer tools</title>" in page
    assert "<h1>AI developer tools</h1>" in page
    assert page.count("<tr>") == 9


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_facts_suggest_columns(
    vcompare: Run, make_catalog: MakeCatalog, snapshot: SnapshotAssertion, columns: str
) -> None:
    assert vcompare("list", catalog=make_catalog(MODELS), env={"COLUMNS": columns}).stdout == snapshot


def test_what_most_tools_have_comes_before_what_few_have(vcompare: Run, make_catalog: MakeCatalog) -> None:
    panel = MODELS["catalog.toml"] + '\n[panel.builder]\nname = "Builder"\n'
    review = 'verdict = "ship"\ntext = "Good."\n'
    files = {**MODELS, "catalog.toml": panel, "reviews/opus/builder.toml": review}
    head = vcompare("list", "-f", "markdown", catalog=make_catalog(files)).stdout.splitlines()[0]
    titles = head.strip("| ").split(" | ")
    assert titles[:3] == ["Slug", "Name", "Context"]
    assert titles[-1] == "Panel"
    assert "Model card" not in titles  # it is a link
    assert "Voices" not in titles  # one of four has it
    assert "Entry" not in titles  # no tool has it


def test_every_format_of_data_has_every_spec(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(MODELS)
    head, *rows = csv.reader(io.StringIO(vcompare("list", "-f", "csv", catalog=root).stdout))
    (opus,) = [dict(zip(head, row, strict=True)) for row in rows if row[0] == "opus"]
    assert opus["specs.context"] == "200000"
    assert opus["specs.throughput"] == "60..90"
    assert opus["specs.latency"] == "<=900"
    assert opus["specs.license"] == "none"
    assert opus["specs.modalities"] == "text; image"
    assert opus["specs.voices"] == ""
    payload = json.loads(vcompare("list", "-f", "json", catalog=root).stdout)
    lines = vcompare("list", "-f", "ndjson", catalog=root).stdout.splitlines()
    assert [json.loads(line) for line in lines] == payload["tools"]
    (opus,) = [tool for tool in payload["tools"] if tool["slug"] == "opus"]
    assert opus["specs"]["throughput"] | {"at_least": 60, "at_most": 90} == opus["specs"]["throughput"]
    assert "voices" not in opus["specs"]


@pytest.mark.parametrize("field", [field.path for field in selectable(BUILTIN)])
def test_any_field_filters_and_sorts_with_the_cache_as_without(vcompare: Run, field: str) -> None:
    kind = BUILTIN[field].kind
    example = (
        kind.choices[0] if isinstance(kind, Choice) else {"quantity": "1", "date": "2026"}.get(kind.name, "a")
    )
    shown = ("--columns", f"slug,{field}", "--format", "csv")
    for words in (("--where", f"{field}={example}", "--sort", f"-{field}"), ("--sort", field)):
        cached, read = (
            vcompare("list", *words, *shown, *options, catalog=SAMPLE) for options in ((), ("--no-cache",))
        )
        assert cached.returncode in {0, 1}, cached.stderr
        assert (cached.returncode, cached.stdout) == (read.returncode, read.stdout)


def test_a_catalog_of_broken_tools_is_not_without_tools(vcompare: Run, make_catalog: MakeCatalog) -> None:
    done = vcompare("list", catalog=make_catalog({"tools/nib.toml": "name ="}))
    assert (done.returncode, "no tools yet" in done.stderr) == (2, False)


@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_votes_and_reviews_that_nobody_gave_are_unknown_and_not_0(
    vcompare: Run, make_catalog: MakeCatalog, options: tuple[str, ...]
) -> None:
    root = make_catalog({
        **{f"tools/{slug}.toml": TOOL.format(name=slug.upper()) for slug in "abc"},
        "reviews/a/builder.toml": REVIEW.format(verdict="skip", score=40),
        "votes/a.toml": "[tally]\nship = 0\nskip = 3\n",
        "votes/b.toml": "[tally]\nship = 2\nskip = 0\n",
    })  # fmt: skip

    def listed(*words: str) -> list[str]:
        return vcompare("list", *words, *options, "-f", "slugs", catalog=root).stdout.split()

    assert listed("--where", "community.ship=0") == ["a"]
    assert listed("--where", "community.ship<5") == ["a", "b"]
    assert listed("--where", "community.skip!=3") == ["b"]
    assert listed("--where", "panel.ship=0") == ["a"]
    assert listed("--where", "panel.skip=0") == []
    assert listed("--sort", "community.ship") == ["a", "b", "c"]
    assert listed("--sort", "-community.ship") == ["b", "a", "c"]
    table = vcompare("list", "--columns", "slug,community.ship,panel.skip", *options, catalog=root).stdout
    assert [line.split() for line in table.splitlines()[1:]] == [
        ["a", "0", "1"],
        ["b", "2", "unknown"],
        ["c", "unknown", "unknown"],
    ]


def test_rates_that_most_tools_have_are_columns(vcompare: Run, make_catalog: MakeCatalog) -> None:
    listed = vcompare("list", catalog=make_catalog(prices.FILES)).stdout
    heads, kimi, *_ = listed.splitlines()
    assert heads.split()[:5] == ["Slug", "Name", "Input", "Output", "Category"]
    assert kimi.split()[:5] == ["kimi", "Kimi", "K2.6", "$0.95", "$4.00"]
    assert kimi.index("$0.95") + len("$0.95") == heads.index("Input") + len("Input")


def test_numbers_and_prices_are_columns_before_words(vcompare: Run, make_catalog: MakeCatalog) -> None:
    spec = '[specs.license]\nlabel = "License"\nkind = "text"\n[specs.context]\nlabel = "Context"\nkind = "quantity"\n'
    facts = '[specs]\nlicense = "MIT"\ncontext = 200_000\n'
    files = {"tools/opus.toml": f"{prices.OPUS}{facts}", "catalog.toml": f"{prices.SETTINGS}{spec}"}
    heads = vcompare("list", catalog=make_catalog(files), env={"COLUMNS": "200"}).stdout.splitlines()[0]
    assert heads.split() == [
        "Slug",
        "Name",
        "Context",
        "Input",
        "Cached",
        "input",
        "Output",
        "License",
        "Category",
        "Vendor",
    ]


def test_prices_that_no_tool_has_lead_to_what_some_have(vcompare: Run, make_catalog: MakeCatalog) -> None:
    done = vcompare("list", "--where", "tiers=a", catalog=make_catalog(prices.FILES))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('note: no tool has the tiers "a"; use one of above 200k input')


def test_the_lowest_rate_is_a_column_where_most_tools_are_only_sold_by_others(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    sold = prices.KIMI.replace("[pricing.rates]\ninput = 0.95\noutput = 4\n", "")
    files = prices.FILES | {"tools/kimi.toml": sold, "tools/llama.toml": sold}
    listed = vcompare("list", catalog=make_catalog(files)).stdout
    assert "Input, lowest" in listed.splitlines()[0]
    assert "$0.15" in listed


def test_an_amount_in_a_csv_names_a_currency_that_is_not_the_tools(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    euros = prices.KIMI.replace('name = "Together"', 'name = "Together"\ncurrency = "EUR"')
    rate = "\n[currencies.EUR]\nusd = 1.08\nchecked = 2026-11-20\n"
    root = make_catalog(prices.FILES | {"tools/kimi.toml": euros, "catalog.toml": prices.SETTINGS + rate})
    rows = list(csv.DictReader(io.StringIO(vcompare("list", "-f", "csv", catalog=root).stdout)))
    assert (rows[0]["pricing.rates.input"], rows[0]["pricing.rates.input.lowest"]) == ("0.95", "0.15 EUR")
