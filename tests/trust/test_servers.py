"""Servers as hostile as they may be, through the program: one clear error soon, and no file is written."""

import gzip
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.importers.servers import Answer, Request, Server, serving
from tests.program import inside
from tests.trust import oracles
from vcompare.importers import download

FILES = {
    "catalog/catalog.toml": 'format = 1\ntitle = "Models"\n',
    "catalog/recipes/up.toml": 'records = "models"\ntool = "id"\n[fields]\nname = "name"\n[constants]\ncategory = "C"\n',
}
LIMITS = download.Limits(seconds=2, connect=1, silence=1, size=1_000_000)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server, for which the program has a moment instead of the time that it has for others."""
    for name in [*os.environ]:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    defaults = download.fetch.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "limits", LIMITS)
    with serving() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog, in a folder whose other files are looked at, too."""
    for path, text in FILES.items():
        target = tmp_path / "work" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return tmp_path / "work/catalog"


def fetching(root: Path, address: str) -> None:
    recipe = root / "recipes/up.toml"
    recipe.write_text(f'fetch = "{address}"\n{FILES["catalog/recipes/up.toml"]}')


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.parent.rglob("*") if path.is_file()}


def endless(request: Request) -> None:
    request.answer(Content_Length=None)
    while request.wait(0):
        request.send(b'{"id": "a"},' * 1_000)


def trickling(request: Request) -> None:
    request.answer(b"{", Content_Length="1000")
    while request.wait(0.1):
        request.send(b" ")


def silent(request: Request) -> None:
    request.wait(20)


def leads_to(location: str) -> Answer:
    return lambda request: request.answer(status=302, Location=location)


def says(content: bytes, **headers: str | None) -> Answer:
    return lambda request: request.answer(content, 200, **headers)


def longer(request: Request) -> None:
    request.answer(b'{"models": []}', Content_Length="500")
    request.connection.close()


SERVERS: Mapping[str, tuple[Answer, str]] = {
    "never ends": (endless, "it is larger than"),
    "trickles": (trickling, "it takes longer than 2 seconds"),
    "is silent": (silent, "the server sends nothing for 1 seconds"),
    "leads to a file": (leads_to("file:///etc/passwd"), "leads to what is not read"),
    "leads to data in the address": (leads_to("data:application/json,{}"), "leads to what is not read"),
    "leads off, unencrypted": (leads_to("http://example.com/x.json"), "not encrypted"),
    "leads to itself": (leads_to("/data.json"), "leads on more than 5 times"),
    "leads nowhere": (leads_to("http://[::1"), "leads to what is not read"),
    "leads to a trap": (leads_to("\x1b[2J::error::x"), "cannot be read"),
    "says that it is longer": (longer, "cannot be read"),
    "says that it is packed": (says(b"{}", Content_Encoding="gzip"), "cannot be read"),
    "is a bomb": (says(gzip.compress(bytes(300_000_000)), Content_Encoding="gzip"), "it is larger than"),
    "is a bomb in a bomb": (
        says(gzip.compress(gzip.compress(bytes(300_000_000))), Content_Encoding="gzip, gzip"),
        "it is larger than",
    ),
    "is a page": (says(b"<!doctype html><script>alert(1)</script>"), "it is a web page"),
    "is broken": (lambda request: request.answer(status=500), "the server answers 500"),
    "speaks otherwise": (lambda request: request.send(b"\x1b[2J::error::x\r\n\r\n"), "cannot be read"),
    "has a hostile header": (
        lambda request: request.answer(b"x", status=503, Retry_After="\x1b[2J::error::x"),
        "the server answers 503",
    ),
}


@pytest.mark.parametrize("does", SERVERS)
def test_whatever_a_server_does_is_one_error_soon(
    does: str, root: Path, server: Server, tmp_path: Path
) -> None:
    answer, message = SERVERS[does]
    fetching(root, server.at("/data.json", answer))
    before, started = files(root), time.monotonic()
    words, cache = ["import", "up", "--catalog", str(root)], str(tmp_path / "cache")
    done = inside(words, GITHUB_ACTIONS="true", XDG_CACHE_HOME=cache)
    assert time.monotonic() - started < 10
    assert (done.status, done.output, files(root)) == (2, b"", before), done.talk
    oracles.on_a_terminal(done.talk)
    assert oracles.in_a_log(done.talk) == []
    assert message in done.talk.decode()
    assert len(done.talk.splitlines()) <= 2
    assert not [
        path for path in (tmp_path / "cache").rglob("*") if path.is_file() and b"::error" in path.read_bytes()
    ]


def test_what_is_unchanged_is_asked_for_once_and_imported_twice(
    root: Path, server: Server, tmp_path: Path
) -> None:
    content = json.dumps({"models": [{"id": "quill", "name": "Quill"}]}).encode()
    statuses = []

    def answer(request: Request) -> None:
        is_known = request.headers.get("If-None-Match") == '"1"'
        statuses.append(304 if is_known else 200)
        request.answer(b"" if is_known else content, statuses[-1], ETag='"1"')

    fetching(root, server.at("/data.json", answer))
    found = []
    for _ in range(2):
        words = ["import", "up", "--catalog", str(root)]
        done = inside(words, XDG_CACHE_HOME=str(tmp_path / "cache"))
        assert done.status == 0, done.talk
        found.append(files(root))
    assert statuses == [200, 304]
    assert found[0] == found[1]
    assert any(path.endswith("imported/up/quill.toml") for path in found[0])
