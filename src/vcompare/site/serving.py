"""A preview of a site on this machine: a server for its folder, which is rebuilt as the catalog changes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from vcompare.errors import VcompareError, system_says
from vcompare.site.addresses import NOT_FOUND

HOST = "127.0.0.1"
_SCRIPT = "/.vcompare/reload.js"
_CHANGES = "/.vcompare/changes"
_RELOAD = f"""\
"use strict";
new EventSource("{_CHANGES}").onmessage = () => location.reload();
"""
_QUIET = 15
"""After so many seconds without a change, a browser is told that the server is still there."""


class Audience:
    """What browsers wait for: each rebuild wakes those that show a page."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def renew(self) -> None:
        """Let every browser load its page again."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def messages(self) -> Iterator[bytes]:
        """Yield what a browser is sent: a message for each rebuild, and comments while nothing happens."""
        seen = self._count
        yield b": here\n\n"
        while True:
            with self._changed:
                is_new = self._count != seen or self._changed.wait(_QUIET)
                seen = self._count
            yield b"data: rebuilt\n\n" if is_new else b": here\n\n"


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder, with a script in every page that loads it again after a rebuild."""

    def __init__(self, *arguments: object, preview: Audience, directory: str) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        asked = self.path.partition("?")[0]
        path = Path(self.translate_path(asked))
        if asked == _CHANGES:
            self._stream()
        elif asked == _SCRIPT:
            self._send(_RELOAD.encode(), "text/javascript")
        elif path.is_dir() and not asked.endswith("/"):
            super().do_GET()  # leads to the address with a slash
        elif (page := path / "index.html" if path.is_dir() else path).suffix == ".html" and page.is_file():
            self._send(_with_script(page.read_bytes()), "text/html; charset=utf-8")
        elif path.is_file():
            super().do_GET()
        else:
            self._not_found()

    def _not_found(self) -> None:
        page = Path(str(self.directory)) / NOT_FOUND
        content = _with_script(page.read_bytes()) if page.is_file() else b"There is no such page."
        self._send(content, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for message in self._preview.messages():
                self.wfile.write(message)
                self.wfile.flush()
        except OSError:
            return  # the browser has left the page

    def end_headers(self) -> None:
        """Keep no page: it may be another one a moment later."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextmanager
def served(folder: Path, port: int) -> "Iterator[tuple[Audience, str]]":
    """Serve a folder to this machine alone, and return what renews the pages, and the address.

    Port 0 stands for any that is free. Raises VcompareError where the port is taken.
    """
    preview = Audience()
    try:
        server = _Server((HOST, port), partial(_Handler, preview=preview, directory=str(folder)))
    except OSError as problem:
        message = f"{HOST}:{port} cannot be listened on: {system_says(problem)}"
        raise VcompareError(message, "name another port with --port") from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield preview, f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def changes(root: Path, apart_from: Path) -> Iterator[object]:
    """Yield each time that files of a catalog changed, but for those of the site itself, until Ctrl-C.

    Raises VcompareError where what watches files is not installed.
    """
    try:
        from watchfiles import watch
    except ImportError:
        message = "--serve needs what watches files, and that is not installed"
        raise VcompareError(message, "`pip install 'vcompare[serve]'` brings it") from None
    site = apart_from.resolve()

    def counts(_change: object, path: str) -> bool:
        return not Path(path).resolve().is_relative_to(site) and ".git" not in Path(path).parts

    return watch(root, watch_filter=counts, raise_interrupt=True)


def rebuilding(
    root: Path, folder: Path, port: int, build: Callable[[], None], begin: Callable[[str], None]
) -> None:
    """Serve a folder and `build` it whenever the catalog changes, until Ctrl-C.

    `begin` gets the address and builds the folder for the first time. Nothing is written where the port is
    taken, or nothing is there that watches files.
    """
    found = changes(root, folder)
    with served(folder, port) as (preview, address):
        begin(address)
        for _ in found:
            build()
            preview.renew()


def _with_script(page: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + f'<script src="{_SCRIPT}"></script>'.encode() + end + after if end else page
