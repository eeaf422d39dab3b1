"""How soon the search of a site answers a key, in Chromium: until the frame in which the answer is seen."""

import shutil
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

_TIMES = 7
_SECONDS = 60
_TYPE = """
const [texts, done] = arguments, times = [], field = document.querySelector("main input[name=q]");
const next = (at) => {
  if (at === texts.length) return done(times);
  const started = performance.now();
  field.value = texts[at];
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => { times.push(performance.now() - started); next(at + 1); };
    after.port2.postMessage(0);
  });
};
next(0);
"""


def answered(site: Path, queries: Sequence[str]) -> dict[str, float] | None:
    """Return the milliseconds until an answer is seen, the median for each text as it grows key by key.

    None where there is no browser here.
    """
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        return None
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    texts = list(dict.fromkeys(query[:end] for query in queries for end in range(1, len(query) + 1)))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = webdriver.Chrome(options=options, service=Service(driver))
        try:
            browser.set_script_timeout(_SECONDS)
            browser.get(f"http://127.0.0.1:{server.server_port}/search/")
            _wait(browser)
            runs = [browser.execute_async_script(_TYPE, texts) for _ in range(_TIMES)]
        finally:
            browser.quit()
            server.shutdown()
    return {text: median(run[at] for run in runs) for at, text in enumerate(texts)}


def _wait(browser: Any) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    said = "return document.querySelector('#found').textContent.includes('to search')"
    WebDriverWait(browser, _SECONDS).until(lambda one: one.execute_script(said))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass
