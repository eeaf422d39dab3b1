"""`duplicate-source`: the page of the prices in both of its forms, at the short one."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, QUILL, TOOL, assert_found_here, found

RULE = "duplicate-source"
LONG = '[sources.pricing]\nurl = "https://example.com"\nchecked = 2026-11-01\n'


def test_both_forms(tmp_path: Path) -> None:
    short = f"[pricing]\nsummary = 'Free'\n{HERE}source = 'https://example.com'\n{HERE}checked = 2026-11-01\n"
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + short + LONG})
    hints = [finding.hint for finding in found(tmp_path, RULE, {QUILL: TOOL + short + LONG})]
    assert hints == [
        "remove it, and keep `url` in [sources.pricing]",
        "remove it, and keep `checked` in [sources.pricing]",
    ]


@pytest.mark.parametrize("other", ["", LONG.replace("pricing", "specs")])
def test_the_short_form_alone(tmp_path: Path, other: str) -> None:
    text = TOOL + "[pricing]\nsummary = 'Free'\nsource = 'https://example.com'\n" + other
    assert found(tmp_path, RULE, {QUILL: text}) == []


def test_the_long_form_serves_the_rules_about_prices(tmp_path: Path) -> None:
    files = {QUILL: TOOL + "[pricing]\nsummary = 'Free'\n" + LONG.replace("2026-11", f"{HERE}2025-11")}
    for rule in (RULE, "unsourced-pricing", "undated-pricing"):
        assert found(tmp_path, rule, files) == []
    assert_found_here(tmp_path, "stale-pricing", files)


def test_rates_have_one_page_too(tmp_path: Path) -> None:
    """A page of its own is another one, and so is that of an offer."""
    both = f"[pricing]\n{HERE}source = 'https://example.com'\nrates = {{ input = 3 }}\n"
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + both + LONG})
    own = "[pricing]\nrates = { input = { amount = 3, source = 'https://example.org', checked = 2026-11-02 } }\n"
    offer = "[offers.x]\nsource = 'https://example.org'\nchecked = 2026-11-02\n"
    assert found(tmp_path, RULE, {QUILL: TOOL + own + offer + LONG}) == []
