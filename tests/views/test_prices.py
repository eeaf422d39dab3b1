"""The section Prices, as people see it: rates, sellers, tiers, plans and costs of tools side by side."""

import csv
from typing import Protocol

import pytest

from tests import prices
from tests.conftest import MakeCatalog, Run
from vcompare.app.opened import open_catalog
from vcompare.views.prices import in_short

DEEPINFRA = """
[offers.deepinfra]
name = "DeepInfra"
rates = { input = 0.20, output = 2.5 }
"""
LLAMA = """\
name = "Llama 4"
tagline = "Open weights"
category = "Language models"

[offers.together]
name = "Together"
rates = { input = 0.15, output = 0.60 }

[offers.groq]
name = "Groq"
rates = { input = 0.20, output = 0.60 }
"""
MISTRAL = """\
name = "Mistral"
tagline = "In euros"
category = "Language models"

[pricing]
currency = "EUR"
rates = { input = 0.50, output = 4 }
"""
EURO = """
[currencies.EUR]
usd = 1.08
checked = 2026-11-20
"""


class Show(Protocol):
    def __call__(self, *words: str, width: int = 120, settings: str = "", **tools: str) -> str: ...


@pytest.fixture
def show(vcompare: Run, make_catalog: MakeCatalog) -> Show:
    def shown(*words: str, width: int = 120, settings: str = "", **tools: str) -> str:
        files = prices.FILES | {"catalog.toml": prices.SETTINGS + settings}
        root = make_catalog(files | {f"tools/{slug}.toml": text for slug, text in tools.items()})
        result = vcompare("show", *words, catalog=root, env={"COLUMNS": str(width)})
        assert (result.returncode, result.stderr) == (0, "")
        return str(result.stdout)

    return shown


def row(shown: str, label: str) -> str:
    """Return the line of a row, with single spaces."""
    return next(" ".join(line.split()) for line in shown.splitlines() if line.startswith(label))


def test_rates_have_what_they_are_for_in_the_title(show: Show) -> None:
    shown = show("kimi", "opus")
    assert "Prices per 1M tokens ───" in shown
    assert row(shown, "Input") == "Input $0.95 ▲ 1 offer from $0.15 $5.00"
    assert row(shown, "Cached input") == "Cached input unknown $0.50 1 offer from $0.40"
    assert "Seat" not in shown


def test_a_rate_of_another_measure_says_what_it_is_for(show: Show) -> None:
    seats = prices.KIMI.replace("input = 0.95", "seat-month = 20\ninput = 0.95", 1)
    shown = show("kimi", kimi=seats)
    assert "Prices per 1M tokens ───" in shown
    assert row(shown, "Seat") == "Seat, per seat-month $20.00"
    shown = show("kimi", kimi=prices.KIMI.replace("input = 0.95\noutput = 4", "seat-month = 20\noutput = 4"))
    # Of two kinds of measure, neither is that of the section, once the seller's input is out of the way.
    assert "Prices per 1M tokens ───" in shown


def test_tiers_and_plans_are_in_words(show: Show) -> None:
    shown = show("opus")
    assert row(shown, "Tiers") == "Tiers Above 200k input: input $10.00, output $37.50"
    assert row(shown, "Plans") == "Plans Team $25.00 a seat-month, with 500k input"


def test_what_a_plan_includes_is_counted_in_its_unit(show: Show) -> None:
    requests = '\n[meters.requests]\nlabel = "Requests"\nunit = "requests"\n'
    plans = prices.KIMI + (
        '\n[[pricing.plans]]\nname = "Year"\namount = 190\nper = "year"\n'
        "includes = { seat-month = 12, requests = 1, input = 5 }\n"
    )
    shown = show("kimi", settings=requests, kimi=plans)
    assert "with 12 seat-months, 1 request and 5 input" in " ".join(shown.split())
    each = show("kimi", settings=requests, kimi=prices.KIMI.replace("input =", "requests = 2\ninput =", 1))
    assert "Requests, per $2.00 request " in " ".join(each.split())


