"""Commands in messages, which have to lead on: each is about the catalog that the message is about."""

import re
import shlex
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from vcompare.cli import environment

WITHOUT_CATALOG = ("explain", "init", "help")
"""The commands that are about no catalog."""

_COMMAND = re.compile(r"`vcompare ([a-z]+)\b[^`]*")


class _Catalog(NamedTuple):
    """The folder of a catalog, and how it was named, if it was."""

    root: Path
    named: Path | None


_current: ContextVar[_Catalog | None] = ContextVar("catalog", default=None)


def use_catalog(root: Path | None, named: Path | None = None) -> None:
    """Take the catalog that messages are about from now on; None for the sample, and where there is none."""
    _current.set(_Catalog(root, named) if root else None)


def leading_on(message: str) -> str:
    """Return a message in which every command finds the catalog in question from here."""
    current = _current.get()
    if current is None or "`vcompare " not in message:
        return message
    option = option_for(*current)
    return _COMMAND.sub(lambda match: f"{match[0]}{option}" if _takes(match) else match[0], message)


def option_for(root: Path, named: Path | None = None) -> str:
    """Return the option with which a command finds this catalog from here, empty where it does without."""
    from vcompare.app import catalogs
    from vcompare.errors import VcompareError

    option = f" {catalog_option(named or root)}"
    variable = environment.variable("VCOMPARE_CATALOG")
    try:
        found = catalogs.find(Path(variable) if variable else None, here=Path.cwd(), or_sample=False).root
    except (VcompareError, OSError):
        return option
    return "" if found.resolve() == root.resolve() else option


def catalog_option(folder: Path) -> str:
    """Return the option `--catalog` for a folder, as a shell takes it."""
    return f"--catalog {shlex.quote(str(folder))}"


def _takes(command: re.Match[str]) -> bool:
    is_named = " --catalog " in command[0] or command[0].endswith(" --help")
    return command[1] not in WITHOUT_CATALOG and not is_named
