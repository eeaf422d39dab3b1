"""`unsourced-spec`: specs that rest on nothing, once for each tool."""

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

RULE = "unsourced-spec"
DECLARED = SETTINGS + spec("context") + spec("license", "text") + spec("weights", "flag")
SOURCED = '\n[sources.specs]\nurl = "https://example.com"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("context = 1\n", "`context` has no source"),
        ("context = { none = true }\nlicense = 'MIT'\n", "`context` and `license` have no source"),
        (
            "context = { value = 1, source = 'https://example.com' }\nlicense = 'MIT'\n",
            "`license` has no source",
        ),
        ("context = { value = 1, quote = 'x', checked = 2026-11-01 }\n", "`context` has no source"),
        ("context = { value = 1, source = 'misspelled' }\n", None),
        ("context = 1\n" + SOURCED, None),
        ("other = 1\n", None),
        ("", None),
    ],
)
def test_what_has_a_source(tmp_path: Path, text: str, message: str | None) -> None:
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: f"{TOOL}[specs]\n{text}"})
    assert [finding.message for finding in findings] == ([message] if message else [])
    assert places(findings) == [(QUILL, 5, 2)] * len(findings)


def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path) -> None:
    text = "name = 3\nsources = 3\n[specs]\ncontext = 'wrong'\n"
    assert places(found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})) == [(QUILL, 3, 2)]


@pytest.mark.parametrize("own", [True, False])
def test_the_specs_of_an_offer_rest_on_its_page(tmp_path: Path, own: bool) -> None:
    """Unless the tool names a page for all specs."""
    of_offer, mark = ("source = 'https://example.org'", "") if own else ("name = 'X'", HERE)
    table = f"[offers.x]\n{of_offer}\n[offers.x.{mark}specs]\ncontext = 1\n"
    files = {CATALOG: SETTINGS + spec("context"), QUILL: TOOL + table}
    assert_found_here(tmp_path, RULE, files)
    messages = [one.message for one in found(tmp_path, RULE, files)]
    assert messages == ["`context` of `x` has no source"] * (not own)
