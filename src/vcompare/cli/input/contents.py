"""What is in a file that a person names, or comes from stdin."""

from pathlib import Path
from typing import NamedTuple

from vcompare.cli import streams
from vcompare.errors import VcompareError, system_says
from vcompare.importers.bounds import MAX_BYTES


class Content(NamedTuple):
    """What a file holds that a person named, or stdin."""

    name: str
    data: bytes


def content(path: Path) -> Content:
    """Return what a file holds, or for `-` stdin. Raises VcompareError where it cannot be read."""
    name = "stdin" if str(path) == "-" else str(path)
    return Content(name, _read(None if str(path) == "-" else path, name))


def _read(path: Path | None, name: str) -> bytes:
    try:
        if path is None:
            return streams.read_stdin(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = system_says(problem)
        raise VcompareError(f"{name} cannot be read: {reason}", "check its name and permissions") from problem
