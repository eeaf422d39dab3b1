"""The script of a site, in Chromium over HTTP, by mouse and by keyboard: what it shows is what the program says."""

import datetime
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import ServedSite
from tests.program import inside
from tests.trust.hostile import write

CLICK = "document.querySelector(`th[data-field='${arguments[0]}'] button`).click()"
SIGNS = (">=", "<=")
DAY = datetime.date(2025, 3, 1)
NUMBERS = (0, -5, 0.1, 0.30000000000000004, 80, 1_048_576, 999_999, 2.5e9, 10**12)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, eight: Path) -> Path:
    """Build the site of eight tools once."""
    folder = tmp_path_factory.mktemp("site") / "public"
    done = inside(["site", "--into", str(folder)], VCOMPARE_CATALOG=str(eight))
    assert done.status == 0, done.talk
    return folder


@pytest.fixture
def site(serve: Callable[[Path], ServedSite], folder: Path) -> ServedSite:
    return serve(folder)


def listed(catalog: Path, *asked: str) -> list[str]:
    done = inside(["list", *asked, "--format", "slugs"], VCOMPARE_CATALOG=str(catalog))
    return done.text.split()


def slugs(site: ServedSite) -> list[str]:
    """Return the slugs of the rows that are shown, in order."""
    found: list[str] = site.run(
        "return [...document.querySelectorAll('.tools tbody tr')].filter(row => !row.hidden).map(row => row.dataset.slug)"
    )
    return found


def sorted_by(site: ServedSite, field: str) -> tuple[str, ...]:
    site.run(CLICK, field)
    return tuple(slugs(site))


def limited(site: ServedSite, name: str, value: str) -> list[str]:
    """Return the slugs of the rows that are left with a limit."""
    site.run(
        "const field = document.querySelector(`[name='${arguments[0]}']`); field.value = arguments[1];"
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )
    found = sorted(slugs(site))
    site.run("document.querySelector(`[name='${arguments[0]}']`).value = ''", name)
    return found


def made_up(seed: int) -> dict[str, str]:
    """Make a catalog of numbers, limits, amounts of two currencies, and what is unknown or known to be nothing."""
    any_of = random.Random(seed)  # noqa: S311 - no secret
    specs = {
        "size": {"label": "Size", "kind": "quantity", "better": any_of.choice(["higher", "lower"])},
        "share": {"label": "Share", "kind": "quantity", "unit": "%"},
        "free": {"label": "Free", "kind": "flag"},
        "since": {"label": "Since", "kind": "date", "better": "later"},
        "way": {"label": "Way", "kind": "choice", "choices": ["b", "a", "c"]},
    }
    settings: dict[str, Any] = {
        "format": 1,
        "title": "Made up",
        "currency": "EUR",
        "specs": specs,
        "meters": {"input": {"label": "Input", "unit": "tokens", "per": 1_000_000}},
    }
    if seed % 2:
        settings["currencies"] = {"EUR": {"usd": 1.1, "checked": DAY}}
    return {"catalog.toml": tomli_w.dumps(settings)} | {
        f"tools/tool-{number}.toml": tomli_w.dumps(_tool(any_of)) for number in range(12)
    }


