"""The script computes what the program does: costs and worths, exactly, over made-up catalogs."""

import json
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import MODES, Browser, Mode, ServedSite
from tests.conftest import Run
from tests.program import inside
from vcompare import site

SCRIPT = Path(site.__file__).with_name("static") / "ranking.js"
SETTINGS = """\
format = 1
title = "Made up"
categories = ["Things"]
currency = "USD"

[meters.requests]
label = "Requests"
unit = "requests"
per = 1000

[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000

[meters.cached]
label = "Cached"
unit = "tokens"
per = 1_000_000
part_of = "input"

[meters.hours]
label = "Hours"
unit = "seconds"
per = 3600

[currencies.EUR]
usd = 1.07
checked = 2026-11-01
"""
METERS = ("requests", "input", "cached", "hours")
SPEC = """
[specs.{key}]
label = "{key}"
kind = "quantity"
unit = "units"
better = "{better}"
"""


def prices(chance: random.Random, table: str) -> str:
    """Return made-up prices: rates, tiers and plans, some in euros or in a currency without a rate."""

    def amount() -> float:
        return chance.choice([0, 0.5, 1, 3, 0.125, 7])

    rates = [f"{meter} = {amount()}" for meter in METERS if chance.random() < 0.7]
    text = f'[{table}]\ncurrency = "{chance.choice(["USD", "USD", "EUR", "CHF"])}"\n[{table}.rates]\n'
    text += "\n".join(rates) + "\n"
    if chance.random() < 0.4:
        text += f"[[{table}.tiers]]\nover = {{ input = 200_000 }}\nrates = {{ input = {amount()} }}\n"
    for number in range(chance.choice([0, 0, 1, 2])):
        per = chance.choice(["month", "year", "hours"])
        includes = chance.choice(
            ["", "includes = { input = 3_000_000 }", "includes = { cached = 5, hours = 90 }"]
        )
        text += (
            f'[[{table}.plans]]\nname = "P{number}"\namount = {amount() * 20}\nper = "{per}"\n{includes}\n'
        )
    return text


