"""`undated-spec`: specs without the date on which they were read, once for each tool."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, QUILL, TOOL, found, places
from tests.checks.rules.test_unsourced_spec import DECLARED, SOURCED

RULE = "undated-spec"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("context = 1\n", "`context` has no date"),
        ("context = 1\nlicense = 'MIT'\n" + SOURCED, "`context` and `license` have no date"),
        ("context = 1\n" + SOURCED + "checked = 2026-11-01\n", None),
        ("context = { value = 1, checked = 2026-11-01 }\n" + SOURCED, None),
        ("context = { value = 1, source = 'specs' }\n" + SOURCED + "checked = 2026-11-01\n", None),
        (
            "context = { value = 1, source = 'https://example.org' }\n" + SOURCED + "checked = 2026-11-01\n",
            "`context` has no date",
        ),
        ("context = { value = 1, checked = 'soon' }\n", None),
        ("other = 1\n", None),
    ],
)
def test_what_has_a_date(tmp_path: Path, text: str, message: str | None) -> None:
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: f"{TOOL}[specs]\n{text}"})
    assert [finding.message for finding in findings] == ([message] if message else [])
    assert places(findings) == [(QUILL, 5, 2)] * len(findings)
