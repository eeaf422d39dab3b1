"""A site in a real browser: every sort of page fits, is silent and asks for nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Browser, Mode, ServedSite
from tests.program import inside

PAGES = (
    "index.html",
    "tools/modal/index.html",
    "tools/index.html",
    "compare/index.html",
    "categories/index.html",
    "categories/developer-tools/index.html",
    "tags/index.html",
    "decisions/index.html",
    "costs/index.html",
    "search/index.html",
    "bookmarks/index.html",
    "404.html",
)


@pytest.fixture(scope="session")
def site(eight: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("site") / "public"
    assert inside(["site", "--into", str(into), "--catalog", str(eight)]).status == 0
    return into


def pages(site: Path) -> list[str]:
    """Return a page of each sort: of two tools, and of what leads to them, too."""
    two = sorted((path for path in site.glob("compare/*/index.html")), key=lambda path: path.stat().st_size)
    return [*PAGES, *(str(path.relative_to(site)) for path in (two[0], two[-1]))]


@pytest.mark.parametrize(("width", "mode"), [(320, "dark"), (1200, "light")])
def test_pages_fit_and_are_silent(
    site: Path, serve: Callable[[Path], ServedSite], axe: str, width: int, mode: Mode
) -> None:
    served = serve(site)
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    served.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": mode}]
    served.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    served.logged(), served.requests()  # those of the test before
    for page in pages(site):
        served.driver.get(f"{served.address}/{page}")
        assert served.run("return document.scrollingElement.scrollWidth") <= width, page
        served.run(axe)
        found: dict[str, Any] = served.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)"
        )
        assert [(page, one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        requests = [
            url for url in served.requests() if not url.startswith((served.address, "data:", "about:"))
        ]
        assert [*requests, *served.logged()] == [], page


def test_pages_can_be_read_from_a_disk(site: Path, browser: Browser) -> None:
    browser.logged(), browser.requests()
    for page in pages(site):
        browser.driver.get((site / page).as_uri())
        asked = [url for url in browser.requests() if not url.startswith(("file:", "data:", "about:"))]
        assert [*asked, *browser.logged()] == [], page
