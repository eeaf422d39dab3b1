"""The findings of `check`: a line each for people, an object for programs."""

from pathlib import Path
from typing import Any

import msgspec

from vcompare.diagnostics import Diagnostic, Report
from vcompare.text import one_line, plural


def text(report: Report, root: Path) -> str:
    """Return the findings, one a line, each at a path that an editor can open."""
    return "".join(f"{_line(finding, root)}\n" for finding in report.diagnostics)


def _line(finding: Diagnostic, root: Path) -> str:
    place = f"{root / finding.path}:{finding.line}:{finding.column}"
    hint = f" ({finding.hint})" if finding.hint else ""
    return one_line(f"{place}: {finding.severity} {finding.rule}: {finding.message}{hint}")


def summary(report: Report) -> str:
    """Say in a line how it went."""
    counts = [
        plural(report.count(severity), severity)
        for severity in ("error", "warning")
        if report.count(severity)
    ]
    return f"checked {plural(report.files, 'file')}: {' and '.join(counts) or 'nothing found'}"


def payload(report: Report) -> dict[str, Any]:
    """Return the JSON object of `check`."""
    summary = {"files": report.files, "errors": report.count("error"), "warnings": report.count("warning")}
    diagnostics = [msgspec.structs.asdict(finding) for finding in report.diagnostics]
    return {"schema": "vcompare.check/1", "summary": summary, "diagnostics": diagnostics}
