"""What a build has written, kept beside it: what need not be made again, and what is ours to remove."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct, field

from vcompare.errors import VcompareError

NAME = ".vcompare-site.json"


class Built(Struct, frozen=True):
    """A page that was built: what it was made from, and the checksums of its files by name."""

    inputs: str
    files: dict[str, str]


class Manifest(Struct):
    """The pages of a build by address, and the newest day that each tool's files name, by slug and digest."""

    version: int = 1
    pages: dict[str, Built] = field(default_factory=dict)
    newest: dict[str, tuple[str, str]] = field(default_factory=dict)


def read(folder: Path) -> Manifest | None:
    """Return the manifest in a folder, None where there is none that this version can read."""
    try:
        found = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if found.version == Manifest().version else None


def text(of: Manifest) -> str:
    """Return the text of a manifest; it depends on nothing but what was built."""
    return msgspec.json.encode(of, order="deterministic").decode() + "\n"


def checksum(content: str) -> str:
    """Return a checksum of a text or of what a page is made from."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def refuse_no_folder(folder: Path) -> None:
    """Raise VcompareError where there is something else at the path of the folder for a site."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise VcompareError(f"{folder} is not a folder", "name a folder with --into, which may be new")
