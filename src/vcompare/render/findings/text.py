"""Findings for people: one line each in a pipe, grouped and with the source on a terminal."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from vcompare.diagnostics import Diagnostic, Report
from vcompare.render.findings import Findings, message
from vcompare.text.safe import one_line, visible
from vcompare.text.words import plural

_STYLES = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "dim": "\x1b[2m", "bold": "\x1b[1m"}
_RESET = "\x1b[0m"
_LONGEST = 96


def lines(report: Report, root: Path) -> str:
    """Return the findings, one per line, each at a path that an editor can open."""
    return "".join(f"{_line(finding, root)}\n" for finding in report.diagnostics)


def grouped(of: Findings, *, color: bool) -> str:
    """Return the findings file by file, each with its line, a caret and the hint."""

    def styled(text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if color else text

    parts = []
    for path, findings in groupby(of.report.diagnostics, lambda finding: finding.path):
        parts.append(styled(one_line(str(of.root / path)), "bold"))
        for finding in findings:
            place = f"{finding.line}:{finding.column}"
            severity = styled(f"{finding.severity:7}", finding.severity)
            parts.append(
                f"  {place:>7}  {severity}  {one_line(finding.message)}  {styled(finding.rule, 'dim')}"
            )
            parts.extend(_context(finding, of.excerpt(finding), styled))
        parts.append("")
    return "\n".join(parts)


def summary(report: Report) -> str:
    """Return one line that says how many files were checked and what was found."""
    counts = [plural(report.count(severity), severity) for severity in ("error", "warning")]
    counted = [count for count in counts if not count.startswith("0 ")]
    return f"checked {plural(report.files, 'file')}: {' and '.join(counted) or 'nothing found'}"


def _line(finding: Diagnostic, root: Path) -> str:
    place = f"{root / finding.path}:{finding.line}:{finding.column}"
    return one_line(f"{place}: {finding.severity} {finding.rule}: {message(finding)}")


def _context(finding: Diagnostic, source: str | None, styled: Callable[[str, str], str]) -> Iterator[str]:
    if source is not None:
        start = max(0, finding.column - 1 - _LONGEST // 2)
        before = visible(source[start : finding.column - 1].replace("\t", " "))
        after = visible(source[finding.column - 1 : start + _LONGEST].replace("\t", " "))
        bar = styled("|", "dim")
        yield f"    {finding.line:>5} {bar} {before}{after}"
        yield f"          {bar} {' ' * cell_len(before)}{styled('^', finding.severity)}"
    if finding.hint:
        yield f"          {styled('hint:', 'dim')} {one_line(finding.hint)}"
