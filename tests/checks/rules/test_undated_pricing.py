"""`undated-pricing`: a pricing without `checked`, at the table."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, QUILL, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "undated-pricing"


def test_a_pricing_without_it(tmp_path: Path) -> None:
    text = TOOL + "[pricing]\nsummary = 'Free'\nsource = 'https://example.com'\n"
    assert found(tmp_path, RULE, {QUILL: text}) == [
        Diagnostic(
            QUILL,
            5,
            2,
            RULE,
            "warning",
            "the pricing has no date",
            "read the page and add the day as `checked`",
        )
    ]


@pytest.mark.parametrize(
    "text",
    ["", "pricing = 3\n", "pricing = []\n", "pricing.checked = '2026-11-01'\n", "checked = 2026-11-01\n"],
)
def test_no_pricing_or_a_wrong_one_is_left_to_other_rules(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text}) == []


@pytest.mark.parametrize("text", ["name = 3\n", "vendor = 3\n", TOOL + "extra = 1\n"])
def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: f"{text}[{HERE}pricing]\n"})
