"""`importers/download.py`: an address is read within limits, whatever its server does."""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.importers.servers import Answer, Request, Server, serving
from vcompare import __version__
from vcompare.errors import VcompareError
from vcompare.importers import cached
from vcompare.importers.download import Download, Fetched, Limits, download, fetch

DATA = b'{"models": [1, 2, 3]}'
QUICK = Limits(seconds=10, connect=2, silence=2, size=100_000, redirects=3)
SLOW = QUICK._replace(seconds=0.6, silence=5)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def get(address: str, limits: Limits = QUICK, **more: Any) -> Download:
    found = download(address, "prices", limits=limits, **more)
    if found.kept:
        cached.store(more.get("cache"), found.kept, found.content)
    return found


def refusal(address: str, limits: Limits = QUICK, **more: Any) -> str:
    with pytest.raises(VcompareError) as error:
        get(address, limits, **more)
    return f"{error.value.message}\n{error.value.hint}"


def says(content: bytes = DATA, status: int = 200, **headers: str | None) -> Answer:
    return lambda request: request.answer(content, status, **headers)


def test_an_address_is_read(server: Server) -> None:
    address = server.at("/api.json", says(Content_Type="application/json"))
    assert get(f" {address}#part ") == Download(DATA, "application/json", address)
    [(_, headers)] = server.seen
    assert headers["User-Agent"] == f"vcompare/{__version__}"
    assert not {"Authorization", "Cookie", "Referer"} & headers.keys()


def test_no_thread_is_left(server: Server) -> None:
    get(server.at("/", says()))
    assert not [thread for thread in threading.enumerate() if thread.name == "download"]


def test_pieces_of_known_number_pass(server: Server) -> None:
    seen: list[tuple[int, int]] = []

    def watch(parts: Iterable[Any], count: int) -> Iterable[Any]:
        seen.append((count, len([*parts])))
        return ()

    limits = QUICK._replace(size=1 << 20)
    content = bytes(300_000)
    assert get(server.at("/a", says(content)), limits, watch=watch).content == content
    packed = gzip.compress(content)
    assert get(server.at("/b", says(packed, Content_Encoding="gzip")), limits, watch=watch).content == content
    assert seen == [(4, 4), (0, 4)]


def test_the_size_is_limited_however_it_arrives(server: Server) -> None:
    def endless(request: Request) -> None:
        request.answer(Content_Length=None)
        while request.wait(0):
            request.send(b"x" * 10_000)

    def chunked(request: Request) -> None:
        request.answer(Content_Length=None, Transfer_Encoding="chunked")
        while request.wait(0):
            request.send(b"2710\r\n" + b"x" * 10_000 + b"\r\n")

    bomb = gzip.compress(gzip.compress(bytes(200_000_000)))
    assert len(bomb) < 5_000
    twice = says(bomb, Content_Encoding="gzip, gzip")
    for number, answer in enumerate((endless, chunked, twice, says(Content_Length="200000"))):
        started = time.monotonic()
        message = refusal(server.at(f"/{number}", answer))
        assert "cannot be read: it is larger than 1 MiB" in message
        assert "download it yourself, and run `vcompare import prices FILE`" in message
        assert time.monotonic() - started < 2


def test_the_time_is_limited_whatever_the_server_does(server: Server) -> None:
    def trickles(request: Request) -> None:
        request.answer(Content_Length="1000")
        while request.wait(0.05):
            request.send(b" ")

    def trickles_headers(request: Request) -> None:
        request.send(b"HTTP/1.1 200 OK\r\n")
        while request.wait(0.05):
            request.send(b"X")

    def never_answers(request: Request) -> None:
        request.wait(5)

    def goes_on_and_on(request: Request) -> None:
        while request.wait(0.01):
            request.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    for number, answer in enumerate((trickles, trickles_headers, never_answers, goes_on_and_on)):
        started = time.monotonic()
        assert "it takes longer than 0.6 seconds\ntry again later" in refusal(
            server.at(f"/{number}", answer), SLOW
        )
        assert time.monotonic() - started < 2


