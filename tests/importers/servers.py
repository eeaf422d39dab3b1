"""Servers on loopback that answer as a test says, however badly."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Request(BaseHTTPRequestHandler):
    """A request and what answers it."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        with suppress(ConnectionError):
            self.server.answers[self.path](self)
        self.close_connection = True

    def answer(self, content: bytes = b"", status: int = 200, **headers: str | None) -> None:
        """Answer with a body, whose length is given unless a header says otherwise."""
        self.send_response(status)
        given = {"Content-Length": str(len(content))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in given.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.send(content)

    def send(self, content: bytes) -> None:
        self.wfile.write(content)
        self.wfile.flush()

    def wait(self, seconds: float) -> bool:
        """Wait; say whether the test still runs."""
        return not self.server.over.wait(seconds)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as it is declared
        pass


Answer = Callable[[Request], None]


class Server(ThreadingHTTPServer):
    """What answers at `address`, by path; `seen` has the path and the headers of every request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.over = threading.Event()
        self.address = f"http{'s' if context else ''}://localhost:{self.server_port}"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def at(self, path: str, answer: Answer) -> str:
        """Answer a path so, and return its address."""
        self.answers[path] = answer
        return self.address + path

    def handle_error(self, *_: object) -> None:
        """Say nothing: what goes wrong here is meant to."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    with Server(context) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
