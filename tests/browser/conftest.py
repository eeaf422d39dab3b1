"""A real browser, and a server that notices what is asked of it."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

Mode = Literal["light", "dark"]
WINDOWS: tuple[tuple[int, Mode], ...] = ((320, "light"), (360, "dark"), (1280, "light"))
MODES: tuple[Mode, ...] = ("light", "dark")


class Browser:
    """Chromium at a width and in a mode, with what it logs and asks for."""

    def __init__(
        self, driver: webdriver.Chrome, address: str, pages: dict[str, str], asked: list[str]
    ) -> None:
        self.driver = driver
        self.address = address
        self.pages = pages
        self.asked = asked

    def show(self, page: str, width: int = 1280, mode: Mode = "light", media: str = "") -> None:
        """Open a page; what was logged and asked for before is forgotten."""
        phone = width < 600
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": mode}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.pages["/"] = page
        self.logged(), self.requests()
        self.asked.clear()
        self.driver.get(f"{self.address}/")

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script in the page returns. The page's own policy does not bind it."""
        return self.driver.execute_script(script, *arguments)

    def logged(self) -> list[str]:
        """Return what the page has written to the console, violations of its policy included."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that the browser wanted, whether or not its policy let it."""
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        sent = (event["params"] for event in events if event["method"] == "Network.requestWillBeSent")
        return [params["request"]["url"] for params in sent]

    def _log(self, kind: str) -> list[dict[str, str]]:
        return list(self.driver.get_log(kind))  # type: ignore[no-untyped-call]

    def roles(self) -> list[str]:
        """Return the roles of all that assistive technology is told of, in order."""
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        return [node["role"]["value"] for node in nodes if not node["ignored"]]


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not (chromium and chromedriver):
        pytest.skip("no chromium with chromedriver here (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield started
    started.quit()


@pytest.fixture
def browser(driver: webdriver.Chrome) -> Iterator[Browser]:
    pages: dict[str, str] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Browser(driver, f"http://127.0.0.1:{server.server_port}", pages, asked)
        driver.get("about:blank")
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, which is not part of this repository."""
    path = os.environ.get("AXE_CORE")
    if not path:
        pytest.skip("AXE_CORE does not name the file axe.min.js (npm install axe-core)")
    return Path(path).read_text(encoding="utf-8")
