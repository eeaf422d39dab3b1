"""Findings as the JSON of `check`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from vcompare.diagnostics import Report


def payload(report: Report) -> dict[str, Any]:
    """Return the JSON object, `vcompare.check/1`."""
    summary = {"files": report.files, "errors": report.count("error"), "warnings": report.count("warning")}
    diagnostics = [msgspec.structs.asdict(finding) for finding in report.diagnostics]
    for diagnostic in diagnostics:
        del diagnostic["also"]  # the message names the other places
        for key in ("path", "message", "hint"):
            diagnostic[key] = diagnostic[key] and _utf8(diagnostic[key])
    return {"schema": "vcompare.check/1", "summary": summary, "diagnostics": diagnostics}


def payload_of_several(reports: Mapping[Path, Report]) -> dict[str, Any]:
    """Return the JSON object about several catalogs, by their folders, which every finding names as well."""
    parts = {root: payload(report) for root, report in reports.items()}
    counts = [part["summary"] for part in parts.values()]
    return {
        "schema": "vcompare.check/1",
        "summary": {key: sum(count[key] for count in counts) for key in counts[0]},
        "diagnostics": [
            {"catalog": _utf8(root.as_posix()), **finding}
            for root, part in parts.items()
            for finding in part["diagnostics"]
        ],
    }


def _utf8(text: str) -> str:
    """Return a text that may quote a name that is not UTF-8, with such bytes as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
