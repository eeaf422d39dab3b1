"""Findings as workflow commands of GitHub Actions: one finding, one annotation."""

from pathlib import PurePath

from vcompare.diagnostics import Diagnostic, Report
from vcompare.render.findings import message
from vcompare.text.safe import one_line


def render(report: Report, root: PurePath) -> str:
    """Return one command per line. `root` is the catalog's folder as seen from the workspace."""
    return "".join(f"{_command(finding, root)}\n" for finding in report.diagnostics)


def _command(finding: Diagnostic, root: PurePath) -> str:
    properties = {
        "file": (root / finding.path).as_posix(),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{finding.severity} {listed}::{_data(message(finding))}"


def _data(text: str) -> str:
    # As in the runner's own toolkit (actions/toolkit, packages/core/src/command.ts); ##[ is its older form.
    return (
        one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "#%23[")
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
