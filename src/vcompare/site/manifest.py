"""What a build has written, kept beside it: what need not be made again, and what is ours to remove."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct, field

from vcompare.catalog.paths import FOLDERS
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.site import addresses

NAME = ".vcompare-site.json"
_PLACES = {place[:-1] for place in vars(addresses).values() if isinstance(place, str) and place.endswith("/")}
"""The folders of a site."""


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
        found = msgspec.json.decode(files.current(folder / NAME) or "", type=Manifest)
    except (VcompareError, msgspec.DecodeError, UnicodeError):
        return None
    return found if found.version == Manifest().version else None


def text(of: Manifest) -> str:
    """Return the text of a manifest; it depends on nothing but what was built."""
    return msgspec.json.encode(of, order="deterministic").decode() + "\n"


def checksum(content: str) -> str:
    """Return a checksum of a text or of what a page is made from."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def refuse_no_folder(folder: Path, root: Path) -> None:
    """Raise VcompareError where there is something else at the path of the folder for a site.

    That may be a file, a link, the folder `root` of the catalog itself, or one of those for its files. Nor
    may one of the folders of a site be a link.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise VcompareError(f"{folder} is not a folder", "name a folder with --into, which may be new")
    target, catalog = folder.resolve(), root.resolve()
    own = target.relative_to(catalog).parts[:1] if target.is_relative_to(catalog) else None
    if own == () or (own and own[0] in {*FOLDERS, "templates", ".git"}):
        hint = "name a folder of its own with --into, such as public"
        raise VcompareError(f"{folder} is where the catalog has its files", hint)
    if catalog.is_relative_to(target) and catalog.relative_to(target).parts[0] in _PLACES:
        hint = "name a folder of its own with --into, such as public"
        raise VcompareError(f"the catalog is where a site in {folder} would have its pages", hint)
    for place in sorted(_PLACES):
        if (folder / place).is_symlink():
            hint = "remove it: a site is written into its own folder only"
            raise VcompareError(f"{folder / place} is a symbolic link", hint)