def test_silence_is_limited(server: Server) -> None:
    def stalls(request: Request) -> None:
        request.answer(b"{", Content_Length="100")
        request.wait(5)

    assert "the server sends nothing for 0.3 seconds" in refusal(
        server.at("/", stalls), QUICK._replace(silence=0.3)
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (says(status=404), "the server answers 404 Not Found\ncheck the address, or download it yourself"),
        (says(status=500), "the server answers 500 Internal Server Error\ntry again later"),
        (says(status=429, Retry_After="30"), "429 Too Many Requests\ntry again in 30 seconds"),
        (
            says(status=429, Retry_After="Fri, 20 Nov 2026 00:00:00 GMT"),
            "429 Too Many Requests\ntry again later",
        ),
        (says(status=403), "the server answers 403 Forbidden"),
        (says(status=304), "the server answers 304 Not Modified"),
        (says(status=206), "the server answers 206 Partial Content"),
        (says(status=302), "the server answers 302 Found"),
        (says(status=599), "the server answers 599\n"),
        (says(Content_Length="100"), "the connection ended early"),
        (says(b"<!DOCTYPE html><p>Sign in"), "it is a web page, not data"),
        (says(b"not gzip", Content_Encoding="gzip"), "it is not compressed as the server says"),
        (lambda request: request.send(b"220 ftp ready\r\n"), "the connection ended early"),
        (
            lambda request: request.send(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200),
            "the connection ended early",
        ),
        (lambda _: None, "the connection ended early"),
    ],
)
def test_what_a_server_does_wrong_is_one_clear_error(server: Server, answer: Answer, message: str) -> None:
    address = server.at("/", answer)
    found = refusal(address)
    assert found.startswith(f"{address} cannot be read: ")
    assert message in found
    assert "download it yourself, and run `vcompare import prices FILE`" in found


def test_a_length_that_is_too_short_cuts_the_content(server: Server) -> None:
    assert get(server.at("/", says(Content_Length="5"))).content == DATA[:5]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", '"file:///etc/passwd" is no address that is read'),
        ("ftp://localhost/a", "is no address that is read"),
        ("a.json", '"a.json" is no address that is read'),
        ("https://", "is no address that is read"),
        ("https://[::1", "is no address"),
        ("https://localhost:port/", "is no address"),
        ("http://example.com/a.json", "is not encrypted"),
        ("http://localhost.example.com/", "is not encrypted"),
        ("http://127.0.0.1.nip.example/", "is not encrypted"),
        ("http://0.0.0.0/", "is not encrypted"),
        ("http://2130706433/", "is not encrypted"),
        ("https://ann:secret@example.com/", "https://example.com/: a user name or password"),
        ("https://xn--bcher-kva.invalid/", "its host is not found"),
        ("https://bücher.invalid/", ""),
        ("http://127.0.0.1:1/", "no connection: connection refused"),
        ("http://[::1]:1/", "no connection: "),
    ],
)
def test_addresses_that_are_not_read(address: str, message: str) -> None:
    found = refusal(address)
    assert message in found
    assert "secret" not in found
    assert "run `vcompare import prices FILE`" in found


def test_redirects_are_followed_so_far(server: Server) -> None:
    server.at("/last", says(Content_Type="text/csv"))
    server.at("/2", says(b"", 307, Location="last"))
    server.at("/1", says(b"", 302, Location="/2"))
    first = server.at("/0", says(b"", 301, Location=f"{server.address}/1"))
    assert get(first) == Download(DATA, "text/csv", f"{server.address}/last")
    again = server.at("/round", says(b"", 302, Location="/round"))
    assert f"{again} cannot be read: it leads on more than 3 times" in refusal(again)
    assert sum(path == "/round" for path, _ in server.seen) == 4


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", '"file:///etc/passwd" is no address that is read'),
        ("http://example.com/", "http://example.com/ is not encrypted"),
        ("//example.com/a", "http://example.com/a is not encrypted"),
        ("ftp://localhost/", "is no address that is read"),
        ("https://ann:secret@localhost/", "a user name or password"),
        ("https://[::1", "is no address"),
    ],
)
def test_every_redirect_is_judged_like_an_address(server: Server, location: str, message: str) -> None:
    found = refusal(server.at("/", says(b"", 302, Location=location)))
    assert f"{server.address}/ leads to what is not read: " in found
    assert message in found
    assert len(server.seen) == 1


