"""Findings as JUnit XML: one failing test case per finding, one passing case if there are none."""

from pathlib import PurePath

from vcompare.diagnostics import Diagnostic, Report
from vcompare.text.safe import one_line


def render(report: Report, root: PurePath) -> str:
    """Return the document. Errors and warnings both fail their case; its type says which."""
    cases = [_case(finding, root) for finding in report.diagnostics]
    if not cases:
        cases = ['    <testcase name="catalog" classname="vcompare.check"/>\n']
    counts = f'tests="{len(cases)}" failures="{len(report.diagnostics)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="vcompare check" {counts}>\n'
        f'  <testsuite name="vcompare check" {counts} errors="0" skipped="0">\n'
        f"{''.join(cases)}"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def _case(finding: Diagnostic, root: PurePath) -> str:
    path = (root / finding.path).as_posix()
    name = f"{path}:{finding.line}:{finding.column}"
    hint = f" ({finding.hint})" if finding.hint else ""
    return (
        f"    <testcase name={_attribute(f'{finding.rule} {name}')} classname={_attribute(finding.rule)} "
        f'file={_attribute(path)} line="{finding.line}">\n'
        f"      <failure type={_attribute(finding.severity)} message={_attribute(finding.message + hint)}/>\n"
        "    </testcase>\n"
    )


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr  # imports urllib

    # `one_line` leaves no character that XML 1.0 forbids: controls, surrogates and noncharacters are escapes.
    return quoteattr(one_line(text))
