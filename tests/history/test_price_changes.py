"""Prices over time, through the real program: what `diff`, `history` and `digest` say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SETTINGS, Run
from tests.history.repositories import Repository, tool

METERS = """
currency = "USD"
[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000
[meters.output]
label = "Output"
unit = "tokens"
per = 1_000_000
[meters.seat-month]
label = "Seat"
unit = "seat-month"
[specs.context]
label = "Context window"
kind = "quantity"
"""
HEAD, PANEL = SETTINGS.split("[panel", 1)
DECLARED = f"{HEAD}{METERS}[panel{PANEL}"
PAGE = '[sources.pricing]\nurl = "https://a.example"\nchecked = {}\n'
TEAM = '[[pricing.plans]]\nname = "Team"\namount = {}\nper = "{}"\n'
TIER = "[[pricing.tiers]]\nover = {{ input = 200_000 }}\nrates = {{ input = {} }}\n"
BEDROCK = '[offers.bedrock]\nname = "Amazon Bedrock"\n'


def kimi(prices: str) -> dict[str, str | bytes | None]:
    return {"tools/kimi.toml": f"{tool('Kimi')}{prices}\n"}


def rates(text: str) -> str:
    return f"[pricing]\nsummary = 'Per token'\n[pricing.rates]\n{text}\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def compared(vcompare: Run, made: Repository) -> tuple[list[dict[str, Any]], str, str]:
    """Return the changes of the last commit: as JSON, as a table, and as the sentence of a digest."""
    at = ("HEAD~1", "HEAD")
    found = vcompare("diff", *at, "-f", "json", catalog=made.root)
    assert (found.returncode, found.stderr) == (0, "")
    table = vcompare("diff", *at, catalog=made.root, env={"COLUMNS": "160"})
    since = ("digest", "--since", "HEAD~1", "--today", "2026-11-20")
    digest = vcompare(*since, catalog=made.root)
    feed = vcompare(*since, "-f", "atom", catalog=made.root)
    payload = vcompare(*since, "-f", "json", catalog=made.root)
    assert [one.returncode for one in (table, digest, feed, payload)] == [0, 0, 0, 0]
    changes = json.loads(found.stdout)["changes"]
    told = json.loads(payload.stdout)["changes"]
    assert [{key: one[key] for key in one if key != "commits"} for one in told] == changes
    words = digest.stdout.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")
    return changes, " ".join(table.stdout.split()), words


@pytest.mark.parametrize(
    ("before", "after", "field", "sides", "trend", "row", "sentence"),
    [
        (rates("output = 3.48"), rates("output = 0.87"), "pricing.rates.output", ("3.48", "0.87"), "down",
         "Output $3.48 → $0.87 −75%", "Output $3.48 → $0.87, −75%"),
        (rates("output = 3"), rates("output = { amount = '3.30', quote = '3.30' }"), "pricing.rates.output",
         ("3", "3.3"), "up", "Output $3.00 → $3.30 +10%", "Output $3.00 → $3.30, +10%"),
        (rates(""), rates("output = 3"), "pricing.rates.output", (None, "3"), None,
         "Output unknown → $3.00", "Output unknown → $3.00"),
        (rates("output = 3"), rates(""), "pricing.rates.output", ("3", None), None,
         "Output $3.00 → unknown", "Output $3.00 → unknown"),
        (rates("output = 0"), rates("output = 3"), "pricing.rates.output", ("0", "3"), "up",
         "Output $0.00 → $3.00", "Output $0.00 → $3.00"),
        (TEAM.format(20, "month"), TEAM.format(25, "month"), "pricing.plans",
         ([{"name": "Team", "amount": "20", "per": "month", "includes": {}}],
          [{"name": "Team", "amount": "25", "per": "month", "includes": {}}]), "up",
         "Plans Team $20.00 a month → Team $25.00 a month +25%",
         "Plans Team $20.00 a month → Team $25.00 a month, +25%"),
        (TEAM.format(20, "month"), TEAM.format(200, "year"), "pricing.plans",
         ([{"name": "Team", "amount": "20", "per": "month", "includes": {}}],
          [{"name": "Team", "amount": "200", "per": "year", "includes": {}}]), None,
         "Plans Team $20.00 a month → Team $200.00 a year", "Plans Team $20.00 a month → Team $200.00 a year"),
        (rates("input = 3") + TIER.format(6), rates("input = 3") + TIER.format(4.5), "pricing.tiers",
         ([{"over": {"input": 200000}, "rates": {"input": "6"}}],
          [{"over": {"input": 200000}, "rates": {"input": "4.5"}}]), "down",
         "Tiers above 200k input: input $6.00 → above 200k input: input $4.50 −25%",
         "Tiers above 200k input: input $6.00 → above 200k input: input $4.50, −25%"),
        (f"{BEDROCK}rates = {{ input = 3.30 }}", f"{BEDROCK}rates = {{ input = 3 }}",
         "offers.bedrock.rates.input", ("3.3", "3"), "down",
         "Amazon Bedrock: Input $3.30 → $3.00 −9%", "Amazon Bedrock: Input $3.30 → $3.00, −9%"),
        (f"{BEDROCK}specs = {{ context = 100 }}", f"{BEDROCK}specs = {{ context = 200 }}",
         "offers.bedrock.specs.context", (100, 200), "up", "Amazon Bedrock: Context 100 → 200 +100% window",
         "Amazon Bedrock: the context window rose from 100 to 200 (+100%)"),
        (BEDROCK, BEDROCK.replace("Amazon", "AWS"), "offers.bedrock.name", ("Amazon Bedrock", "AWS Bedrock"), None,
         "AWS Bedrock: Name Amazon Bedrock → AWS Bedrock", "AWS Bedrock: the name changed"),
    ],
)  # fmt: skip
def test_a_change_of_every_kind(
    vcompare: Run,
    made: Repository,
    before: str,
    after: str,
    field: str,
    sides: tuple[Any, Any],
    trend: str | None,
    row: str,
    sentence: str,
) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(before)})
    made.commit("2026-11-02", kimi(after))
    (change,), table, digest = compared(vcompare, made)
    assert (change["field"], change["before"], change["after"], change["trend"]) == (field, *sides, trend)
    assert change.get("seller") == (row.partition(":")[0] if field.startswith("offers.") else None)
    assert row in table
    assert f"Kimi**: {sentence}" in digest
    states = json.loads(vcompare("history", "kimi", "-f", "json", catalog=made.root).stdout)["states"]
    assert states[-1]["changes"] == [change]
    history = vcompare("history", "kimi", catalog=made.root, env={"COLUMNS": "160"}).stdout
    assert row in " ".join(history.split())


def test_a_seller_that_comes_and_goes(vcompare: Run, made: Repository) -> None:
    made.commit(
        "2026-11-01",
        {
            "catalog.toml": f'{DECLARED}[meters.cache-read]\nlabel = "Cached input"\nunit = "tokens"\n',
            **kimi(rates("input = 3")),
        },
    )
    made.commit(
        "2026-11-02", kimi(f"{rates('input = 3')}{BEDROCK}rates = {{ input = 3.30, cache-read = 0.33 }}")
    )
    (change,), table, digest = compared(vcompare, made)
    assert (change["field"], change["before"], change["kind"]) == ("offers.bedrock", None, "pricing")
    assert change["after"]["name"] == change["seller"] == "Amazon Bedrock"
    assert change["after"]["pricing"]["rates"]["input"]["amount"] == "3.3"
    assert "Seller Amazon Bedrock none → input $3.30, cached input $0.33" in table
    assert "Kimi**: Amazon Bedrock sells it too: input $3.30, cached input $0.33" in digest
    made.commit("2026-11-03", kimi(rates("input = 3")))
    (change,), table, digest = compared(vcompare, made)
    assert (change["after"], change["trend"]) == (None, None)
    assert "Seller Amazon Bedrock input $3.30, cached input $0.33 → none" in table
    assert "Amazon Bedrock is no longer among its sellers, after input $3.30, cached input $0.33" in digest


@pytest.mark.parametrize("table", ["[pricing]\nsummary = 'Free'\n", BEDROCK])
def test_amounts_of_another_currency_went_neither_up_nor_down(
    vcompare: Run, made: Repository, table: str
) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(f"{table}rates = {{ input = 3 }}")})
    made.commit("2026-11-02", kimi(f'{table}currency = "EUR"\nrates = {{ input = 2.80 }}'))
    changes, shown, digest = compared(vcompare, made)
    assert {one["field"].rpartition(".")[2] for one in changes} == {"input", "currency"}
    assert {one["trend"] for one in changes} == {None}
    assert "Input $3.00 → €2.80" in shown
    assert "%" not in shown
    assert "Input $3.00 → €2.80" in digest


def test_a_page_that_was_read_again_is_one_change(vcompare: Run, made: Repository) -> None:
    prices = rates("input = 3\noutput = { amount = 9, quote = '$9' }") + TEAM.format(20, "month")
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(PAGE.format("2026-10-01") + prices)})
    made.commit("2026-11-02", kimi(PAGE.format("2026-11-01") + prices))
    (change,), _, digest = compared(vcompare, made)
    assert (change["kind"], change["field"]) == ("facts", "pricing.checked")
    made.commit("2026-11-03", kimi(PAGE.format("2026-11-02") + prices.replace("input = 3", "input = 2")))
    changes, _, digest = compared(vcompare, made)
    assert [one["field"] for one in changes] == ["pricing.rates.input", "pricing.checked"]
    assert "dated" not in digest  # it goes without saying
    own = prices.replace("quote = '$9'", "checked = 2026-11-03, source = 'https://b.example'")
    made.commit("2026-11-04", kimi(PAGE.format("2026-11-02") + own.replace("input = 3", "input = 2")))
    assert compared(vcompare, made)[0] == []


def test_an_offer_that_was_read_again_is_one_quiet_change(vcompare: Run, made: Repository) -> None:
    offer = f"{BEDROCK}checked = {{}}\nrates = {{{{ input = 3, output = 4 }}}}"
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(offer.format("2026-10-01"))})
    made.commit("2026-11-02", kimi(offer.format("2026-11-01")))
    (change,), *_ = compared(vcompare, made)
    assert (change["kind"], change["field"]) == ("facts", "offers.bedrock.checked")


def test_plans_that_stay_are_not_told(vcompare: Run, made: Repository) -> None:
    team, pro = TEAM.format(20, "month"), TEAM.format(9, "month").replace("Team", "Pro")
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(team)})
    made.commit("2026-11-02", kimi(team + pro))
    (change,), table, digest = compared(vcompare, made)
    assert (len(change["before"]), len(change["after"]), change["trend"]) == (1, 2, None)
    assert "Plans Pro $9.00 a month added" in table
    assert "Team" not in table + digest
    assert "Kimi**: Plans Pro $9.00 a month added" in digest
    made.commit("2026-11-03", kimi(pro))
    assert "Plans Team $20.00 a month removed" in compared(vcompare, made)[1]
    made.commit("2026-11-04", kimi(""))
    (change,), table, _ = compared(vcompare, made)
    assert (change["after"], change["trend"]) == (None, None)
    assert "Plans Pro $9.00 a month → unknown" in table


@pytest.mark.parametrize(
    ("old", "new", "field", "row", "sentence"),
    [
        ('label = "Input"', 'label = "Prompt"', "meters.input.label", "Label of `input` Input → Prompt",
         "“Input” is now called “Prompt”"),
        ("per = 1_000_000\n[meters.output]", "per = 1_000\n[meters.output]", "meters.input.per",
         "1,000,000 → 1,000", "rates of “Input” are for 1,000 now, after 1,000,000"),
        ('unit = "tokens"\nper = 1_000_000\n[meters.o', 'unit = "words"\nper = 1_000_000\n[meters.o',
         "meters.input.unit", "Unit of input tokens → words", "“Input” now has the unit “words”, after “tokens”"),
        ('unit = "seat-month"', 'unit = "seat-month"\n[meters.image]\nlabel = "Image"\nunit = "images"',
         "meters.image", "Meter `image` none → Image", "the prices of “Image” are compared now"),
        ('unit = "seat-month"', 'unit = "seat-month"\n[currencies.EUR]\nusd = 1.08\nchecked = 2026-11-01',
         "currencies.EUR.usd", "Dollars for one EUR none → 1.08", "one EUR is worth 1.08 US dollars now"),
    ],
)  # fmt: skip
def test_meters_that_are_declared_otherwise(
    vcompare: Run, made: Repository, old: str, new: str, field: str, row: str, sentence: str
) -> None:
    """Prices for other units are other prices, and not changed ones."""
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 3"))})
    assert old in DECLARED
    made.commit("2026-11-02", {"catalog.toml": DECLARED.replace(old, new, 1), **kimi(rates("input = 3"))})
    (change,), table, digest = compared(vcompare, made)
    assert (change["kind"], change["field"], change["tool"]) == ("declaration", field, None)
    assert row in table
    assert sentence in digest
    assert "1 change to what prices are for." in digest


def test_rates_for_other_units_are_not_compared(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 3\noutput = 1"))})
    declared = DECLARED.replace("per = 1_000_000", "per = 1_000", 1)
    made.commit("2026-11-02", {"catalog.toml": declared, **kimi(rates("input = 0.003\noutput = 2"))})
    changes, *_ = compared(vcompare, made)
    assert [one["field"] for one in changes] == ["pricing.rates.output", "meters.input.per"]
    states = json.loads(vcompare("history", "kimi", "-f", "json", catalog=made.root).stdout)["states"]
    assert [one["field"] for one in states[-1]["changes"]] == ["pricing.rates.output"]


def test_another_currency_of_the_catalog(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 3"))})
    made.commit("2026-11-02", {"catalog.toml": DECLARED.replace('"USD"', '"EUR"')})
    changes, table, digest = compared(vcompare, made)
    assert ("currency", "USD", "EUR") in {(one["field"], one["before"], one["after"]) for one in changes}
    assert {one["trend"] for one in changes} == {None}
    assert "Currency of amounts USD → EUR" in table
    assert "amounts are in EUR now, after USD" in digest


def test_the_larger_share_comes_first(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 100\noutput = 1"))})
    made.commit("2026-11-02", kimi(rates("input = 110\noutput = 3")))
    changes, *_ = compared(vcompare, made)
    assert [one["field"] for one in changes] == ["pricing.rates.output", "pricing.rates.input"]


def test_a_line_of_a_rate(vcompare: Run, made: Repository) -> None:
    """It is drawn from three states on, of what can be compared with the last rate."""
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 3.48\noutput = 9"))})
    made.commit("2026-11-02", kimi(rates("input = 3\noutput = 9")))

    def shown(form: str = "table") -> str:
        done = vcompare("history", "kimi", "-f", form, catalog=made.root, env={"COLUMNS": "100"})
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert "Prices" not in shown()
    made.commit("2026-11-03", kimi(rates("input = 0.87\noutput = 9")))
    made.commit("2026-11-04", kimi(rates("input = 1.25\noutput = 9")))
    table = " ".join(shown().split())
    assert "Prices First Lowest Highest Last Input █▇▁▂ $3.48 $0.87 $3.48 $1.25" in table
    assert "Output █" not in table  # it never changed
    assert "| Input | █▇▁▂ | **\\$3.48** | **\\$0.87** | **\\$3.48** | **\\$1.25** |" in shown("markdown")
    made.commit("2026-11-05", kimi('[pricing]\ncurrency = "EUR"\nrates = { input = 1 }'))
    assert "Prices First" not in " ".join(shown().split())
    made.commit("2026-11-06", kimi(rates("output = 9")))
    assert "Prices First" not in " ".join(shown().split())


def test_a_state_has_the_prices_of_a_tool(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **kimi(rates("input = 3.0"))})
    (state,) = json.loads(vcompare("history", "kimi", "-f", "json", catalog=made.root).stdout)["states"]
    assert state["pricing"]["currency"] == "USD"
    assert state["pricing"]["rates"]["input"]["amount"] == "3"


def test_stale_rates_are_told_by_name(vcompare: Run, made: Repository) -> None:
    old = "{ amount = 3, source = 'https://b.example', checked = 2026-01-01 }"
    offer = f"{BEDROCK}checked = 2026-01-02\nsource = 'https://b.example'\nrates = {{ input = 3 }}\n"
    prices = f"{PAGE.format('2026-11-01')}{rates(f'input = {old}')}{offer}"
    made.commit("2026-03-01", {"catalog.toml": DECLARED, **kimi(prices)})
    digest = vcompare(
        "digest", "--since", "2026-04-01", "--until", "2026-04-30", "--today", "2026-11-20", catalog=made.root
    )
    assert "Kimi: Input rate read on 2026-01-01, stale since 2026-04-02." in digest.stdout
    assert "Kimi: prices of Amazon Bedrock read on 2026-01-02, stale since 2026-04-03." in digest.stdout


SUPPORT = 'label = "Support desk"\nrequests = 1_000\n[each]\ninput = 10_000\noutput = 1_000\n'


def test_what_a_workload_costs(vcompare: Run, made: Repository) -> None:
    """The workload of the end counts, whatever it was before: what changed is the price."""
    files = {"catalog.toml": DECLARED, "workloads/support.toml": SUPPORT.replace("1_000\n[", "9\n[")}
    made.commit("2026-11-01", {**files, **kimi(rates("input = 30\noutput = 10"))})
    made.commit("2026-11-02", {"workloads/support.toml": SUPPORT, **kimi(rates("input = 20\noutput = 10"))})
    changes, table, digest = compared(vcompare, made)
    rate, cost = changes
    assert rate["field"] == "pricing.rates.input"
    assert (cost["kind"], cost["field"], cost["trend"]) == ("cost", "cost.support", "down")
    assert (cost["before"], cost["after"]) == ("310", "210")
    assert "Support desk $310 → $210 −32%" in table
    assert "Support desk $310 → $210 a month, −32%" in digest
    assert "1 price changed." in digest
    states = json.loads(vcompare("history", "kimi", "-f", "json", catalog=made.root).stdout)["states"]
    assert states[-1]["changes"] == changes
    made.commit("2026-11-03", {"workloads/support.toml": SUPPORT.replace("1_000\n[", "2_000\n[")})
    assert compared(vcompare, made)[0] == []


def test_a_cost_of_which_only_limits_are_known(vcompare: Run, made: Repository) -> None:
    files = {"catalog.toml": DECLARED, "workloads/support.toml": SUPPORT}
    made.commit("2026-11-01", {**files, **kimi(rates("input = 30"))})
    made.commit("2026-11-02", kimi(rates("input = 20")))
    (_, cost), table, digest = compared(vcompare, made)
    assert cost["before"] == {"at_least": "300", "at_most": None}
    assert cost["trend"] is None
    assert "Support desk at least $300 → at least $200" in table
    assert "Support desk at least $300 → at least $200 a month" in digest


def test_costs_at_rates_for_other_units_are_not_compared(vcompare: Run, made: Repository) -> None:
    files = {"catalog.toml": DECLARED, "workloads/support.toml": SUPPORT}
    made.commit("2026-11-01", {**files, **kimi(rates("input = 30\noutput = 1"))})
    declared = DECLARED.replace("per = 1_000_000", "per = 1_000", 1)
    made.commit("2026-11-02", {"catalog.toml": declared, **kimi(rates("input = 0.03\noutput = 1"))})
    assert [one["field"] for one in compared(vcompare, made)[0]] == ["meters.input.per"]
