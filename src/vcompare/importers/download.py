"""Download a data set, within limits of time and size, and only if it changed since the last time.

The transfer has a thread of its own: so the time limit holds for whatever it waits for, from the name of the
host to the last byte, and Ctrl-C ends it at once.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from vcompare import __version__
from vcompare.errors import VcompareError
from vcompare.importers import cached, client
from vcompare.importers.bounds import MAX_BYTES
from vcompare.importers.reading import read
from vcompare.importers.texts import is_page
from vcompare.parallel import Watch, unwatched

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.util import Url

_STEP = 64 * 1024
_LEADS_ON = {301, 302, 303, 307, 308}
_TRY_AGAIN = {429, 500, 502, 503, 504}


class Limits(NamedTuple):
    """What a download may take: seconds in all, to connect, and without a byte; bytes, and redirects."""

    seconds: float = 45
    connect: float = 10
    silence: float = 15
    size: int = MAX_BYTES
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Download:
    """What an address holds, its media type, and where it was found in the end.

    If it `is_unchanged`, the content is that of the last time. `kept` is for the cache, once the content
    was read: its end may be missing without a sign of that, which would stay so as long as it is unchanged.
    """

    content: bytes
    media_type: str | None
    address: str
    is_unchanged: bool = False
    kept: cached.Kept | None = field(default=None, compare=False, repr=False)


class Fetched(NamedTuple):
    """The data at an address, as `reading.read` returns it, and where it was found in the end."""

    data: Any
    address: str
    is_unchanged: bool


def fetch(
    address: str,
    source: str,
    *,
    cache: Path | None = None,
    watch: Watch = unwatched,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
) -> Fetched:
    """Return the data at the address of a source, and keep it in the folder `cache`.

    Raises VcompareError as `download` and `reading.read` do.
    """
    found = download(address, source, cache=cache, watch=watch, limits=limits)
    data = read(found.address, found.content, media_type=found.media_type)
    if found.kept:
        cached.store(cache, found.kept, found.content)
    return Fetched(data, found.address, found.is_unchanged)


def download(
    address: str,
    source: str,
    *,
    cache: Path | None = None,
    watch: Watch = unwatched,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
) -> Download:
    """Return what is at the address of a source, from `cache` if the server says that it is unchanged.

    `watch` sees pieces of 64 KiB pass, of a number that is 0 where it is not known. Raises VcompareError for
    an address that is not read, without the extra `http`, and for everything that goes wrong on the way.
    """
    _require_client(address, source)
    from vcompare.importers.addresses import judged

    try:
        return _watched(_Transfer(judged(address), address.strip(), cache, limits), watch)
    except VcompareError as error:
        raise VcompareError(error.message, _hint(error.hint, source)) from error


def _watched(transfer: "_Transfer", watch: Watch) -> Download:
    thread = Thread(target=transfer.run, name="download", daemon=True)
    thread.start()
    try:
        for _ in watch(transfer.parts, next(transfer.parts, 0)):
            pass
    finally:
        transfer.stop()
    thread.join(1)  # it has nothing left to do, and processes are forked where there is only one thread
    return transfer.done


def _hint(own: str | None, source: str) -> str:
    instead = f"download it yourself, and run `vcompare import {source} FILE`"
    return f"{own}, or {instead}" if own else instead


def _require_client(address: str, source: str) -> None:
    try:
        import urllib3  # noqa: F401
    except ImportError:
        hint = _hint("`pip install 'vcompare[http]'`", source)
        raise VcompareError(f"reading {address} takes urllib3, which is not installed", hint) from None


class _Transfer:
    """A request and its answer. `run` is for the thread, everything else for the one that waits."""

    def __init__(self, url: "Url", asked: str, cache: Path | None, limits: Limits) -> None:
        self._url = url
        self._asked = asked
        self._cache = cache
        self._limits = limits
        self._messages = SimpleQueue[Any]()
        self._response: BaseHTTPResponse | None = None
        self._is_stopped = Event()
        self.parts = self._parts()
        """The number of pieces, and then None for each that has arrived. Raises VcompareError."""
        self.done: Download

    def _parts(self) -> Iterator[Any]:
        ends = time.monotonic() + self._limits.seconds
        while True:
            try:
                message = self._messages.get(timeout=max(0, ends - time.monotonic()))
            except Empty:
                reason = f"it takes longer than {self._limits.seconds:g} seconds"
                raise self._error(reason, client.LATER) from None
            if isinstance(message, BaseException):
                raise message
            if isinstance(message, Download):
                self.done = message
                return
            yield message

    def stop(self) -> None:
        """Let the thread end, whatever it waits for."""
        self._is_stopped.set()
        if self._response is not None:
            with suppress(ValueError, RuntimeError, OSError):  # it is closed already
                self._response.shutdown()

    def run(self) -> None:
        """Send the number of pieces, None for each, and the download or what went wrong."""
        from urllib3.exceptions import HTTPError

        try:
            self._messages.put(self._download())
        except HTTPError as problem:
            self._messages.put(self._error(*client.reason(problem, self._limits.silence)))
        except BaseException as problem:  # noqa: BLE001 - it is raised where somebody waits
            self._messages.put(problem)
        finally:
            if self._response is not None:
                self._response.close()

    def _download(self) -> Download:
        from vcompare.importers.addresses import redirected

        kept = cached.load(self._cache, self._asked)
        url = self._url
        for _ in range(self._limits.redirects + 1):
            usable = kept if kept and kept[0].address == url.url else None
            self._response = response = self._ask(url, usable and usable[0])
            location = response.headers.get("Location")
            if response.status in _LEADS_ON and location:
                response.close()
                url = redirected(url, location)
            elif response.status == HTTPStatus.NOT_MODIFIED and usable:
                return Download(usable[1], usable[0].media_type, url.url, is_unchanged=True)
            elif response.status != HTTPStatus.OK:
                self._refuse(response)
            else:
                return self._received(response, url.url)
        raise self._error(f"it leads on more than {self._limits.redirects} times", None)

    def _ask(self, url: "Url", kept: cached.Kept | None) -> "BaseHTTPResponse":
        from urllib3.util import Timeout

        headers = {
            "User-Agent": f"vcompare/{__version__}",
            "Accept": "application/json, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "If-None-Match": kept and kept.etag,
            "If-Modified-Since": kept and kept.modified,
        }
        return client.towards(url).request(
            "GET",
            url.url,
            headers={name: value for name, value in headers.items() if value},
            timeout=Timeout(connect=self._limits.connect, read=self._limits.silence),
            redirect=False,
            retries=False,
            preload_content=False,
        )

    def _received(self, response: "BaseHTTPResponse", address: str) -> Download:
        content = self._content(response)
        if is_page(content):
            raise self._error("it is a web page, not data", "check the address")
        headers = response.headers
        media_type, kept = headers.get("Content-Type"), None
        if "no-store" not in headers.get("Cache-Control", "").lower():
            digest = sha256(content).hexdigest()
            validators = headers.get("ETag"), headers.get("Last-Modified")
            kept = cached.Kept(self._asked, address, digest, media_type, *validators)
        return Download(content, media_type, address, kept=kept)

    def _content(self, response: "BaseHTTPResponse") -> bytes:
        """Receive the body: no more than the limit, compressed or not."""
        expected = response.length_remaining or 0
        if expected > self._limits.size:
            raise self._too_large()
        self._messages.put(0 if response.headers.get("Content-Encoding") else expected // _STEP)
        content = bytearray()
        seen = 0
        for chunk in response.stream(_STEP, decode_content=True):
            content += chunk
            if len(content) > self._limits.size:
                raise self._too_large()
            if self._is_stopped.is_set():
                break
            for _ in range(seen, len(content) // _STEP):
                self._messages.put(None)
            seen = len(content) // _STEP
        return bytes(content)

    def _refuse(self, response: "BaseHTTPResponse") -> NoReturn:
        known = {status.value: status.phrase for status in HTTPStatus}
        reason = f"the server answers {response.status} {known.get(response.status, '')}".rstrip()
        if response.status not in _TRY_AGAIN:
            raise self._error(reason, "check the address")
        wait = response.headers.get("Retry-After", "")
        raise self._error(reason, f"try again in {wait} seconds" if wait.isdecimal() else client.LATER)

    def _too_large(self) -> VcompareError:
        return self._error(f"it is larger than {self._limits.size >> 20 or 1} MiB", None)

    def _error(self, reason: str, hint: str | None) -> VcompareError:
        return VcompareError(f"{self._asked} cannot be read: {reason}", hint)
