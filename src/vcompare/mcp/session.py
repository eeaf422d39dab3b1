"""Answers to one client: each opens the catalog anew, so that it has what the files say now."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import Catalog
from vcompare.errors import (
    AmbiguousNameError,
    NeedsTomlError,
    RefusedError,
    UnknownNameError,
    UnreadableFileError,
    VcompareError,
    system_says,
)
from vcompare.mcp import resources
from vcompare.mcp.bounds import FittedReply, fitted, fitted_text
from vcompare.mcp.parameters import read
from vcompare.mcp.tools import TOOLS
from vcompare.text.safe import visible
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import shorten

T = TypeVar("T")
_LONGEST = 2_000
"""The characters of one message at most."""
_MOST_ERRORS = 10
"""So many errors are explained at most."""
_CALLED = {
    r"without one, `vcompare cost .+?` computes at once": "without one, give `each` or `month`",
    r"`--weight \S+` decides at once": "give `weights`",
    r"--weight\b": "weights",
    r"--(workload|requests|each|month|where|sort|limit|since|until)\b": r"\1",
    r"`vcompare list` shows every tool": "find_tools shows every tool",
    r"`vcompare add` adds one": "a person can add one with `vcompare add`",
}
"""What messages about options and commands say to an assistant."""
_CORRECT = "a person has to correct the file; `vcompare check` says how"
_ASK = "vcompare://fields lists what can be asked about"
"""What to do where an error itself says nothing of that."""


class CancelledError(Exception):
    """Nobody waits for the answer any more."""


class Remarks:
    """Hears what is worth knowing besides an answer, and stops the work once nobody waits for it."""

    def __init__(self, is_cancelled: Callable[[], bool]) -> None:
        self.heard: list[str] = []
        self._is_cancelled = is_cancelled

    def note(self, message: str) -> None:
        """Hear what is good to know."""
        self.heard.append(message)

    def warn(self, message: str) -> None:
        """Hear what is wrong but does not stop the work."""
        self.heard.append(message)

    def progress(self, items: Iterable[T], total: int, label: str) -> Iterator[T]:
        """Pass on the parts of long work. Raises CancelledError."""
        del total, label
        for item in items:
            if self._is_cancelled():
                raise CancelledError
            yield item


class Session(NamedTuple):
    """The catalog that a client asks about, and how; `cache` returns the folder of the cache, if any."""

    root: Path
    cache: Callable[[], Path | None] = lambda: None
    exact: bool = False
    today: datetime.date | None = None

    def open(self, remarks: Remarks) -> OpenCatalog:
        """Open the catalog as it is now. Raises CatalogNotFoundError and UnreadableFileError."""
        return OpenCatalog(Catalog.open(self.root), self.cache, remarks)

    def call(
        self, name: str, arguments: Mapping[str, Any], is_cancelled: Callable[[], bool] = lambda: False
    ) -> FittedReply:
        """Return the answer of a tool. Raises VcompareError, or a group of them, and CancelledError."""
        tool = next((one for one in TOOLS if one.name == name), None)
        if tool is None:
            names = [one.name for one in TOOLS]
            raise VcompareError(
                f'there is no tool "{name}"', did_you_mean(name, names) or f"use one of {', '.join(names)}"
            )
        values = read(name, tool.parameters, arguments)
        remarks = Remarks(is_cancelled)
        own = {key: getattr(self, key) for key in tool.of_session}
        reply = tool.answer(self.open(remarks), **values, **own)
        return fitted(reply._replace(notes=(*remarks.heard, *reply.notes)))

    def read(self, address: str, is_cancelled: Callable[[], bool] = lambda: False) -> str:
        """Return a resource as Markdown. Raises as `resources.read` does, and CancelledError."""
        return resources.read(self.open(Remarks(is_cancelled)), address)

    def slugs(self, start: str, is_cancelled: Callable[[], bool] = lambda: False) -> tuple[list[str], int]:
        """Return slugs that begin so, for completion."""
        return resources.slugs(self.open(Remarks(is_cancelled)), start)


def explained(error: BaseException) -> str:
    """Return what an assistant reads about an error: what is wrong, and what to do."""
    several = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
    text = "\n".join(line for one in several[:_MOST_ERRORS] for line in _lines(one))
    if len(several) > _MOST_ERRORS:
        text += f"\nand {len(several) - _MOST_ERRORS:,} more errors"
    for option, argument in _CALLED.items():
        text = re.sub(option, argument, text)
    return fitted_text(text, "correct these first")


def _lines(error: BaseException) -> Iterator[str]:
    if not isinstance(error, VcompareError):
        error = _unexpected(error)
    yield f"error: {_line(error.message)}"
    if isinstance(error, UnknownNameError | AmbiguousNameError):
        yield from (_line(f"- {one.slug}: {' · '.join(one.details)}") for one in error.candidates)
    if isinstance(error, RefusedError):
        yield from map(_line, error.findings[:10])
    is_broken = isinstance(error, UnreadableFileError)
    yield f"hint: {_line(error.hint or (_CORRECT if is_broken else _ASK))}"
    if isinstance(error, NeedsTomlError):
        yield visible(error.block, lines=True)


def _line(text: str) -> str:
    return visible(shorten(" ".join(text.split()), _LONGEST))


def _unexpected(error: BaseException) -> VcompareError:
    if isinstance(error, OSError):
        return VcompareError(
            f"the catalog cannot be used: {system_says(error)}", "check its files and permissions"
        )
    return VcompareError(f"vcompare failed: {type(error).__name__}: {error}", "this is a bug")
