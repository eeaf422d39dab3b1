"""`duplicate-name`: two tools with one name, at both names."""

from pathlib import Path

import pytest

from tests.checks.rules.support import NIB, QUILL, TOOL, found, places
from vcompare.diagnostics import Diagnostic, Location

RULE = "duplicate-name"
HINT = (
    "put what other sellers ask into [offers.<seller>] of one file; "
    'if two products share a name, put allow = ["duplicate-name"] in both files'
)


def named(name: str) -> str:
    return TOOL.replace('"Quill"', f'"{name}"')


def test_both_places_name_each_other(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {NIB: "\n" + named("QUILL"), QUILL: TOOL}) == [
        Diagnostic(
            here.path,
            here.line,
            8,
            RULE,
            "warning",
            f'two tools are called "Quill"; also at {there.path}:{there.line}',
            HINT,
            (there,),
        )
        for here, there in [
            (Location(NIB, 2, 8), Location(QUILL, 1, 8)),
            (Location(QUILL, 1, 8), Location(NIB, 2, 8)),
        ]
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Quill", "qUILL", True),
        ("Quill", "Quíll", True),
        ("Quill Pro", "quill-pro", True),
        ("Quill Pro", " Quill  Pro ", True),
        ("Quill", "Ｑｕｉｌｌ", True),
        ("Straße", "STRASSE", True),
        ("日本", "日本", True),
        ("Quill", "Quill 2", False),
        ("C++", "C#", False),
        ("C", "C++", False),
        ("Quill 1.0", "Quill 10", False),
        ("日本", "日木", False),
        ("?", "!", False),
    ],
)
def test_names_are_compared_as_they_are_looked_up(tmp_path: Path, one: str, other: str, same: bool) -> None:
    assert (
        places(found(tmp_path, RULE, {NIB: named(one), QUILL: named(other)}))
        == [(NIB, 1, 8), (QUILL, 1, 8)] * same
    )


def test_each_of_several_with_the_first(tmp_path: Path) -> None:
    findings = found(tmp_path, RULE, {f"tools/{slug}.toml": TOOL for slug in "abc"})
    assert [(one.path, *(place.path for place in one.also)) for one in findings] == [
        ("tools/a.toml", "tools/b.toml"),
        ("tools/a.toml", "tools/c.toml"),
        ("tools/b.toml", "tools/a.toml"),
        ("tools/c.toml", "tools/a.toml"),
    ]


@pytest.mark.parametrize("name", ["3", "['Quill']", '""', '" "'])
def test_what_is_no_name_is_left_to_other_rules(tmp_path: Path, name: str) -> None:
    assert (
        found(tmp_path, RULE, {QUILL: TOOL.replace('"Quill"', name), NIB: TOOL.replace('"Quill"', name)})
        == []
    )


def test_allowed_in_one_file_it_is_still_found_in_the_other(tmp_path: Path) -> None:
    assert places(found(tmp_path, RULE, {NIB: TOOL + f'allow = ["{RULE}"]\n', QUILL: TOOL})) == [
        (QUILL, 1, 8)
    ]
