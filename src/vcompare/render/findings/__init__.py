"""The findings of `check` as text, one module per format.

May import what `render` may import.
"""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import NamedTuple

from vcompare.diagnostics import Diagnostic, Report
from vcompare.text.safe import one_line


class Findings(NamedTuple):
    """A report with what the formats need besides.

    `root` is the catalog's folder as seen from the working directory, `outside` as seen from where CI names
    files. `excerpt` returns the line that a finding is about, None if there is none to show.
    """

    report: Report
    root: Path
    outside: PurePath
    excerpt: Callable[[Diagnostic], str | None]


def message(finding: Diagnostic) -> str:
    """Return what is wrong and how to fix it, on one line."""
    return one_line(f"{finding.message} ({finding.hint})" if finding.hint else finding.message)
