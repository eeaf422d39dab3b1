"""Findings as the JSON of `check`."""

from typing import Any

import msgspec

from vcompare.diagnostics import Report


def payload(report: Report) -> dict[str, Any]:
    """Return the JSON object, `vcompare.check/1`."""
    summary = {"files": report.files, "errors": report.count("error"), "warnings": report.count("warning")}
    diagnostics = [msgspec.structs.asdict(finding) for finding in report.diagnostics]
    for diagnostic in diagnostics:
        del diagnostic["also"]  # the message names the other places
        for key in ("path", "message", "hint"):  # which may quote a name that is not UTF-8
            diagnostic[key] = diagnostic[key] and diagnostic[key].encode("utf-8", "backslashreplace").decode()
    return {"schema": "vcompare.check/1", "summary": summary, "diagnostics": diagnostics}
