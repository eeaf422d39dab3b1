"""`date-order`: a tool retired before it was added."""

import datetime

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Compare the two dates of a tool."""
    added, retired = file.get(datetime.date, "added"), file.get(datetime.date, "retired")
    if added is not None and retired is not None and retired < added:
        message = f"retired on {retired}, before it was added on {added}"
        yield found("date-order", file.document.value("retired"), message)
