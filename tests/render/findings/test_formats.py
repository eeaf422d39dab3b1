"""The formats of `check`: read back with readers that are not ours, whatever the text."""

import json
import os
import re
import subprocess
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vcompare.checks.rules import RULES
from vcompare.diagnostics import Diagnostic, Location, Report
from vcompare.render.findings import Findings, github, junit, sarif, text
from vcompare.render.findings import json as findings_json
from vcompare.render.payloads import json_bytes
from vcompare.text.safe import one_line

ROOT = PurePosixPath("some/catalog")
NASTY = st.text(
    st.sampled_from("ab :,%\r\n\"'<>&#[]=\x1b\x00\u2028\ufffe|") | st.characters(codec=None),
    min_size=1,
    max_size=30,
)
PATHS = NASTY.map(lambda name: f"tools/{name.replace('/', '_')}.toml")
FINDINGS = st.builds(
    Diagnostic,
    path=PATHS,
    line=st.integers(1, 9999),
    column=st.integers(1, 9999),
    rule=st.sampled_from([rule.name for rule in RULES]),
    severity=st.sampled_from(["error", "warning"]),
    message=NASTY,
    hint=st.none() | NASTY,
    also=st.lists(st.builds(Location, PATHS, st.integers(1, 99), st.integers(1, 99)), max_size=2).map(tuple),
)
REPORTS = st.lists(FINDINGS, max_size=4).map(lambda found: Report(9, tuple(found)))
HOSTILE = Report(
    1,
    (
        Diagnostic(
            "tools/x.toml", 1, 1, "bad-value", "error", "::error::x\n::set-output name=a::b", "##[group]y"
        ),
        Diagnostic(
            "tools/%0A,line=9::.toml", 2, 3, "bad-value", "warning", "100% \x1b]0;t\x07 ##[error]", None
        ),
    ),
)


def runner(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Read a log as the runner of GitHub Actions does: a command a line that begins with ::, and ##[...] anywhere."""
    commands = []
    for line in re.split(r"\r\n|\r|\n", log):
        assert "##[" not in line
        match = re.fullmatch(r"::([^ :]+)(?: (.*?))?::(.*)", line.lstrip())
        if match:
            listed = (part.partition("=") for part in (match[2] or "").split(","))
            commands.append(
                (match[1], {key: _decoded(value) for key, _, value in listed}, _decoded(match[3]))
            )
    return commands


def _decoded(value: str) -> str:
    return re.sub(r"%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), value)


@given(REPORTS)
@example(HOSTILE)
def test_github_one_finding_is_one_annotation(report: Report) -> None:
    commands = runner(github.render(report, ROOT))
    assert [command[0] for command in commands] == [finding.severity for finding in report.diagnostics]
    for (_, properties, message), finding in zip(commands, report.diagnostics, strict=True):
        assert list(properties) == ["file", "line", "col", "title"]
        assert properties["file"] == one_line(f"some/catalog/{finding.path}")
        assert (properties["line"], properties["col"]) == (str(finding.line), str(finding.column))
        assert message.startswith(one_line(finding.message))


@given(REPORTS)
@example(HOSTILE)
def test_text_is_a_line_a_finding(report: Report) -> None:
    lines = text.lines(report, Path("some/catalog")).split("\n")[:-1]
    assert len(lines) == len(report.diagnostics)
    assert all(line == one_line(line) for line in lines)


@given(REPORTS)
@example(HOSTILE)
def test_junit_is_well_formed_and_has_a_case_a_finding(report: Report) -> None:
    root = ElementTree.fromstring(junit.render(report, ROOT))  # noqa: S314 - our own output
    cases = root.findall("./testsuite/testcase")
    failures = root.findall("./testsuite/testcase/failure")
    assert len(failures) == len(report.diagnostics)
    assert len(cases) == max(1, len(report.diagnostics))
    assert root.get("failures") == str(len(failures))
    for failure, finding in zip(failures, report.diagnostics, strict=True):
        assert failure.get("type") == finding.severity
        assert (failure.get("message") or "").startswith(one_line(finding.message).split("\u2028")[0])


@given(REPORTS)
@example(HOSTILE)
def test_json_and_sarif_read_back(report: Report) -> None:
    log = json_bytes(findings_json.payload(report)).decode()
    read = json.loads(log)
    assert [one["message"] for one in read["diagnostics"]] == [
        finding.message.encode("utf-8", "replace").decode() if not finding.message.isprintable() and
        re.search("[\ud800-\udfff]", finding.message) else finding.message for finding in report.diagnostics
    ]  # fmt: skip
    assert "##[" not in log
    result = json.loads(json_bytes(sarif.payload(report, ROOT, RULES)))["runs"][0]
    assert len(result["results"]) == len(report.diagnostics)
    for one, finding in zip(result["results"], report.diagnostics, strict=True):
        assert result["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == finding.rule
        place = one["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]).startswith("some/catalog/tools/")
        assert place["region"] == {"startLine": finding.line, "startColumn": finding.column}
        assert len(one.get("relatedLocations", ())) == len(finding.also)


def test_sarif_validates_against_the_public_schema(tmp_path: Path) -> None:
    validator = os.environ.get("SARIF_MULTITOOL")
    if not validator:
        pytest.skip("set SARIF_MULTITOOL to Microsoft's Sarif.Multitool; .ci/run installs it from npm")
    full = Report(3, tuple(
        Diagnostic("tools/ä b.toml", 3, 9, rule.name, rule.severity, "message", rule.hint, (Location("tools/y.toml", 1, 2),))
        for rule in RULES
    ))  # fmt: skip
    both = Report(3, (*full.diagnostics, *HOSTILE.diagnostics))
    for name, report in {"both": both, "empty": Report(0, ())}.items():
        log, verdict = tmp_path / f"{name}.sarif", tmp_path / f"{name}.verdict.sarif"
        log.write_bytes(json_bytes(sarif.payload(report, ROOT, RULES)))
        subprocess.run([validator, "validate", log, "--output", verdict], check=False, capture_output=True)
        results = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
        assert [one["message"] for one in results if one.get("level", "warning") == "error"] == []


def test_the_grouped_text_shows_the_line_and_a_caret_below_the_place() -> None:
    finding = Diagnostic("tools/x.toml", 2, 12, "bad-value", "error", "wrong", "do it right")
    findings = Findings(Report(1, (finding,)), Path("catalog"), ROOT, lambda _: 'name = "日本" \t#')
    shown = text.grouped(findings, color=False)
    assert shown.splitlines() == [
        "catalog/tools/x.toml",
        "     2:12  error    wrong  bad-value",
        '        2 | name = "日本" ' + " #",
        "          |              ^",
        "          hint: do it right",
    ]
    assert re.sub(r"\x1b\[[0-9;]*m", "", text.grouped(findings, color=True)) == shown
