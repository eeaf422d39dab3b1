"""What is worth knowing besides the answer, on stderr: notes, warnings, progress."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from vcompare.cli import console, environment

T = TypeVar("T")
_PATIENCE = 0.5
"""How many seconds pass without a progress bar."""


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Pass items on; on a terminal, a bar appears once that takes so long that a person wonders."""
    if not environment.is_terminal(sys.stderr):
        yield from items
        return
    started, done, left = time.monotonic(), 0, iter(items)
    for item in left:
        yield item
        done += 1
        if time.monotonic() - started > _PATIENCE:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(left, total or None, done, description=label)


class StderrReporter:
    """The reporter (`app.opened.Reporter`) of all commands."""

    note = staticmethod(console.note)
    warn = staticmethod(console.warn)
    progress = staticmethod(progress)
