"""The catalog that `init` writes: the files of this folder, a panel and one example that is plainly one."""

import datetime
from collections.abc import Mapping
from pathlib import Path

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
