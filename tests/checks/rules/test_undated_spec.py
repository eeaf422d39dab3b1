"""`undated-spec`: specs without the date on which they were read, once for each tool."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    CATALOG,
    HERE,
    QUILL,
    SETTINGS,
    TOOL,
    assert_found_here,
    found,
    places,
    spec,
)
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


@pytest.mark.parametrize("own", [True, False])
def test_the_specs_of_an_offer_rest_on_its_page(tmp_path: Path, own: bool) -> None:
    """Unless the tool names a page for all specs."""
    of_offer, mark = ("checked = 2026-11-01", "") if own else ("name = 'X'", HERE)
    table = f"[offers.x]\n{of_offer}\n[offers.x.{mark}specs]\ncontext = 1\n"
    files = {CATALOG: SETTINGS + spec("context"), QUILL: TOOL + table}
    assert_found_here(tmp_path, RULE, files)
    messages = [one.message for one in found(tmp_path, RULE, files)]
    assert messages == ["`context` of `x` has no date"] * (not own)
