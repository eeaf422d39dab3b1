"""The catalog that `init` writes: the files of this folder, a panel and one example that is plainly one.

May import what `app` may import.
"""

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from vcompare.catalog.paths import FIRST_FOLDERS
from vcompare.errors import VcompareError

TOOL = "example-inkpot"
_DATE = "2026-01-01"
"""The date in the files, in place of the day on which `init` runs."""


def starter(today: datetime.date) -> Mapping[str, str]:
    """Return the files of a new catalog by path, with what is dated in them dated `today`."""
    folder = Path(__file__).parent
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8").replace(_DATE, today.isoformat())
        for path in sorted(folder.rglob("*.toml"))
    }


def refuse_existing(folder: Path) -> None:
    """Raise VcompareError where there is a catalog, or what could be part of one."""
    beside = [folder.parent] if folder.name == "catalog" else []
    for catalog in (folder, folder / "catalog", *beside):
        if os.path.lexists(catalog / "catalog.toml"):
            raise VcompareError(
                f"there is a catalog in {catalog} already", "`vcompare add` adds a tool to it"
            )
    for name in FIRST_FOLDERS:
        if os.path.lexists(folder / name) and not _is_empty(folder / name):
            raise VcompareError(f"{folder / name} exists and is not empty", "name another folder")


def _is_empty(folder: Path) -> bool:
    try:
        return not folder.is_symlink() and not os.listdir(folder)
    except OSError:
        return False
