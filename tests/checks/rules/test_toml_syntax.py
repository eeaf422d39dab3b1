"""`toml-syntax`: what is not TOML has one finding, where the reader gave up."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    TODAY,
    TOOL,
    VOTES,
    assert_found_here,
    found,
    places,
    write,
)
from vcompare.checks.runner import check
from vcompare.diagnostics import Diagnostic

RULE = "toml-syntax"


def test_an_open_string(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + 'description = "no end\n'}) == [
        Diagnostic(
            QUILL,
            5,
            22,
            RULE,
            "error",
            'this is not TOML: invalid basic string, expected `"`',
            "correct the syntax; the dialect is TOML 1.1",
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        f'{HERE}name = "twice"\n',
        f"vendor = {HERE}\n",
        f'vendor = "日本 🖋️" {HERE}x = 1\n',
        f'aliases = ["日本", {HERE}@]\n',
        f'aliases = [\n  "a", # ]\n  {HERE}b\n]\n',
        f'[pricing]\nsummary = "🖋️"\n[{HERE}pricing]\n',
        f'pricing = {{ summary = "日本", {HERE}summary = "x" }}\n',
        f"added = {HERE}2026-02-30\n",
        f"added = {HERE}0000-01-01\n",
        f"added = {HERE}2026-01-01T23:59:60\n",
        f"best_for = {HERE}1e999\n",
    ],
)
def test_the_place_is_where_the_reader_gave_up(tmp_path: Path, line: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + line})


@pytest.mark.parametrize(
    ("value", "broken"),
    [
        ("[" * 60 + "]" * 60, False),
        ("[" * 200 + "]" * 200, True),
        ("[" * 250_000, True),
        ("{a=" * 80_000, True),
        ("{" + "a." * 100_000 + "a = 1}", True),
    ],
)
def test_nesting_ends_in_time(tmp_path: Path, value: str, broken: bool) -> None:
    assert len(found(tmp_path, RULE, {QUILL: f"{TOOL}deep = {value}\n"})) == broken


@pytest.mark.parametrize(
    "text",
    [
        f'entry = "free"{HERE}\r\r\nextra = 1\n',
        f'entry = "free" # comment{HERE}\r\r\n',
        f'best_for = """a{HERE}\r\r\nb"""\n',
        f'entry = "free"{HERE}\rextra = 1\n',
    ],
)
def test_a_carriage_return_alone(tmp_path: Path, text: str) -> None:
    (finding,) = found(tmp_path, RULE, {QUILL: text})
    assert (finding.path, finding.line) == (QUILL, 1)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# only this", 'vendor = "\\e\\x41"', "pricing = {\n summary = 'x', # yes\n}", "a = 07:32"],
)
def test_toml_1_1_and_empty_files_are_toml(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + text, VOTES: text}) == []


def test_it_is_all_that_is_said_of_the_file_and_others_are_still_looked_at(tmp_path: Path) -> None:
    files = {"catalog.toml": "=", QUILL: TOOL + "extra = 1\n", BUILDER: REVIEW + "score = \n", VOTES: "[x"}
    findings = check(write(tmp_path, files), today=TODAY).diagnostics
    assert [(finding.path, finding.rule) for finding in findings] == [
        ("catalog.toml", RULE),
        (BUILDER, RULE),
        (QUILL, "unknown-key"),
        (VOTES, RULE),
    ]
    assert places(findings)[1] == (BUILDER, 3, 9)
