"""`unknown-tool`: a decision that names a tool that is not there, at its name."""

from pathlib import Path

from tests.checks.rules.support import QUILL, TOOL, assert_found_here, found

RULE = "unknown-tool"
DESK = "decisions/desk.toml"
SCORE = "[criteria.score]\nweight = 1\n"


def test_each_name_has_its_finding(tmp_path: Path) -> None:
    text = f'label = "Desk"\ntools = ["quill", ⌖"quil", ⌖"nib"]\n{SCORE}'
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, DESK: text})


def test_near_words_are_suggested(tmp_path: Path) -> None:
    files = {QUILL: TOOL, DESK: f'label = "Desk"\ntools = ["quil", "zebra"]\n{SCORE}'}
    assert [(one.message, one.hint) for one in found(tmp_path, RULE, files)] == [
        ('there is no tool "quil" in this catalog', "did you mean `quill`?"),
        ('there is no tool "zebra" in this catalog', "name the tool by its slug, or remove it from the list"),
    ]


def test_imported_tools_are_there_and_no_slug_is_a_bad_value(tmp_path: Path) -> None:
    files = {
        "imported/models/nib.toml": "seen = 2026-11-01\n" + TOOL,
        DESK: f'label = "Desk"\ntools = ["nib", "Nib!", 3]\n{SCORE}',
    }
    assert found(tmp_path, RULE, files) == []


def test_so_has_each_name_of_a_pair_with_a_page(tmp_path: Path) -> None:
    site = 'format = 1\ntitle = "T"\n[site]\nalso = [["quill", ⌖"quil"], [⌖"nib", "quill"]]\n'
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, "catalog.toml": site})
