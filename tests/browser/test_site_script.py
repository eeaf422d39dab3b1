"""The script of a site, in Chromium over HTTP, by mouse and by keyboard: what it shows is what the program says."""

import datetime
import json
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import tomli_w
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import ServedSite
from tests.program import inside
from tests.trust import hostile
from tests.trust.hostile import write

CLICK = "document.querySelector(`th[data-field='${arguments[0]}'] button`).click()"
SIGNS = (">=", "<=")
DAY = datetime.date(2025, 3, 1)
NUMBERS = (0, -5, 0.1, 0.30000000000000004, 80, 1_048_576, 999_999, 2.5e9, 10**12)


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
        site.driver.back()
        site.until(lambda: names(site) == found)
        assert site.one("main input[type=search]").get_attribute("value") == "claude"


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

    def test_by_keyboard_and_back_again(self, site: ServedSite, eight: Path) -> None:
        site.open("tools/")
        head = site.one("th[data-field='panel.score'] button")
        head.send_keys(Keys.ENTER)
        assert slugs(site) == listed(eight, "--sort", "panel.score")
        head.send_keys(Keys.SPACE)
        assert slugs(site) == listed(eight, "--sort", "panel.score", "--reverse")
        head.send_keys(Keys.SPACE)
        site.one("details:has([name=tags]) summary").send_keys(Keys.ENTER)
        site.one("[name=tags][value=inference]").send_keys(Keys.SPACE)
        found = slugs(site)
        assert found == listed(eight, "--sort", "-panel.score", "--tag", "inference")
        site.until(lambda: site.here == "tools/?tags=inference&sort=-panel.score")
        site.one(f"tr[data-slug='{found[0]}'] a").send_keys(Keys.ENTER)
        site.until(lambda: site.here == f"tools/{found[0]}/")
        site.driver.back()
        site.until(lambda: slugs(site) == found)
        assert site.one("[name=tags][value=inference]").is_selected()
        assert site.one("[name=tags][value=inference]").is_displayed()
        site.driver.forward()
        site.until(lambda: site.here == f"tools/{found[0]}/")

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


ROWS = """
return Object.fromEntries([...document.querySelectorAll('.sheet tbody tr:not(.section)')].map(row => [
  row.querySelector('th').textContent.trim().replace(/, per .*/, ''),
  [...row.querySelectorAll('td')].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.reference, .scale, .note').forEach(one => one.remove());
    return copy.textContent.replace(/\\s+/g, ' ').trim();
  }),
]))
"""
BEST = """
return Object.fromEntries([...document.querySelectorAll('.sheet tr[data-field]')].map(row =>
  [row.dataset.field, [...row.querySelectorAll('td')].findIndex(cell => cell.querySelector('.mark'))]))
"""


