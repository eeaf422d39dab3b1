"""`unknown-rule`: the name of a rule that does not exist, at the name."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, QUILL, SETTINGS, TOOL, VOTES, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "unknown-rule"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mising-review", "did you mean `missing-review`?"),
        ("Missing-Review", "did you mean `missing-review`?"),
        ("missing_review", "did you mean `missing-review`?"),
        ("日本", "`vcompare explain` lists the rules"),
        ("", "`vcompare explain` lists the rules"),
    ],
)
def test_a_misspelt_name(tmp_path: Path, name: str, hint: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}allow = ["{name}"]\n'}) == [
        Diagnostic(QUILL, 5, 10, RULE, "error", f'there is no rule "{name}"', hint)
    ]


@pytest.mark.parametrize(
    "allow",
    ["[]", "['unknown-rule', 'missing-review', 'unused-allow']", "3", "'x'", "[3, ['x']]", "{ x = 'y' }"],
)
def test_names_of_rules_and_what_is_no_name(tmp_path: Path, allow: str) -> None:
    files = {
        "catalog.toml": SETTINGS + f"[check]\nignore = {allow}\n",
        QUILL: f"{TOOL}allow = {allow}\n",
        VOTES: "allow = ['x']\n",
    }
    assert found(tmp_path, RULE, files) == []


def test_a_file_may_allow_it(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + 'allow = ["of-tomorrow", "unknown-rule"]\n'}) == []


def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path) -> None:
    settings = f"format = 2\n[check]\nwarn = [{HERE}'x']\n"
    assert_found_here(
        tmp_path, RULE, {"catalog.toml": settings, QUILL: f"name = 3\nallow = [3, {HERE}'x']\n"}
    )
