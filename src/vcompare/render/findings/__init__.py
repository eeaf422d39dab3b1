"""The findings of `check` as text, one module per format.

May import what `render` may import.
"""

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from vcompare.diagnostics import Diagnostic, Report
from vcompare.text.safe import one_line


class Excerpt(NamedTuple):
    """The line that a finding is about, and from where to where: offsets in characters."""

    line: str
    start: int
    end: int


class Findings(NamedTuple):
    """A report with what the formats need besides.

    `root` is the catalog's folder as seen from the working directory, `outside` as seen from where CI names
    files. `excerpt` returns what a finding is about, None if there is nothing to show.
    """

    report: Report
    root: Path
    outside: PurePath
    excerpt: Callable[[Diagnostic], Excerpt | None]


def message(finding: Diagnostic) -> str:
    """Return what is wrong and how to fix it, on one line."""
    return one_line(f"{finding.message} ({finding.hint})" if finding.hint else finding.message)


def unique(names: Iterable[str]) -> list[str]:
    """Return names in their order, with a number behind each that an earlier one is equal to."""
    seen, found = set[str](), list[str]()
    for name in names:
        number, one = 1, name
        while one in seen:
            number += 1
            one = f"{name} ({number})"
        seen.add(one)
        found.append(one)
    return found