def _tool(any_of: random.Random) -> dict[str, Any]:
    low, high = sorted(any_of.sample(NUMBERS, 2))
    values: dict[str, list[Any]] = {
        "size": [low, high, {"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}],
        "share": [low, {"at_least": low, "at_most": high}],
        "free": [True, False],
        "since": ["2025", "2025-03", DAY],
        "way": ["a", "b", "c"],
    }
    known = {key: any_of.choice([*some, {"none": True}, None]) for key, some in values.items()}
    rates = {"input": any_of.choice([0, 0.1, 5, 5.5])}
    tool: dict[str, Any] = {"name": f"Tool {any_of.randrange(99)}", "tagline": "T", "category": "C"}
    tool["specs"] = {key: value for key, value in known.items() if value is not None}
    if any_of.random() < 0.7:
        tool["pricing"] = {"currency": any_of.choice(["EUR", "USD"]), "rates": rates}
    return tool


def conditions(seed: int) -> list[str]:
    any_of = random.Random(seed)  # noqa: S311 - no secret
    numbers = [
        f"specs.{key}{sign}{any_of.choice(NUMBERS)}" for key in ("size", "share") for sign in SIGNS * 3
    ]
    amounts = [f"pricing.rates.input{sign}{amount}" for sign in SIGNS for amount in (0, 0.1, 5, 5.5)]
    return [*numbers, *amounts]


def names(site: ServedSite) -> list[str]:
    return [one.text for one in site.all("#results .name")]


class TestSearch:
    def test_the_box_of_the_first_page_leads_there(self, site: ServedSite) -> None:
        site.open("")
        site.one("main input[type=search]").send_keys("azure api", Keys.ENTER)
        site.until(lambda: site.here == "search/?q=azure+api")
        site.until(lambda: bool(names(site)))
        assert site.outside() == []

    def test_the_box_in_the_bar_leads_there(self, site: ServedSite) -> None:
        site.open("tools/modal/")
        site.one(".bar input").send_keys("modal")
        site.one(".bar button").click()
        site.until(lambda: names(site) == ["Modal: Serverless GPU Compute"] or bool(names(site)))
        assert names(site)[0].startswith("Modal")

    @pytest.mark.parametrize(
        ("typed", "slug"),
        [
            ("modal", "modal"),
            ("mod", "modal"),
            ("MODAL", "modal"),
            ("azure foundry", "azure-ai-foundry"),
            ("foundry azu", "azure-ai-foundry"),
            ("azurefoundry", "azure-ai-foundry"),
            ("mdoal", "modal"),
            ("modl", "modal"),
            ("moddal", "modal"),
            ("nodal", "modal"),
            ("fuondry microsoft", "azure-ai-foundry"),
        ],
    )
    def test_names_are_found_by_parts_and_with_one_letter_wrong(
        self, site: ServedSite, typed: str, slug: str
    ) -> None:
        site.open("search/")
        site.one("main input[type=search]").send_keys(typed)
        site.until(lambda: bool(site.all("#results a")))
        assert site.all("#results a")[0].get_attribute("href") == f"{site.root}tools/{slug}/"

    def test_texts_are_found_and_nothing_is_said_to_be_nothing(self, site: ServedSite) -> None:
        site.open("search/?q=low latency routing")
        site.until(lambda: bool(names(site)))
        assert any(name.startswith("Azure") for name in names(site))
        field = site.one("main input[type=search]")
        field.clear()
        field.send_keys("xyzzy plugh")
        site.until(lambda: "No tool" in site.one("#found").text)
        assert names(site) == []
        assert site.outside() == []

    def test_the_address_carries_the_query(self, site: ServedSite) -> None:
        site.open("search/")
        site.one("main input[type=search]").send_keys("claude")
        site.until(lambda: site.here == "search/?q=claude")
        found = names(site)
        site.open("search/?q=claude")
        site.until(lambda: names(site) == found)
        site.one("main input[type=search]").send_keys(Keys.ENTER)
        site.press(Keys.ENTER)
        site.until(lambda: site.here.startswith("tools/"))


class TestTables:
    def test_columns_sort_by_mouse_and_keyboard(self, site: ServedSite, eight: Path) -> None:
        ordered = partial(listed, eight)
        site.open("tools/")
        head = site.one("th[data-field='panel.score']")
        head.find_element(By.TAG_NAME, "button").click()
        assert head.get_attribute("aria-sort") == "descending"
        assert slugs(site) == ordered("--sort", "panel.score")
        site.press(Keys.ENTER)
        assert head.get_attribute("aria-sort") == "ascending"
        assert slugs(site) == ordered("--sort", "panel.score", "--reverse")
        site.until(lambda: site.here == "tools/?sort=panel.score")
        site.press(Keys.TAB)
        site.press(Keys.SPACE)
        assert len([one for one in site.all("th") if one.get_attribute("aria-sort") != "none"]) == 1
        assert site.outside() == []

    def test_it_filters_by_text_groups_and_numbers(self, site: ServedSite, eight: Path) -> None:
        site.open("tools/")
        status = partial(site.text, ".filters [role=status]")
        assert status() == "8 tools"
        for name, value in (("tags", "inference"), ("entry", "free")):
            site.one(f"details:has([name={name}]) summary").click()
            site.one(f"[name={name}][value={value}]").click()
        assert slugs(site) == listed(eight, "--tag", "inference", "--entry", "free")
        site.until(lambda: site.here == "tools/?tags=inference&entry=free")
        assert status() == f"{len(slugs(site))} of 8 tools"
        site.one("[type=reset]").click()
        site.until(lambda: status() == "8 tools")
        site.one("details:has(.range) summary").click()
        site.one("[name='min.panel.score']").send_keys("80")
        assert slugs(site) == listed(eight, "--where", "score>=80")
        site.one("[name='min.panel.score']").send_keys("x")
        assert "80x" in status()
        assert slugs(site) == listed(eight)
        site.open("tools/?q=foundry")
        assert slugs(site) == ["azure-ai-foundry"]
        assert site.outside() == []

    def test_the_address_brings_all_of_it_back(self, site: ServedSite, eight: Path) -> None:
        site.open("tools/?tags=inference&min.panel.score=70&sort=-panel.score")
        asked = ("--tag", "inference", "--where", "score>=70", "--sort", "-score")
        assert slugs(site) == listed(eight, *asked)
        assert site.one("[name=tags][value=inference]").is_selected()
        assert site.one("[name='min.panel.score']").get_attribute("value") == "70"

    @pytest.mark.parametrize("seed", range(3))
    def test_order_and_filters_are_those_of_the_program(
        self, serve: Callable[[Path], ServedSite], tmp_path: Path, seed: int
    ) -> None:
        catalog, into = write(tmp_path / "catalog", made_up(seed)), tmp_path / "public"
        assert inside(["site", "--into", str(into)], VCOMPARE_CATALOG=str(catalog)).status == 0
        site = serve(into)
        site.open("tools/")
        fields = [one.get_attribute("data-field") or "" for one in site.all("th")]
        assert len(fields) > 4
        for field in fields:
            assert {sorted_by(site, field) for _ in range(2)} == {
                tuple(listed(catalog, "--sort", sign + field)) for sign in ("", "-")
            }
        for condition in conditions(seed):
            field, sign, value = re.split("(>=|<=)", condition)
            name = f"{'min' if sign == '>=' else 'max'}.{field}"
            assert limited(site, name, value) == sorted(listed(catalog, "--where", condition)), condition