def tool(chance: random.Random, number: int) -> str:
    specs = [f"{key} = {chance.randint(0, 9)}" for key in ("speed", "weight") if chance.random() < 0.7]
    text = (
        f'name = "Tool {number}"\ntagline = "One"\ncategory = "Things"\n[specs]\n' + "\n".join(specs) + "\n"
    )
    text += prices(chance, "pricing") if chance.random() < 0.8 else ""
    for seller in range(chance.choice([0, 1, 2])):
        text += prices(chance, f"offers.s{seller}")
    return text


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a made-up catalog, and its site."""
    chance = random.Random(7)  # noqa: S311 - for the same catalog every time
    specs = SPEC.format(key="speed", better="higher") + SPEC.format(key="weight", better="lower")
    tools = {f"tools/t{number}.toml": tool(chance, number) for number in range(40)}
    decision = (
        'label = "Which"\n[criteria.speed]\nweight = 2\nworst = 1\nbest = 8\n'
        "[criteria.weight]\nweight = 1.5\nworst = 9\nbest = 2\n"
    )
    workload = (
        'label = "Work"\nrequests = 10\neach = { input = 100_000, cached = 5 }\nmonth = { hours = 7 }\n'
    )
    catalog = tmp_path_factory.mktemp("ranking")
    files = {
        "catalog.toml": SETTINGS + specs,
        "workloads/work.toml": workload,
        "decisions/which.toml": decision,
    }
    for path, text in {**files, **tools}.items():
        (catalog / path).parent.mkdir(exist_ok=True)
        (catalog / path).write_text(text, "utf-8")
    done = inside(["site", "--into", str(catalog / "public"), "--catalog", str(catalog)])
    assert done.status == 0, done.talk
    return catalog, catalog / "public"


@pytest.fixture
def ranking(browser: Browser) -> Browser:
    browser.show(
        f"<!doctype html><meta charset='utf-8'><title>t</title><script>{SCRIPT.read_text('utf-8')}</script>"
    )
    return browser


def test_costs_are_those_of_the_program(vcompare: Run, built: tuple[Path, Path], ranking: Browser) -> None:
    catalog, site = built
    data = json.loads((site / "costs/work/data.json").read_text("utf-8"))
    chance = random.Random(11)  # noqa: S311
    uses: list[dict[str, Any]] = [
        {
            "requests": str(chance.choice([0, 1, 30, 2_000])),
            "each": {
                "input": str(chance.choice([1_000, 200_000, 300_000])),
                "cached": str(chance.choice([0, 900])),
            },
            "month": {
                "hours": str(chance.choice([0, 5, 7_200])),
                "input": str(chance.choice([0, 50_000_000])),
            },
        }
        for _ in range(25)
    ]
    found = ranking.run(
        "const [data, uses] = arguments, {Fraction, numbers, costs} = vcompareRanking;"
        "return uses.map((use) => costs(data, {requests: Fraction.of(use.requests), each: numbers(use.each),"
        " month: numbers(use.month)}).map((one) => [one.slug, one.place, one.low ? String(one.low) : null,"
        " one.high ? String(one.high) : null, one.plan || null, one.unknown]));",
        data,
        uses,
    )
    for use, script in zip(uses, found, strict=True):
        options = [
            f"--{table}={meter}={value}" for table in ("each", "month") for meter, value in use[table].items()
        ]
        done = vcompare(
            "cost", f"--requests={use['requests']}", *options, "--format", "json", catalog=catalog
        )
        program = json.loads(done.stdout)["results"]
        assert [one[0] for one in script] == [one["slug"] for one in program], use
        for (slug, place, low, high, plan, unknown), one in zip(script, program, strict=True):
            assert (place > 0) is (one["offer"] is not None)
            assert (plan, unknown) == (one["plan"], one["unknown"]), (use, slug)
            for mine, its in ((low, one["low"]), (high, one["high"])):
                assert (mine is None) is (its is None), (use, slug)
                assert mine is None or Fraction(mine) == Fraction(its), (use, slug)


def test_worths_are_those_of_the_program(vcompare: Run, built: tuple[Path, Path], ranking: Browser) -> None:
    catalog, site = built
    data = json.loads((site / "decisions/which/data.json").read_text("utf-8"))
    weights = [("2", "1.5"), ("1", "0"), ("0", "1"), ("0.25", "3"), ("7", "7")]
    found: list[Any] = ranking.run(
        "const [data, all] = arguments, {Fraction, standings} = vcompareRanking;"
        "return all.map((weights) => standings(data, weights.map(Fraction.of)).map((one) =>"
        " [one.slug, one.rank, String(one.low), String(one.high)]));",
        data,
        weights,
    )
    for (speed, weight), script in zip(weights, found, strict=True):
        options = ("--weight", f"speed={speed}", "--weight", f"weight={weight}")
        done = vcompare("decide", "which", *options, "--format", "json", catalog=catalog)
        program = json.loads(done.stdout)["results"]
        assert script == [[one["slug"], one["rank"], one["low"], one["high"]] for one in program]


def test_texts_are_those_of_the_program(built: tuple[Path, Path], ranking: Browser) -> None:
    """What the page says before anything is moved is what the script would say."""
    import html5lib

    site = built[1]
    data = json.loads((site / "costs/work/data.json").read_text("utf-8"))
    script = ranking.run(
        "const data = arguments[0], {Fraction, numbers, costs, costText} = vcompareRanking;"
        "return costs(data, {requests: Fraction.of(data.requests), each: numbers(data.each),"
        " month: numbers(data.month)}).map((one) => costText(one, data.signs));",
        data,
    )
    tree = html5lib.parse((site / "costs/work/index.html").read_text("utf-8"), namespaceHTMLElements=False)
    cells = tree.iterfind(".//td[@data-part='cost']")
    assert ["".join(cell.itertext()).strip() for cell in cells] == script


@pytest.mark.parametrize("mode", MODES)
def test_criteria_have_the_colors_of_their_key(
    built: tuple[Path, Path], serve: Callable[[Path], ServedSite], mode: Mode
) -> None:
    site = serve(built[1])
    site.open("decisions/which/index.html", mode=mode)
    fills = "return [...document.querySelectorAll(arguments[0])].map(one => getComputedStyle(one).fill)"
    key = site.run(fills, ".key rect")
    assert len({*key}) == 2
    assert "rgb(0, 0, 0)" not in key
    assert site.run(fills, "tbody tr:first-child .parts [class^=part]") == key


ROWS = "return [...document.querySelectorAll('tbody tr')].map(row => row.dataset.slug)"


def ranked(site: ServedSite) -> list[str]:
    found: list[str] = site.run(ROWS)
    return found


def program(catalog: Path, *words: str) -> list[str]:
    done = inside([*words, "--format", "json", "--catalog", str(catalog)])
    return [one["slug"] for one in json.loads(done.text)["results"]]


def test_weights_are_moved_by_keyboard_and_kept_in_the_address(
    built: tuple[Path, Path], serve: Callable[[Path], ServedSite]
) -> None:
    catalog, site = built[0], serve(built[1])
    site.open("decisions/which/")
    weight, slider = site.one("[data-key=weight]"), site.one("label:has([data-key=weight]) [type=range]")
    before = ranked(site)
    assert before == program(catalog, "decide", "which")
    slider.send_keys(Keys.END)
    assert weight.get_attribute("value") == "10"
    found = ranked(site)
    assert found == program(catalog, "decide", "which", "--weight", "weight=10") != before
    assert site.here == "decisions/which/?weight=10"
    slider.send_keys(Keys.ARROW_LEFT)
    assert float(weight.get_attribute("value") or "10") < 10
    ActionChains(site.driver).click(slider).perform()  # in its middle
    assert float(weight.get_attribute("value") or "0") == pytest.approx(5, abs=0.2)
    assert site.here.startswith("decisions/which/?weight=")
    weight.send_keys(Keys.CONTROL, "a")
    weight.send_keys("10")
    assert ranked(site) == found
    assert slider.get_attribute("value") == "10"
    site.one("tbody a").send_keys(Keys.ENTER)
    site.until(lambda: site.here == f"tools/{found[0]}/")
    site.driver.back()
    site.until(lambda: site.here == "decisions/which/?weight=10" and ranked(site) == found)
    assert site.text(".leader")
    assert site.outside() == []


def test_quantities_are_typed_and_read_from_an_address(
    built: tuple[Path, Path], serve: Callable[[Path], ServedSite]
) -> None:
    catalog, site = built[0], serve(built[1])
    use = ("--requests=2000", "--each=input=300000", "--each=cached=5", "--month=hours=7")
    site.open("costs/work/?requests=2000")
    field = site.one("[data-key='each.input']")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("300000")
    assert ranked(site) == program(catalog, "cost", *use)
    assert site.here == "costs/work/?requests=2000&each.input=300000"
    site.driver.refresh()
    site.one("[data-key=requests]")
    assert ranked(site) == program(catalog, "cost", *use)


STRANGE = ("<img src=x onerror=alert(1)>", "-1", "1e9", "NaN", "9" * 40, "javascript:alert(1)", "\u202e5", "")


@pytest.mark.parametrize("page", ["decisions/which/", "costs/work/"])
def test_what_is_no_number_in_an_address_is_passed_over(
    built: tuple[Path, Path], serve: Callable[[Path], ServedSite], page: str
) -> None:
    site = serve(built[1])
    site.open(page)
    key = site.one("[data-key]").get_attribute("data-key") or ""
    expected, default = ranked(site), site.one("[data-key]").get_attribute("value")
    for text in STRANGE:
        site.open(f"{page}?{urlencode({key: text, '__proto__': text, 'constructor.x': text})}")
        assert site.one("[data-key]").get_attribute("value") == default
        assert ranked(site) == expected
        assert site.all("main img, main script") == []
        assert site.outside() == []
    field = site.one("[data-key]")
    field.send_keys("<b>")
    assert field.get_attribute("aria-invalid") == "true"
    assert ranked(site) == expected