class TestChoosing:
    def test_from_a_tool_with_half_a_name_by_keyboard(self, site: ServedSite) -> None:
        site.open("tools/modal/")
        site.one(".actions a").send_keys(Keys.ENTER)
        site.until(lambda: site.here == "compare/?tools=modal")
        site.until(lambda: site.run("return document.activeElement.id") == "tool")
        site.press("foundr")
        site.until(lambda: len(site.all("#options li")) == 1)
        assert site.one("#tool").get_attribute("aria-expanded") == "true"
        site.press(Keys.ENTER)
        site.until(lambda: site.here == "compare/?tools=modal,azure-ai-foundry")
        site.until(lambda: len(site.all(".sheet thead th")) == 2)
        assert site.one("#comparison p a").get_attribute("href") == (
            f"{site.root}compare/azure-ai-foundry-vs-modal/"
        )
        assert site.outside() == []

    def test_options_by_arrows_and_mouse_and_away_again(self, site: ServedSite) -> None:
        site.open("compare/")
        field = site.one("#tool")
        site.until(field.is_displayed)
        field.send_keys("api")
        site.until(lambda: len(site.all("#options li")) > 2)
        field.send_keys(Keys.ARROW_DOWN)
        assert site.one("[aria-selected=true]").get_attribute("id") == "option-1"
        assert field.get_attribute("aria-activedescendant") == "option-1"
        field.send_keys(Keys.ARROW_UP, Keys.ARROW_UP)
        last = site.all("#options li")[-1]
        assert last.get_attribute("aria-selected") == "true"
        last.click()
        site.until(lambda: len(site.all("#chosen li")) == 1)
        field.send_keys("mod", Keys.ESCAPE)
        assert field.get_attribute("value") == ""
        assert not site.one("#options").is_displayed()
        site.one("#chosen button").click()
        site.until(lambda: site.here == "compare/")
        site.driver.back()
        site.until(lambda: len(site.all("#chosen li")) == 1)
        site.driver.forward()
        site.until(lambda: len(site.all("#chosen li")) == 0)

    def test_six_are_the_most_and_names_that_are_not_there_are_reported(
        self, site: ServedSite, eight: Path
    ) -> None:
        slugs = listed(eight)
        site.open(f"compare/?tools=nothing,{','.join(slugs)}")
        site.until(lambda: len(site.all(".sheet thead th")) == 6)
        assert not site.one("#tool").is_enabled()
        assert "“nothing”" in site.text("#found")
        assert site.outside() == []

    def test_cells_and_marks_are_those_of_a_page_of_two(self, site: ServedSite, folder: Path) -> None:
        for path in sorted(folder.glob("compare/*-vs-*/index.json"))[::4]:
            site.open(f"compare/{path.parent.name}/")
            page = site.run(ROWS)
            slugs = [tool["slug"] for tool in json.loads(path.read_text("utf-8"))["tools"]]
            site.open(f"compare/?tools={','.join(slugs)}")
            site.one(".sheet")
            chosen = site.run(ROWS)
            reviewers = {"Builder", "Founder", "Futurist", "Skeptic", "Description"}
            assert {label: page[label] for label in page if label in chosen and label not in reviewers} == {
                label: cells for label, cells in chosen.items() if label in page and label not in reviewers
            }
            assert {*page} - {*chosen} <= {"Read on", "Imported"}, path

    @pytest.mark.parametrize("seed", range(3))
    def test_marks_are_those_of_the_program(
        self, serve: Callable[[Path], ServedSite], tmp_path: Path, seed: int
    ) -> None:
        catalog, into = write(tmp_path / "catalog", made_up(seed)), tmp_path / "public"
        assert inside(["site", "--into", str(into)], VCOMPARE_CATALOG=str(catalog)).status == 0
        site = serve(into)
        any_of = random.Random(seed)  # noqa: S311 - no secret
        for count in (2, 2, 3, 4, 6):
            slugs = any_of.sample(listed(catalog), count)
            done = inside(["show", *slugs, "--format", "json"], VCOMPARE_CATALOG=str(catalog))
            differences = {one["field"]: one["best"] for one in json.loads(done.text)["differences"]}
            site.open(f"compare/?tools={','.join(slugs)}")
            site.one(".sheet")
            marked = site.run(BEST)
            assert {field for field, at in marked.items() if at >= 0} == {
                field for field, best in differences.items() if best is not None
            }
            assert all(differences.get(field) == at for field, at in marked.items() if at >= 0)