def test_what_cannot_be_read_of_a_tier_is_unknown(vcompare: Run, make_catalog: MakeCatalog) -> None:
    broken = prices.OPUS.replace("output = 37.5", 'output = "soon"')
    root = make_catalog(prices.FILES | {"tools/opus.toml": broken})
    shown = vcompare("show", "opus", catalog=root).stdout
    assert row(shown, "Tiers") == "Tiers Above 200k input: input $10.00, output unknown"


def test_the_cheapest_of_several_sellers_is_named(show: Show) -> None:
    both = prices.KIMI + DEEPINFRA.replace("2.5", "3.5")
    assert row(show("kimi", kimi=both), "Offers") == "Offers 2 offers, cheapest: Together"
    each = prices.KIMI + DEEPINFRA
    wanted = "Offers 2 offers, lowest input: Together; lowest output: DeepInfra"
    assert row(show("kimi", kimi=each), "Offers") == wanted
    shown = row(show("kimi", kimi=both.replace("output = 3.5", "cache-read = 0.1")), "Offers")
    assert "cheapest" not in shown
    euros = both.replace('name = "DeepInfra"', 'name = "DeepInfra"\ncurrency = "EUR"')
    assert row(show("kimi", kimi=euros), "Offers") == "Offers 2 offers: Together and DeepInfra"


def test_what_only_others_sell_says_so(show: Show) -> None:
    shown = show("llama", "kimi", llama=LLAMA)
    assert row(shown, "Offers").startswith("Offers only from sellers; cheapest: Together")
    assert row(shown, "Input").startswith("Input from $0.15 2 offers")
    assert "Pricing" not in shown


def test_an_unknown_rate_stays_unknown_beside_offers(show: Show) -> None:
    shown = show("kimi", kimi=prices.KIMI.replace("input = 0.95\n", ""))
    assert row(shown, "Input") == "Input unknown 1 offer from $0.15"


@pytest.mark.parametrize(("settings", "marked"), [("", False), (EURO, True)])
def test_currencies_are_compared_only_at_a_rate_which_is_named(
    show: Show, settings: str, marked: bool
) -> None:
    shown = show("kimi", "mistral", mistral=MISTRAL, settings=settings)
    assert "€0.50" in shown
    assert ("▲" in row(shown, "Input")) is marked
    assert ("€1 = $1.08 as of 2026-11-20" in shown) is marked


def test_an_offer_in_another_currency_is_not_said_to_be_lower(show: Show) -> None:
    euros = prices.KIMI.replace('name = "Together"', 'name = "Together"\ncurrency = "EUR"')
    assert "from" not in row(show("kimi", kimi=euros), "Input")
    assert row(show("kimi", kimi=euros, settings=EURO), "Input").endswith("1 offer from €0.15")


def test_rates_without_a_summary_are_dated_and_known(show: Show) -> None:
    shown = show("kimi")
    assert row(shown, "Read on") == "Read on 2026-11-02"
    assert "pricing" not in shown.lower()
    assert row(show("kimi", "opus"), "Pricing") == "Pricing see rates Pay per token"


def test_from_three_tools_on_a_day_of_all_is_said_once(show: Show) -> None:
    shown = show("kimi", "opus", "other", other=prices.KIMI.replace("Kimi", "Other"))
    assert "prices read on 2026-11-02" in row(shown, "Same")
    assert "Read on" not in shown


def test_a_rate_of_all_has_its_unit_in_the_line_of_what_is_the_same(show: Show) -> None:
    alike = prices.KIMI.partition("[offers")[0]
    shown = show("one", "two", "three", one=alike, two=alike, three=alike)
    assert "input: $0.95 per 1M tokens" in row(shown, "Same")


def test_meters_that_no_tool_has_are_left_out(show: Show) -> None:
    more = "".join(f'\n[meters.m{number}]\nlabel = "M{number}"\nunit = "units"\n' for number in range(20))
    shown = show("kimi", "opus", settings=more)
    assert "M1" not in shown
    assert "m1" not in shown
    assert "rates" in row(show("nib", "nob", nob=prices.BARE, settings=more), "Unknown")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_offers_have_a_row_each(show: Show, width: int) -> None:
    shown = show("kimi", "opus", "nib", "--offers", width=width)
    assert all(len(line) <= width for line in shown.splitlines())
    words = " ".join(shown.split())
    assert all(text in words for text in ("Together", "Amazon Bedrock", "$0.15", "$5.50", "unknown"))
    assert "https://example.com/bedrock" in shown.replace("\n", "").replace(" ", "")