def test_nobody_else_leads_to_this_machine() -> None:
    from vcompare.importers.addresses import judged, redirected

    for target in ("http://localhost/", "https://127.0.0.1:8080/admin", "http://[::1]/"):
        with pytest.raises(VcompareError, match="which is on this machine"):
            redirected(judged("https://example.com/a"), target)


class Source:
    """An answer that changes, with what tells that it has."""

    def __init__(self, **headers: Any) -> None:
        self.content = DATA
        self.headers = headers

    def __call__(self, request: Request) -> None:
        asked = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
        if any(asked) and asked == (self.headers.get("ETag"), self.headers.get("Last_Modified")):
            request.answer(b"", 304, Content_Length=None)
        else:
            request.answer(self.content, Content_Type="text/plain", **self.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": 'W/"1"'},
        {"Last_Modified": "Fri, 20 Nov 2026 00:00:00 GMT"},
        {"ETag": '"1"', "Last_Modified": "Fri, 20 Nov 2026 00:00:00 GMT"},
    ],
)
def test_what_is_unchanged_is_read_from_the_cache(
    server: Server, tmp_path: Path, headers: dict[str, str]
) -> None:
    source = Source(**headers)
    address = server.at("/", source)
    assert get(address, cache=tmp_path) == Download(DATA, "text/plain", address)
    assert get(address, cache=tmp_path) == Download(DATA, "text/plain", address, is_unchanged=True)
    source.content, source.headers = (
        b"[2]",
        {name: value.replace("1", "2").replace("Fri, 20", "Sat, 21") for name, value in headers.items()},
    )
    assert get(address, cache=tmp_path) == Download(b"[2]", "text/plain", address)
    assert get(address, cache=tmp_path).is_unchanged
    assert (tmp_path / "downloads").stat().st_mode & 0o077 == 0


def test_what_leads_on_is_cached_where_it_was_found(server: Server, tmp_path: Path) -> None:
    source = Source(ETag='"1"')
    last = server.at("/last", source)
    address = server.at("/", says(b"", 302, Location="/last"))
    assert get(address, cache=tmp_path).address == last
    assert get(address, cache=tmp_path).is_unchanged
    assert [headers.get("If-None-Match") for _, headers in server.seen] == [None, None, None, '"1"']


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"', "Cache_Control": "private, no-store"}])
def test_what_cannot_be_asked_for_again_is_not_kept(
    server: Server, tmp_path: Path, headers: dict[str, Any]
) -> None:
    get(server.at("/", says(**headers)), cache=tmp_path)
    assert [*tmp_path.rglob("*.txt")] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"[1, 2, 3]", b"[9, 2, 3]"),
        (b"[1, 2, 3]}", b""),
        (b'"etag"', b'"etag'),
        (b'\\"1\\"', b"\\r\\nX-Evil: 1"),
        (b'"digest":"', b'"digest":"0'),
        (b'"asked":"http', b'"asked":"https'),
        (b'{"asked"', b"\xff"),
    ],
)
def test_a_cache_that_was_tampered_with_counts_as_none(
    server: Server, tmp_path: Path, old: bytes, new: bytes
) -> None:
    address = server.at("/", Source(ETag='"1"'))
    get(address, cache=tmp_path)
    [file] = tmp_path.rglob("*.txt")
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))
    assert get(address, cache=tmp_path) == Download(DATA, "text/plain", address)
    assert "If-None-Match" not in server.seen[-1][1]
    assert get(address, cache=tmp_path).is_unchanged


