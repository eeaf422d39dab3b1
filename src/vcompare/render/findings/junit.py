"""Findings as JUnit XML: one failing test case per finding, one passing case if there are none."""

from pathlib import PurePath

from vcompare.diagnostics import Diagnostic, Report
from vcompare.render.findings import message, unique
from vcompare.text.safe import one_line


def render(report: Report, root: PurePath) -> str:
    """Return the document. Errors and warnings both fail their case; its type says which."""
    from xml.etree import ElementTree as ET

    failures = len(report.diagnostics)
    counts = {"name": "vcompare check", "tests": str(failures or 1), "failures": str(failures)}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", counts, errors="0", skipped="0")
    names = unique(_name(finding, root) for finding in report.diagnostics)
    for finding, name in zip(report.diagnostics, names, strict=True):
        path = one_line((root / finding.path).as_posix())
        case = ET.SubElement(
            suite, "testcase", name=name, classname=finding.rule, file=path, line=str(finding.line)
        )
        # No character is left that XML 1.0 forbids: controls, surrogates and noncharacters are escapes.
        ET.SubElement(case, "failure", type=finding.severity, message=message(finding))
    if not failures:
        ET.SubElement(suite, "testcase", name="catalog", classname="vcompare.check")
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _name(finding: Diagnostic, root: PurePath) -> str:
    """Return where something is wrong, and what: servers keep one of the cases that share a name."""
    place = f"{(root / finding.path).as_posix()}:{finding.line}:{finding.column}"
    return one_line(f"{finding.rule} {place}: {finding.message}")
