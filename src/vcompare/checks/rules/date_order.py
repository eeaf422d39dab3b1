"""`date-order`: a tool retired before it was added."""

import datetime
from collections.abc import Iterable

from vcompare.checks.rule import Context, File, Rule
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import Diagnostic, found


def find(file: File, _context: Context) -> Iterable[Diagnostic]:
    """Compare the two dates of a tool."""
    added, retired = file.get(datetime.date, "added"), file.get(datetime.date, "retired")
    if added is not None and retired is not None and retired < added:
        message = f"retired on {retired}, before it was added on {added}"
        yield found("date-order", file.document.value("retired"), message)


RULE = Rule(
    name="date-order",
    severity="error",
    finds="a tool that was retired before it was added",
    why="One of the two dates is wrong.",
    mend="Correct the one that is wrong.",
    hint="correct one of the two dates",
    bad={"tools/quill.toml": TOOL + "added = 2026-05-01\nretired = 2025-06-01\n"},
    good={"tools/quill.toml": TOOL + "added = 2025-05-01\nretired = 2026-06-01\n"},
    kinds=("tool",),
    in_file=find,
)
