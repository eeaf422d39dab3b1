"""A real browser, and a server that notices what is asked of it."""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.history.repositories import git
from tests.program import inside

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


class ServedSite(Browser):
    """The folder of a site, served below a path of a host, and looked at in Chromium."""

    @property
    def root(self) -> str:
        """The address of the first page."""
        return f"{self.address}/below/"

    def open(self, address: str, width: int = 1280, mode: Mode = "light", media: str = "") -> None:
        """Open a page by its address in the site; what was logged and asked for before is forgotten."""
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": mode}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.logged(), self.requests()
        self.driver.get(f"{self.root}{address}")

    @property
    def here(self) -> str:
        """The address of the page that is open, in the site, with its state."""
        return self.driver.current_url.removeprefix(self.root)

    def one(self, selector: str) -> WebElement:
        """Return the first element that a selector finds, once there is one."""
        self.until(lambda: bool(self.all(selector)))
        return self.all(selector)[0]

    def all(self, selector: str) -> list[WebElement]:
        """Return all elements that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """Return the texts of all elements that a selector finds."""
        found: str = self.run(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent.trim()).join('|')",
            selector,
        )
        return found

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; pages that are loading have no elements."""
        from selenium.common.exceptions import StaleElementReferenceException

        ignored = [StaleElementReferenceException]
        WebDriverWait(self.driver, 5, 0.02, ignored).until(lambda _: is_so())

    def outside(self) -> list[str]:
        """Return what was asked for outside of the site, or written to the console."""
        asked = [url for url in self.requests() if not url.startswith((self.root, "data:", "about:"))]
        return [*asked, *self.logged()]


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


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, eight: Path) -> Path:
    """Return the site of eight tools, with news of two weeks."""
    top = tmp_path_factory.mktemp("site")
    catalog = Path(shutil.copytree(eight, top / "catalog"))
    tool = catalog / "tools/modal.toml"
    text = tool.read_text("utf-8")
    git(top, "init", "-q")
    for day, content in (
        ("2026-11-02", text.replace('tagline = "', 'tagline = "Once: ')),
        ("2026-11-10", text),
    ):
        tool.write_text(content, "utf-8")
        git(top, "add", ".")
        git(top, "commit", "-qm", "Tools", day=day)
    done = inside(["site", "--into", str(top / "public"), "--catalog", str(catalog)])
    assert done.status == 0, done.talk
    return top / "public"


@pytest.fixture
def site(serve: Callable[[Path], ServedSite], folder: Path) -> ServedSite:
    return serve(folder)


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


@pytest.fixture
def serve(driver: webdriver.Chrome) -> Iterator[Callable[[Path], ServedSite]]:
    """Serve the folder of a site, below a path as many hosts do, and return it in a browser that kept nothing."""
    with ExitStack() as stack:

        def served(folder: Path) -> ServedSite:
            server = stack.enter_context(
                ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, str(folder)))
            )
            thread = threading.Thread(target=server.serve_forever, args=(0.02,))
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return ServedSite(driver, f"http://127.0.0.1:{server.server_port}", {}, [])

        yield served
        driver.get("about:blank")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a path."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: str, *arguments: Any) -> None:
        super().__init__(*arguments, directory=folder)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/below"))

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, which is not part of this repository."""
    path = os.environ.get("AXE_CORE")
    if not path:
        pytest.skip("AXE_CORE does not name the file axe.min.js (npm install axe-core)")
    return Path(path).read_text(encoding="utf-8")