class TestBookmarks:
    @pytest.fixture(autouse=True)
    def nothing_kept(self, site: ServedSite) -> None:
        site.open("")
        site.run("localStorage.clear()")

    def test_a_tool_is_kept_listed_and_let_go(self, site: ServedSite) -> None:
        for slug in ("modal", "azure-ai-foundry"):
            site.open(f"tools/{slug}/")
            button = site.one("button.keep")
            button.send_keys(Keys.SPACE)
            assert button.get_attribute("aria-pressed") == "true"
        site.open("bookmarks/")
        site.until(lambda: len(site.all("#kept li")) == 2)
        assert site.text("#command") == "vcompare bookmark add modal azure-ai-foundry"
        assert (
            site.one("#compare").get_attribute("href") == f"{site.root}compare/?tools=modal,azure-ai-foundry"
        )
        site.all("#kept button")[0].click()
        assert site.text("#command") == "vcompare bookmark add azure-ai-foundry"
        site.open("tools/modal/")
        assert site.one("button.keep").get_attribute("aria-pressed") == "false"
        assert site.outside() == []

    def test_the_address_carries_them(self, site: ServedSite) -> None:
        site.open("bookmarks/?tools=modal,claude-4-api,nothing")
        site.one("#offered button").click()
        assert site.text("#command") == "vcompare bookmark add modal claude-4-api"
        assert site.all("#offered button") == []
        assert site.one("#elsewhere").get_attribute("href") == (
            f"{site.root}bookmarks/?tools=modal,claude-4-api"
        )

    def test_what_the_address_has_beside_slugs_never_gets_into_a_command(self, site: ServedSite) -> None:
        site.open("bookmarks/?tools=modal;touch%20x,$(touch%20y),modal")
        site.one("#offered button").click()
        assert site.text("#command") == "vcompare bookmark add modal"


LIVE = """
return [...document.querySelectorAll('script:not([src]):not([type]), img, iframe, main [style], [onload], [onerror], [onclick]')]
  .map(one => one.outerHTML)
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a catalog whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    root = write(folder / "catalog", hostile.catalog(hostile.FRAGMENTS))
    done = inside(["site", "--into", str(folder / "public"), "--catalog", str(root)])
    assert done.status == 0, done.talk
    return folder / "public"


def harmless(site: ServedSite, address: str, there: str) -> None:
    """Open a page, and check that nothing in it acts, and that the links that a script made stay in the site."""
    site.open(address)
    site.one(there)
    assert site.run(LIVE) == []
    made = "return [...document.querySelectorAll('#found a, #results a, #comparison a, #chosen a, #kept a, #bring a')].map(one => one.href)"
    assert all(link.startswith(site.root) for link in site.run(made) if link), address
    assert site.outside() == []


def test_hostile_texts_are_shown_as_text(serve: Callable[[Path], ServedSite], attacked: Path) -> None:
    site, tools = serve(attacked), ",".join(hostile.SLUGS)
    site.open(f"bookmarks/?tools={tools}")
    site.one("#offered button").click()
    for address, there in (
        ("search/?q=tool", "#results li"),
        (f"compare/?tools={tools}", ".sheet"),
        ("bookmarks/", "#kept li"),
        ("tools/", ".tools button"),
        ("decisions/choice/", ".weights label"),
        ("costs/support/", ".weights label"),
    ):
        harmless(site, address, there)
    site.open("decisions/choice/")
    site.one(".weights [type=range]").send_keys(Keys.END)
    assert site.text(".leader")
    assert site.run(LIVE) == []


def test_hostile_addresses_are_text_at_most(serve: Callable[[Path], ServedSite], attacked: Path) -> None:
    site, slug = serve(attacked), hostile.SLUGS[0]
    texts = [*hostile.FRAGMENTS, "__proto__", "constructor", "../../x", "%"]
    text, several = quote(" ".join(texts)), ",".join(map(quote, texts))
    for address, there in (
        (f"search/?q={text}", "main input:focus"),
        (f"compare/?tools={slug},{several}", "#tool:focus"),
        (f"bookmarks/?tools={several}", "#found"),
        (f"tools/?q={text}&sort={text}&tags={several}&category={text}&min.{text}={text}", ".tools button"),
        (f"decisions/choice/?panel.score={text}&{text}={text}", ".weights label"),
        (f"costs/support/?requests={text}&{text}={text}", ".weights label"),
    ):
        harmless(site, address, there)
