"""Take the pictures of the site in docs/ with Chromium; CONTRIBUTING.md says when."""

# ruff: noqa: INP001 - a script beside the pages, not a package

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vcompare.site.serving import served

if TYPE_CHECKING:
    from selenium import webdriver

DOCS = Path(__file__).resolve().parent
MODES = ("light", "dark")


class Shot(NamedTuple):
    """What a picture shows: a page of the sample's site, in a window of this size."""

    address: str
    width: int
    height: int
    scale: float = 1.5
    is_phone: bool = False


SHOTS = {
    "site-home": Shot("", 1100, 760),
    "site-tool": Shot("tools/modal/", 390, 800, 2, is_phone=True),
    "site-comparison": Shot("compare/claude-opus-4-7-vs-gpt-5-5/", 1100, 900),
    "site-decision": Shot("decisions/support-desk/", 1100, 900),
}


def names() -> list[str]:
    """Return the names of all pictures: each page in light and dark mode."""
    return [f"{name}{suffix(mode)}.webp" for name in SHOTS for mode in MODES]


def suffix(mode: str) -> str:
    """Return what the name of a picture has after that of the page."""
    return "" if mode == "light" else f"-{mode}"


def main() -> None:
    """Make the site of the sample, and take all pictures of it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(DOCS.parent / "catalog", folder / "catalog")
        words = [sys.executable, "-m", "vcompare", "site", "--into", "public", "--catalog", "catalog"]
        subprocess.run(words, cwd=folder, check=True)  # noqa: S603 - our own
        with served(folder / "public", 0) as (_, address):
            driver = _browser()
            for name, shot in SHOTS.items():
                for mode in MODES:
                    path = DOCS / f"{name}{suffix(mode)}.webp"
                    path.write_bytes(_taken(driver, address, shot, mode))
                    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
            driver.quit()


def _browser() -> "webdriver.Chrome":
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _taken(driver: "webdriver.Chrome", address: str, shot: Shot, mode: str) -> bytes:
    size = {"width": shot.width, "height": shot.height, "deviceScaleFactor": shot.scale}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "mobile": shot.is_phone})
    features = [{"name": "prefers-color-scheme", "value": mode}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.get(f"{address}{shot.address}")
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 70})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    main()