def test_offers_name_the_specs_that_differ(show: Show) -> None:
    spec = '\n[specs.context]\nlabel = "Context window"\nkind = "quantity"\n'
    opus = prices.OPUS.replace("[pricing]", "[specs]\ncontext = 200_000\n\n[pricing]", 1)
    opus += "\n[offers.bedrock.specs]\ncontext = 100_000\n"
    assert "Context window: 100k" in show("opus", "--offers", settings=spec, opus=opus)


def test_a_csv_has_offers_by_their_paths(show: Show) -> None:
    rows = {
        line[0]: line[1:] for line in csv.reader(show("kimi", "opus", "--offers", "-f", "csv").splitlines())
    }
    assert rows["offers.together.pricing.rates.input"] == ["0.15", ""]
    assert rows["offers.bedrock.name"] == ["", "Amazon Bedrock"]
    assert rows["pricing.currency"] == ["USD", "USD"]


def test_costs_have_a_section_of_their_own(show: Show) -> None:
    shown = show("kimi", "opus", "--section", "cost")
    assert row(shown, "Costs").startswith("Costs ──")
    assert row(shown, "Support desk").startswith("Support desk $52.50–$138 a month ▲ 1 offer from $22.50–$36")
    assert "rate of cached input unknown" in shown
    assert "Input" not in shown


def test_without_workloads_the_section_says_what_to_write(vcompare: Run, make_catalog: MakeCatalog) -> None:
    files = {path: text for path, text in prices.FILES.items() if "workloads" not in path}
    result = vcompare("show", "kimi", "--section", "cost", catalog=make_catalog(files))
    assert result.returncode == 2
    assert "this catalog has no workloads yet" in result.stderr


def test_sources_are_numbered_for_rates(show: Show) -> None:
    shown = show("kimi", "opus", "--sources")
    assert "$0.95 [1] ▲" in shown
    assert "B · Cached input: “Cache hits $0.50 / MTok”" in shown


def test_in_full_quotes_are_below_the_rates(show: Show) -> None:
    assert "“Cache hits $0.50 / MTok”" in show("opus", "--full")


def test_only_what_differs(show: Show) -> None:
    other = prices.KIMI.replace("input = 0.95", "input = 0.90")
    shown = show("kimi", "other", "--differences", "--section", "prices", other=other)
    assert "Input" in shown
    assert "Output" not in shown
    assert "Read on" not in shown


def test_markdown_keeps_amounts_bold(show: Show) -> None:
    assert "| **\\$0.95** ▲ (1 offer from \\$0.15) |" in show("kimi", "opus", "-f", "markdown")


def test_costs_are_among_the_prices_unless_they_are_asked_for_apart(show: Show) -> None:
    shown = show("kimi", "opus", "--workload", "support")
    assert "Costs" not in shown
    assert row(shown, "Support desk").startswith("Support desk $52.50–$138 a month ▲")
    apart = show("kimi", "opus", "--section", "prices,cost", "--workload", "support")
    assert apart.count("Support desk") == 1
    assert apart.index("Costs ──") < apart.index("Support desk")


def test_first_rates_in_short(make_catalog: MakeCatalog) -> None:
    free = 'name = "F"\ntagline = "F"\ncategory = "C"\n'
    files = {"tools/llama.toml": LLAMA, "tools/mistral.toml": MISTRAL, "tools/f.toml": free}
    opened = open_catalog(make_catalog(prices.FILES | files))
    said = {slug: in_short(opened[slug], opened.fields, opened.settings.meters) for slug in opened}
    assert said["opus"] == "Input $5.00 and output $25.00 per 1M tokens"
    assert said["llama"] == "Input from $0.15 and output from $0.60 per 1M tokens"
    assert said["mistral"] == "Input €0.50 and output €4.00 per 1M tokens"
    assert said["f"] == ""
