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
from rich.cells import cell_len

from vcompare.checks.rules import RULES
from vcompare.diagnostics import Diagnostic, Location, Report
from vcompare.render.findings import Excerpt, Findings, github, junit, sarif, text
from vcompare.render.findings import json as findings_json
from vcompare.render.payloads import json_bytes
from vcompare.text.safe import one_line, visible

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


WRONG = Diagnostic("tools/x.toml", 2, 8, "bad-value", "error", "wrong", "do it right")


def shown(excerpt: Excerpt | None, width: int = 80, *, color: bool = False) -> list[str]:
    findings = Findings(Report(1, (WRONG,)), Path("catalog"), ROOT, lambda _: excerpt)
    return text.underlined(findings, width, color=color).splitlines()


def test_a_terminal_shows_the_line_and_underlines_the_span() -> None:
    excerpt = Excerpt('name = "日本" \t#', 7, 11)
    lines = [
        "catalog/tools/x.toml:2:8: error[bad-value]: wrong",
        '  2 | name = "日本"     #',
        "    |        ^^^^^^",
        "    = hint: do it right",
        "",
    ]
    assert shown(excerpt) == lines
    colored = shown(excerpt, color=True)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in colored] == lines
    assert "\x1b[1;31merror[bad-value]\x1b[0m" in colored[0]
    assert shown(None) == [lines[0], "  = hint: do it right", ""]


def test_a_narrow_window_breaks_the_message_and_never_the_place() -> None:
    assert shown(Excerpt("x = 1", 0, 1), 20) == [
        "catalog/tools/x.toml:2:8: error[bad-value]:",
        "  wrong",
        "  2 | x = 1",
        "    | ^",
        "    = hint: do it",
        "      right",
        "",
    ]


@given(
    line=NASTY.map(lambda text: text.replace("\n", " ") * 5) | st.text("ab 日\t\u0301", max_size=120),
    start=st.integers(0, 150),
    size=st.integers(1, 150),
    width=st.integers(30, 100),
)
@example(line="x" * 100 + "日本" * 40 + "y" * 100, start=100, size=80, width=40)
def test_a_long_line_is_cropped_around_its_span(line: str, start: int, size: int, width: int) -> None:
    start = min(start, len(line))
    excerpt = Excerpt(line, start, max(start + 1, min(start + size, len(line))))
    source, marks = shown(excerpt, width)[-4:-2]
    assert max(cell_len(source), cell_len(marks)) <= width
    assert source == visible(source)
    assert marks.lstrip(" |").strip("^") == ""
    assert "^" in marks


@given(FINDINGS, NASTY, st.integers(20, 100))
def test_whatever_a_finding_says_is_safe_on_a_terminal(finding: Diagnostic, line: str, width: int) -> None:
    findings = Findings(Report(1, (finding,)), Path("catalog"), ROOT, lambda _: Excerpt(line, 0, 1))
    shown = text.underlined(findings, width, color=False)
    assert shown == visible(shown, lines=True)


ALIKE = st.builds(
    Diagnostic,
    path=st.sampled_from(["tools/a b.toml", "tools/a  b.toml", "tools/c.toml"]),
    line=st.integers(1, 2),
    column=st.just(1),
    rule=st.sampled_from(["missing-key", "bad-slug"]),
    severity=st.just("error"),
    message=st.sampled_from(
        ["`name` is missing", "`tagline` is missing", "1 day old", "2 days old", "x (2)", "x"]
    ),
    hint=st.none() | st.just("add it"),
)


@given(st.lists(ALIKE, max_size=12, unique=True))
def test_identifiers_are_unique(findings: list[Diagnostic]) -> None:
    report = Report(9, tuple(findings))
    cases = ElementTree.fromstring(junit.render(report, ROOT)).findall(".//testcase")  # noqa: S314 - our own
    names = [case.get("name") for case in cases]
    assert len(set(names)) == len(names)
    results = sarif.payload(report, ROOT, RULES)["runs"][0]["results"]
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results]
    assert len(set(prints)) == len(findings)


def test_names_say_where_and_what() -> None:
    missing = [
        Diagnostic("tools/x.toml", 1, 1, "missing-key", "error", f"`{key}` is missing") for key in "ab"
    ]
    cases = ElementTree.fromstring(junit.render(Report(1, tuple(missing)), ROOT)).findall(".//testcase")  # noqa: S314
    assert [case.get("name") for case in cases] == [
        f"missing-key some/catalog/tools/x.toml:1:1: `{key}` is missing" for key in "ab"
    ]


def test_a_fingerprint_stays_from_one_day_to_the_next() -> None:
    def prints(line: int, days: int) -> list[str]:
        message = f"the pricing was read {days} days ago, on 2026-01-01"
        stale = Diagnostic("tools/x.toml", line, 1, "stale-pricing", "warning", message)
        return sarif.fingerprints(Report(1, (stale,)))

    assert prints(7, 99) == prints(9, 100)
