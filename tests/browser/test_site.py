"""A site in a real browser: every sort of page fits, is silent, open to everybody, and works by keyboard."""

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Browser, Mode, ServedSite

PAGES = (
    "",
    "tools/",
    "tools/modal/",
    "compare/",
    "compare/?tools=modal,claude-4-api",
    "categories/",
    "categories/developer-tools/",
    "tags/",
    "tags/inference/",
    "decisions/",
    "decisions/what-to-ship/",
    "costs/",
    "costs/support/",
    "digest/",
    "digest/2026-w46/",
    "search/?q=api",
    "bookmarks/?tools=modal",
    "404.html",
)
READY = {
    "compare/": "#tool:focus",
    "compare/?tools=modal,claude-4-api": ".sheet",
    "search/?q=api": "input:focus",
    "bookmarks/?tools=modal": "#offered button",
    "decisions/what-to-ship/": ".weights label",
    "costs/support/": ".weights label",
}
"""What a script puts there."""


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[str]:
    """Return the addresses of a page of each sort: of two tools, and of what leads to them, too."""
    two = sorted(folder.glob("compare/*/index.html"), key=lambda path: path.stat().st_size)
    return [*PAGES, *(f"compare/{path.parent.name}/" for path in (two[0], two[-1]))]


def show(site: ServedSite, address: str, width: int = 1280, mode: Mode = "light", media: str = "") -> None:
    site.open(address, width, mode, media)
    site.one(READY.get(address, "main h1"))


@pytest.mark.parametrize(("width", "mode"), [(320, "dark"), (768, "light"), (1280, "light")])
def test_pages_fit_and_are_silent(
    site: ServedSite, pages: list[str], axe: str, width: int, mode: Mode
) -> None:
    for page in pages:
        show(site, page, width, mode)
        room, wanted = site.run("const e = document.scrollingElement; return [e.clientWidth, e.scrollWidth]")
        assert room == wanted, page
        if width != 768:
            # What is not about colors is the same in either mode.
            only = {} if mode == "dark" else {"runOnly": ["color-contrast"]}
            site.run(axe)
            found: dict[str, Any] = site.driver.execute_async_script(
                "axe.run(document, arguments[0]).then(arguments[1])", {"resultTypes": ["violations"], **only}
            )
            assert [(page, one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert site.outside() == [], page


def test_pages_can_be_read_from_a_disk(folder: Path, pages: list[str], browser: Browser) -> None:
    browser.logged(), browser.requests()
    for page in pages:
        path = folder / page.partition("?")[0]
        browser.driver.get((path / "index.html" if path.is_dir() else path).as_uri())
        says_why = "return document.querySelector('#found')?.textContent ?? 'served'"
        assert page.startswith("bookmarks") or "served" in browser.run(says_why), page
        asked = [url for url in browser.requests() if not url.startswith(("file:", "data:", "about:"))]
        assert [*asked, *browser.logged()] == [], page


@pytest.mark.parametrize("slug", ["modal", "azure-ai-foundry", "claude-4-api"])
def test_the_first_screen_of_a_phone_says_what_a_tool_is(site: ServedSite, slug: str) -> None:
    site.open(f"tools/{slug}/", 360)
    ends: dict[str, float] = site.run(
        "return Object.fromEntries([...document.querySelectorAll('h1, .lead, .bar, .sheet th[scope=row]')]"
        ".map(one => [one.matches('th') ? one.textContent : one.className || 'h1',"
        " (one.nextElementSibling && one.matches('th') ? one.nextElementSibling : one).getBoundingClientRect().bottom]))"
    )
    assert ends["bar"] < 90
    assert {*ends} >= {"h1", "lead", "Panel", "Pricing", "Best for"}
    assert max(ends[one] for one in ("h1", "lead", "Panel", "Pricing", "Best for")) < 740


LISTEN = """
const names = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
const there = [...document.querySelectorAll(names)].filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}));
const seen = one => { const style = getComputedStyle(one); return parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none'; };
window.focused = [];
document.addEventListener('focusin', ({target}) => focused.push([there.indexOf(target), seen(target)]));
there[0].focus();
return there.length;
"""
REACHED = "return window.focused"


def test_the_keyboard_reaches_everything_in_order_and_is_seen(site: ServedSite, pages: list[str]) -> None:
    for page in pages:
        show(site, page)
        count: int = site.run(LISTEN)
        assert count > 9, page
        site.press(Keys.TAB * (count - 1))
        site.until(lambda count=count: len(site.run(REACHED)) >= count)  # type: ignore[misc]
        assert site.run(REACHED)[:count] == [[at, True] for at in range(count)], page


def test_the_menu_of_a_phone_is_reached_by_keyboard(site: ServedSite) -> None:
    site.open("tools/modal/", 360)
    count: int = site.run(LISTEN)
    site.press(Keys.TAB * 10)
    site.until(lambda: len(site.run(REACHED)) > 10)
    within = (
        "const box = document.activeElement.getBoundingClientRect(); return 0 <= box.left && box.right <= 360"
    )
    assert count > 11
    assert site.run("return document.activeElement.textContent") == "Bookmarks"
    site.until(lambda: bool(site.run(within)))


def test_the_first_link_skips_to_the_content(site: ServedSite) -> None:
    site.open("tools/modal/")
    site.press(Keys.TAB)
    assert site.run("return document.activeElement.getBoundingClientRect().left") >= 0
    site.press(Keys.ENTER)
    site.press(Keys.TAB)
    assert site.run("return document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("page", ["tools/", "tools/modal/", "decisions/what-to-ship/", "costs/support/"])
def test_on_paper_there_is_what_can_be_read(site: ServedSite, page: str) -> None:
    show(site, page, media="print")
    hidden = site.run(
        "return [...document.querySelectorAll('.bar, .skip, .filters, .weights, .actions')].filter(one => one.checkVisibility()).length"
    )
    cut = site.run(
        "return [...document.querySelectorAll('.scroll')].filter(one => getComputedStyle(one).overflowX !== 'visible').length"
    )
    behind: dict[str, str] = site.run(
        "return Object.fromEntries([...document.links].map(one => [one.getAttribute('href'), getComputedStyle(one, '::after').content]))"
    )
    assert (hidden, cut) == (0, 0)
    assert {text for link, text in behind.items() if not link.startswith("http")} <= {"none"}
    assert not site.all(".tools th button") or all(one.is_displayed() for one in site.all(".tools th button"))
