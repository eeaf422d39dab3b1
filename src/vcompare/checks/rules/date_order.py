"""`date-order`: a tool retired before it was added."""

import datetime

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
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
    fix="Correct the one that is wrong.",
    hint="correct one of the two dates",
    bad={"tools/quill.toml": TOOL + "added = 2026-05-01\nretired = 2025-06-01\n"},
    good={"tools/quill.toml": TOOL + "added = 2025-05-01\nretired = 2026-06-01\n"},
    kinds=("tool",),
    check_file=check,
)
