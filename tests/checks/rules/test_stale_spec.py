"""`stale-spec`: specs read more than so many days ago, at the date that is changed when they are read again."""

import datetime
from pathlib import Path

import pytest

from tests.checks.rules.support import (
    CATALOG,
    HERE,
    QUILL,
    SETTINGS,
    TODAY,
    TOOL,
    assert_found_here,
    found,
    spec,
)
from tests.checks.rules.test_unsourced_spec import SOURCED

RULE = "stale-spec"
DECLARED = SETTINGS + spec("context") + spec("license", "text") + spec("release", "text", "fresh = 10\n")


@pytest.mark.parametrize(
    ("settings", "key", "limit"),
    [
        ("", "context", 180),
        ("[freshness]\nspecs = 30\n", "context", 30),
        ("[freshness]\nspecs = 30\n", "release", 10),
        ("[freshness]\nspecs = 0\n", "context", 0),
    ],
)
def test_both_sides_of_the_limit(tmp_path: Path, settings: str, key: str, limit: int) -> None:
    for age in (limit, limit + 1):
        day = TODAY - datetime.timedelta(age)
        text = f"{TOOL}[specs]\n{key} = {{ none = true, checked = {day} }}\n"
        days = "1 day" if age == 1 else f"{age} days"
        messages = [one.message for one in found(tmp_path, RULE, {CATALOG: DECLARED + settings, QUILL: text})]
        assert messages == [f"`{key}` was read {days} ago, on {day}"] * (age > limit)


def test_one_finding_for_each_date_and_limit(tmp_path: Path) -> None:
    text = f"{TOOL}[specs]\ncontext = 1\nlicense = 'MIT'\nrelease = 'x'\n{SOURCED}checked = {HERE}{HERE}2025-01-01\n"
    assert_found_here(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    assert [finding.message.partition(" read")[0] for finding in findings] == [
        "`context` and `license` were",
        "`release` was",
    ]


def test_the_date_of_a_value_comes_before_that_of_its_source(tmp_path: Path) -> None:
    text = f"{TOOL}[specs]\ncontext = {{ value = 1, checked = 2026-11-01 }}\n{SOURCED}checked = 2025-01-01\n"
    assert found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text}) == []
    text = f"{TOOL}[specs]\ncontext = {{ value = 1, checked = {HERE}2025-11-01 }}\n{SOURCED}checked = 2026-11-01\n"
    assert_found_here(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})


def test_the_specs_of_an_offer(tmp_path: Path) -> None:
    table = (
        f"[offers.x]\nsource = 'https://example.org'\nchecked = {HERE}2025-11-20\nspecs = {{ context = 1 }}\n"
    )
    files = {CATALOG: SETTINGS + spec("context"), QUILL: TOOL + table}
    assert_found_here(tmp_path, RULE, files)
    (finding,) = found(tmp_path, RULE, files)
    assert finding.message == "`context` of `x` was read 365 days ago, on 2025-11-20"
