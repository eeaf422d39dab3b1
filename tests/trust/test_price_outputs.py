"""Made-up prices with holes in every output: what is unknown is never 0, free or lower, nor a part the whole.

The oracle adds up for itself, with fractions: a sum over known rates, and how far unknown ones reach.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.program import inside
from tests.trust import grids

METERS: dict[str, dict[str, Any]] = {
    "input": {"label": "Input", "unit": "tokens", "per": 1_000_000},
    "cached": {"label": "Cached input", "unit": "tokens", "per": 1_000_000, "part_of": "input"},
    "output": {"label": "Output", "unit": "tokens", "per": 1_000_000},
}
LABELS = {key: meter["label"] for key, meter in METERS.items()}
EACH = {"input": 12_000, "cached": 9_000, "output": 600}
REQUESTS = 10_000
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
DOLLARS = {"USD": Fraction(1), "EUR": Fraction("1.08")}
MONEY = re.compile(r"([$€£])\s?(\d[\d,]*(?:\.\d+)?)")
AMOUNT = r"[$€£]\d[\d,]*(?:\.\d+)?"
FORMS = ("table", "plain", "markdown", "html")

Prices = dict[str, Any]
"""What a file has: `rates`, and maybe `currency`, `plans` and `tiers`."""


class Made(NamedTuple):
    """The prices of tools by slug, those of their offers by seller, and whether a rate for euros is known."""

    tools: dict[str, Prices | None]
    offers: dict[str, dict[str, Prices]]
    euros: bool


@st.composite
def catalogs(draw: st.DrawFn) -> Made:
    amounts = iter(draw(st.permutations([f"{one}.{one + 11}" for one in range(1, 60)])))

    def prices() -> Prices:
        known = [meter for meter in METERS if draw(st.integers(0, 3))]
        made: Prices = {"rates": {meter: float(next(amounts)) for meter in known}}
        if currency := draw(st.sampled_from(("", "", "EUR", "GBP"))):
            made["currency"] = currency
        if draw(st.integers(0, 4)) == 0:
            made["plans"] = [{"name": "Team", "amount": float(next(amounts)) + 500, "per": "month"}]
        if draw(st.integers(0, 4)) == 0:
            made["tiers"] = [{"over": {"input": 200_000}, "rates": {"input": float(next(amounts))}}]
        return made

    slugs = [f"tool-{number}" for number in range(draw(st.integers(2, 4)))]
    tools = {slug: prices() if draw(st.integers(0, 3)) else None for slug in slugs}
    offers = {
        slug: {f"seller-{number}": prices() for number in range(draw(st.integers(0, 3)))} for slug in slugs
    }
    return Made(tools, offers, draw(st.booleans()))


@contextmanager
def catalog(made: Made) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "tools").mkdir()
        (root / "workloads").mkdir()
        exchange = {"EUR": {"usd": 1.08, "checked": "DAY"}} if made.euros else {}
        head = {"format": 1, "title": "Made", "currency": "USD", "meters": METERS, "currencies": exchange}
        (root / "catalog.toml").write_text(tomli_w.dumps(head).replace('"DAY"', "2026-11-20"))
        for slug, own in made.tools.items():
            tool = {
                "name": slug.title(),
                "tagline": "A tool",
                "category": "Tools",
                "offers": made.offers[slug],
            }
            tool |= {"pricing": own} if own else {}
            (root / f"tools/{slug}.toml").write_text(tomli_w.dumps(tool))
        workload = {"label": "Support desk", "requests": REQUESTS, "each": EACH}
        (root / "workloads/support.toml").write_text(tomli_w.dumps(workload))
        yield folder


def run(folder: str, *words: str) -> str:
    done = inside((*words, "--no-cache", "--catalog", folder), COLUMNS="2000")
    assert done.status == 0, done.talk
    return done.text


def currency(prices: Prices) -> str:
    return str(prices.get("currency", "USD"))


def known(prices: Prices | None) -> bool:
    return bool(prices and (prices["rates"] or prices.get("plans") or prices.get("tiers")))


def rate(prices: Prices | None, meter: str) -> Fraction | None:
    found = prices["rates"].get(meter) if prices else None
    return None if found is None else Fraction(str(found))


def interval(prices: Prices | None) -> tuple[Fraction, Fraction | None] | None:
    """Return what a month costs at least and at most, None if nothing is known of it. A plan of 500 includes nothing."""
    if not known(prices):
        return None
    billed = {"input": EACH["input"] - EACH["cached"], "cached": EACH["cached"], "output": EACH["output"]}
    low, high = Fraction(0), Fraction(0)
    endless = False
    for meter, quantity in billed.items():
        share = Fraction(quantity * REQUESTS, 1_000_000)
        if (amount := rate(prices, meter)) is not None:
            low, high = low + share * amount, high + share * amount
        elif meter == "cached" and (amount := rate(prices, "input")) is not None:
            high += share * amount
        else:
            endless = True
    return None if endless and not low else (low, None if endless else high)


def worth(made: Made, amount: Fraction, of: str) -> tuple[str, Fraction]:
    """Return an amount in what it can be compared in."""
    if of in DOLLARS and (of == "USD" or made.euros):
        return "USD", amount * DOLLARS[of]
    return of, amount


def shown(amount: Fraction, of: str) -> str:
    """Return an amount to the cent, half up, as an output has it."""
    cents = (200 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    text = f"{cents // 100:,}.{cents % 100:02}"
    return f"{SIGNS[of]}{text.removesuffix('.00')}"


def of_rate(amount: Fraction, of: str) -> str:
    return f"{SIGNS[of]}{float(amount):,.2f}"


def told(made: Made) -> set[str]:
    """Return every amount that an output may name."""
    found = {"$1.08", "€1"}
    every = [*made.tools.values(), *(offer for each in made.offers.values() for offer in each.values())]
    for prices in filter(None, every):
        tables = [plan["amount"] for plan in prices.get("plans", ())]
        tables += [amount for tier in prices.get("tiers", ()) for amount in tier["rates"].values()]
        amounts = [Fraction(str(amount)) for amount in (*prices["rates"].values(), *tables)]
        found |= {of_rate(amount, currency(prices)) for amount in amounts}
        found |= {shown(end, currency(prices)) for end in interval(prices) or () if end}
    return found


def judge_text(made: Made, text: str) -> None:
    """Every amount is one that is known; none is 0, and nothing is free."""
    text = text.replace("\\", "")
    assert "free" not in text.casefold()
    amounts = {f"{sign}{number.rstrip('.')}" for sign, number in MONEY.findall(text)}
    lacking = {one for one in amounts if one not in told(made) and f"{one}.00" not in told(made)}
    every = [*made.tools.values(), *(offer for each in made.offers.values() for offer in each.values())]
    # The lowest of several may be shown in the main currency.
    converted = {
        shown(end * DOLLARS["EUR"], "USD")
        for prices in filter(None, every)
        if currency(prices) == "EUR" and made.euros
        for end in interval(prices) or ()
        if end
    }
    assert lacking <= converted, (lacking, text)


def judge_rates(made: Made, cells: grids.Cells) -> None:
    for slug, own in made.tools.items():
        for meter, label in LABELS.items():
            if (cell := cells.get((slug, label))) is None:
                assert all(rate(one, meter) is None for one in made.tools.values())
                continue
            amount, offers = rate(own, meter), made.offers[slug].values()
            offered = [(rate(one, meter), currency(one)) for one in offers]
            comparable = [worth(made, one, of) for one, of in offered if one is not None]
            if amount is None:
                sold = not known(own) and comparable
                assert cell.startswith("from " if sold else "unknown"), (cell, slug, label)
                continue
            assert own is not None
            mine = worth(made, amount, currency(own))
            less = [one for one in comparable if one[0] == mine[0] and one[1] < mine[1]]
            assert cell.startswith(of_rate(amount, currency(own))), cell
            assert ("from" in cell) is bool(less), (cell, less)


def judge_marks(made: Made, cells: grids.Cells) -> None:
    """The mark is on what is certainly lower, and nowhere else."""
    for label, values in (
        *((label, _spans(made, meter)) for meter, label in LABELS.items()),
        ("Support desk", _cost_spans(made)),
    ):
        marked = [slug for slug in made.tools if grids.BETTER in cells.get((slug, label), "")]
        groups = {one[0] for low, high in values.values() for one in (low,)}
        winners = [
            slug
            for slug, (_, high) in values.items()
            if high is not None
            and len(values) > 1
            and len(groups) == 1
            and all(high < low[1] for other, (low, _) in values.items() if other != slug)
        ]
        assert marked == winners, (label, values, cells)


def _spans(made: Made, meter: str) -> dict[str, Any]:
    found = {}
    for slug, own in made.tools.items():
        if own and (amount := rate(own, meter)) is not None:
            one = worth(made, amount, currency(own))
            found[slug] = (one, one[1])
    return found


def _cost_spans(made: Made) -> dict[str, Any]:
    found = {}
    for slug, own in made.tools.items():
        if own and (ends := interval(own)):
            low = worth(made, ends[0], currency(own))
            found[slug] = (low, None if ends[1] is None else worth(made, ends[1], currency(own))[1])
    return found


def judge_cost(text: str, prices: Prices | None, *, where: object) -> None:
    """A cost is a point only if no rate is missing, and otherwise says so."""
    ends = interval(prices)
    if ends is None or prices is None:
        assert not text.startswith(tuple(SIGNS.values())), where
        return
    low, high = ends
    if high is None:
        assert text.startswith(
            ("at least " + shown(low, currency(prices)), "≥ " + shown(low, currency(prices)))
        ), where
    elif low == high:
        assert text.startswith(shown(low, currency(prices))), where
        assert "–" not in text.partition("offer")[0], where
    elif low:
        assert text.startswith(f"{shown(low, currency(prices))}–{shown(high, currency(prices))}"), where
    else:
        assert text.startswith("≤ " + shown(high, currency(prices))), where


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=catalogs())
def test_a_comparison_says_no_more_than_is_known(form: str, made: Made) -> None:
    slugs = list(made.tools)
    with catalog(made) as folder:
        text = run(folder, "show", *slugs, "--workload", "support", "--format", form, "--section", "prices")
        judge_text(made, run(folder, "show", *slugs, "--offers", "--full", "--format", form))
        judge_text(made, run(folder, "show", slugs[0], "--offers", "--workload", "support", "--format", form))
        judge_text(made, run(folder, "cost", *slugs, "--workload", "support", "--format", form))
    judge_text(made, text)
    if form == "table":  # its cells are not told apart where they have notes
        return
    cells = {key: cell for key, cell in grids.of_show(form, text, slugs).items() if "per 1M" not in cell}
    if not any(key[1] == "Support desk" for key in cells):
        assert all(interval(own) is None for own in made.tools.values())
    for slug, own in made.tools.items():
        if cell := cells.get((slug, "Support desk")):
            judge_cost(cell, own, where=(cell, own))
    judge_rates(made, cells)
    judge_marks(made, cells)


@pytest.mark.parametrize("form", ["markdown", "html"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=catalogs())
def test_a_draft_says_no_more_than_is_known(form: str, made: Made) -> None:
    slugs = list(made.tools)
    with catalog(made) as folder:
        text = run(folder, "export", *slugs, "--workload", "support", "--format", form)
    judge_text(made, text)
    said = text.replace("\\", "")
    for slug, own in made.tools.items():
        told_costs = rf"(?:desk|,) {slug.title()} (?:costs )?((?:at \w+ )?{AMOUNT}(?: to {AMOUNT})?)"
        for told_cost in re.findall(told_costs, said):
            ends = interval(own)
            assert ends is not None, told_cost
            assert told_cost.startswith("at least") is (ends[1] is None), (told_cost, own)
            assert ends[1] is None or ends[0] == ends[1] or " to " in told_cost or "at most" in told_cost
        has_price = known(own) or made.offers[slug]
        assert not (has_price and re.search(rf"No price is known for [^.]*{slug.title()}", said))
        judge_cheapest(made, slug, said)


def judge_cheapest(made: Made, slug: str, text: str) -> None:
    """No seller is the cheapest unless all rates of all are known, can be compared, and none is lower."""
    offers = made.offers[slug]
    if len(made.tools) > 1 or not (named := re.search(r"cheapest: ([\w-]+)", text)):
        return
    one = offers[named[1]]
    for other in offers.values():
        assert set(other["rates"]) == set(one["rates"])
        assert (other.get("plans"), other.get("tiers")) == (None, None)
        for meter in one["rates"]:
            (group, mine), (others, theirs) = (rates_worth(made, each, meter) for each in (one, other))
            assert group == others
            assert mine <= theirs


def rates_worth(made: Made, prices: Prices, meter: str) -> tuple[str, Fraction]:
    return worth(made, Fraction(str(prices["rates"][meter])), currency(prices))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=catalogs())
def test_the_cheapest_seller_is_certain(made: Made) -> None:
    with catalog(made) as folder:
        for slug in made.tools:
            alone = Made({slug: made.tools[slug]}, made.offers, made.euros)
            judge_cheapest(alone, slug, run(folder, "show", slug))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=catalogs())
def test_lists_and_data_say_no_more_than_is_known(made: Made) -> None:
    slugs = list(made.tools)
    columns = ",".join(
        ["slug", *LABELS, *(f"{meter}.lowest" for meter in LABELS), "cost.support", "cost.support.lowest"]
    )
    with catalog(made) as folder:
        judge_text(made, run(folder, "list"))
        table = run(folder, "list", "--columns", columns, "--format", "markdown")
        rows = grids.of_list("csv", run(folder, "list", "--columns", columns, "-f", "csv"))
        shown_rows = grids.of_list("csv", run(folder, "show", *slugs, "--workload", "support", "-f", "csv"))
        data = json.loads(run(folder, "show", *slugs, "--format", "json"))
        judge_text(made, run(folder, "search", "tool"))
    judge_text(made, table)
    for slug, own in made.tools.items():
        for meter in METERS:
            amount = rate(own, meter)
            for cell in (rows[slug, f"pricing.rates.{meter}"], shown_rows[f"pricing.rates.{meter}", slug]):
                assert cell == ("" if amount is None else f"{float(amount):g}"), (cell, own)
        for cell in (rows[slug, "cost.support"], shown_rows.get(("cost.support", slug), "")):
            judge_data_cost(cell, own)
        tool = next(one for one in data["tools"] if one["slug"] == slug)
        rates = tool["pricing"]["rates"] if tool["pricing"] else {}
        assert {meter: one["amount"] for meter, one in rates.items()} == {
            meter: f"{amount:g}" for meter, amount in (own["rates"] if own else {}).items()
        }


def judge_data_cost(cell: str, prices: Prices | None) -> None:
    ends = interval(prices)
    if ends is None:
        assert cell == ""
        return
    low, high = ends
    if high is None:
        assert cell.startswith(">=")
        assert Fraction(cell.removeprefix(">=").split()[0]) == low
    elif low == high:
        assert Fraction(cell.split(maxsplit=1)[0]) == low
    else:
        assert [Fraction(end) for end in cell.split(maxsplit=1)[0].split("..")] == [low, high]


def test_the_oracle_knows_holes() -> None:
    """It tells apart what is known, what lies between two amounts, and what has no end."""
    assert interval({"rates": {"input": 1.0, "cached": 0.5, "output": 2.0}}) == (Fraction(87), Fraction(87))
    assert interval({"rates": {"input": 1.0, "output": 2.0}}) == (Fraction(42), Fraction(132))
    assert interval({"rates": {"input": 1.0}}) == (Fraction(30), None)
    assert interval({"rates": {}}) is None
