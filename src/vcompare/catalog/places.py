"""Where a file of a catalog may be: at a path of the format, and at one that is its own on every disk."""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from vcompare.catalog.store import is_slug
from vcompare.errors import VcompareError, system_says

_PARTS = {"catalog.toml": 1, "tools": 2, "reviews": 3, "votes": 2}


def refuse_misplaced(root: Path, path: str, *, new: bool) -> None:
    """Refuse what is no path of the format, and a new one that would be another's on some disk.

    Raises VcompareError.
    """
    kind, *names = path.split("/")
    if _PARTS.get(kind) != 1 + len(names) or any(name.startswith(".") or not name for name in names):
        raise VcompareError(f'"{path}" is not a file of a catalog', "a slug names one")
    if not new:
        return
    if any(not is_slug(name) for name in (*names[:-1], *(name.removesuffix(".toml") for name in names[-1:]))):
        raise VcompareError(f'"{path}" cannot be a file of a catalog', "a slug is needed, such as modal-2")
    for parent, name in zip(_folders(kind, names), names, strict=True):
        _refuse_lookalike(root / parent, name)


def _folders(kind: str, names: Sequence[str]) -> Iterator[str]:
    return ("/".join((kind, *names[:count])) for count in range(len(names)))


def _refuse_lookalike(folder: Path, name: str) -> None:
    try:
        present = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as problem:
        reason = system_says(problem)
        raise VcompareError(f"{folder} cannot be read: {reason}", "check its permissions") from problem
    for other in present:
        if other != name and _folded(other) == _folded(name):
            raise VcompareError(
                f"{folder / name} would be the same file as {folder / other} on some disks",
                "choose another name",
            )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