def test_a_cache_in_whose_place_is_something_else_is_done_without(server: Server, tmp_path: Path) -> None:
    address = server.at("/", Source(ETag='"1"'))
    get(address, cache=tmp_path)
    [file] = tmp_path.rglob("*.txt")
    others: list[Callable[[], None]] = [
        lambda: os.mkfifo(file),
        lambda: file.symlink_to("/dev/zero"),
        file.mkdir,
    ]
    for replace in others:
        file.unlink()
        replace()
        assert not get(address, cache=tmp_path).is_unchanged
    (tmp_path / "file").touch()
    assert get(address, cache=tmp_path / "file").content == DATA


def test_a_content_that_is_not_utf8_is_read_and_not_kept(server: Server, tmp_path: Path) -> None:
    address = server.at("/", says(b"\xff\xfe[\0]\0", ETag='"1"'))
    assert get(address, cache=tmp_path).content == b"\xff\xfe[\0]\0"
    assert not get(address, cache=tmp_path).is_unchanged


def test_what_is_fetched_is_data(server: Server, tmp_path: Path) -> None:
    address = server.at("/api", says(b"a: 0.1\n", Content_Type="application/yaml", ETag='"1"'))
    assert fetch(address, "prices", cache=tmp_path) == Fetched(
        {"a": Decimal("0.1")}, address, is_unchanged=False
    )
    server.at("/api", says(status=304))
    assert fetch(address, "prices", cache=tmp_path) == Fetched(
        {"a": Decimal("0.1")}, address, is_unchanged=True
    )


def test_what_nobody_can_read_is_not_kept(server: Server, tmp_path: Path) -> None:
    source = Source(ETag='"1"')
    source.content = DATA[:-1]  # whose end got lost, as its length does not tell
    address = server.at("/api.json", source)
    with pytest.raises(VcompareError, match=r"/api\.json:1:21: this is not JSON"):
        fetch(address, "prices", cache=tmp_path)
    source.content = DATA
    assert fetch(address, "prices", cache=tmp_path).data == {"models": [1, 2, 3]}
    assert fetch(address, "prices", cache=tmp_path).is_unchanged


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("openssl makes certificates")
    file = tmp_path_factory.mktemp("tls") / "key-and-certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", str(file)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return file


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with serving(certificate) as server:
        found = refusal(server.at("/", says()))
    assert "its certificate is not trusted: self" in found
    assert server.seen == []


def test_certificates_are_those_of_the_system(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate) as server:
        assert get(server.at("/", says())).content == DATA


def test_a_server_without_encryption_is_no_server_for_https(server: Server) -> None:
    server.at("/", says())
    assert "its certificate is not trusted" in refusal(f"{server.address.replace('http', 'https')}/")


def test_a_proxy_is_used_for_others_and_not_for_this_machine(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", f"http://ann:secret@127.0.0.1:{server.server_port}")
    assert get(server.at("/", says())).content == DATA
    found = refusal("https://example.com/a.json")  # the server knows no CONNECT
    assert "no connection through the proxy" in found
    assert "secret" not in found
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    assert "the proxy is of an unknown kind" in refusal("https://example.com/a.json")


def test_the_client_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "urllib3", None)
    found = refusal("https://example.com/a.json")
    assert "reading https://example.com/a.json takes urllib3, which is not installed" in found
    assert "`pip install 'vcompare[http]'`, or download it yourself" in found


def test_nothing_but_a_download_loads_the_client() -> None:
    code = "import sys, vcompare.importers.download; sys.exit('urllib3' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_ctrl_c_ends_it_at_once(server: Server) -> None:
    def never_answers(request: Request) -> None:
        request.wait(20)

    address = server.at("/", never_answers)
    main = threading.main_thread().ident
    assert main is not None
    threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT)).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        get(address, QUICK._replace(seconds=20, silence=20))
    assert time.monotonic() - started < 2
