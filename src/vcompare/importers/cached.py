"""What was downloaded, kept in the user's cache folder for as long as its server says that it is unchanged.

A file has a line of JSON and the content. One that does not hold what it says counts as none, and where none
can be written, nothing is kept.
"""

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.importers.bounds import MAX_BYTES

_HEAD = 16 * 1024
"""The longest line before the content."""
Validator = Annotated[str, Meta(pattern=r"^[ -~]{1,1000}\Z")]
"""The value of a header, which is sent as it was received."""


class Kept(msgspec.Struct, frozen=True):
    """What is known of a download: what was asked for, what answered, and how to ask whether it changed."""

    asked: str
    address: str
    digest: str
    media_type: str | None = None
    etag: Validator | None = None
    modified: Validator | None = None


def load(folder: Path | None, address: str) -> tuple[Kept, bytes] | None:
    """Return what is kept of an address, None where nothing is or what is there cannot be trusted."""
    if folder is None:
        return None
    with suppress(VcompareError, OSError, ValueError):  # msgspec's errors are ValueErrors
        text = files.current(_path(folder, address), MAX_BYTES + _HEAD) or ""
        head, _, content = text.encode(errors="surrogateescape").partition(b"\n")
        kept = msgspec.json.decode(head, type=Kept)
        if kept.asked == address and kept.digest == sha256(content).hexdigest():
            return kept, content
    return None


def store(folder: Path | None, kept: Kept, content: bytes) -> None:
    """Keep a download, if its server can say later whether it changed."""
    if folder is None or not (kept.etag or kept.modified):
        return
    with suppress(VcompareError, OSError, ValueError):
        path = _path(folder, kept.asked)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.write_all({path: f"{msgspec.json.encode(kept).decode()}\n{content.decode()}"}, sync=False)


def _path(folder: Path, address: str) -> Path:
    host = re.sub(r"[^a-z0-9.-]", "_", address.partition("://")[2].partition("/")[0].lower())[:60]
    return folder / "downloads" / f"{host}-{sha256(address.encode()).hexdigest()[:16]}.txt"
