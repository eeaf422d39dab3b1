"""`duplicate-alias`: an alias that is already a slug, a name or an alias."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, NIB, QUILL, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic, Location

RULE = "duplicate-alias"
OTHER = TOOL.replace("Quill", "Nib")


def test_an_alias_of_two_tools(tmp_path: Path) -> None:
    one, other = TOOL + 'aliases = ["x", "The  Editor"]\n', OTHER + 'aliases = ["the-editor"]\n'
    assert found(tmp_path, RULE, {QUILL: one, NIB: other}) == [
        Diagnostic(
            here.path,
            5,
            here.column,
            RULE,
            "warning",
            f'"The  Editor" names two tools; also at {there.path}:5',
            "remove it, or make it more precise",
            (there,),
        )
        for here, there in [
            (Location(NIB, 5, 12), Location(QUILL, 5, 17)),
            (Location(QUILL, 5, 17), Location(NIB, 5, 12)),
        ]
    ]


@pytest.mark.parametrize("alias", ["Quill", "quill", "QUÍLL", "again"])
def test_an_alias_that_says_nothing_new(tmp_path: Path, alias: str) -> None:
    text = f'{TOOL}aliases = ["again", "{alias}"]\n'
    assert found(tmp_path, RULE, {QUILL: text}) == [
        Diagnostic(
            QUILL, 5, 21, RULE, "warning", f'the alias "{alias}" adds nothing', "remove it"
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "files",
    [
        {QUILL: TOOL.replace('"', f'{HERE}"', 1), NIB: f'{OTHER}aliases = ["x", {HERE}"QUILL"]\n'},
        {
            QUILL: TOOL.replace('"Quill"', f'{HERE}"Pen Holder"'),
            NIB: f'{OTHER}aliases = [{HERE}"pen-holder"]\n',
        },
        {"tools/pen-holder.toml": HERE + OTHER, QUILL: f'{TOOL}aliases = [{HERE}"Pen Holder"]\n'},
    ],
    ids=["a name and a slug", "a name", "a slug"],
)
def test_the_name_or_the_slug_of_another_tool(tmp_path: Path, files: dict[str, str]) -> None:
    assert_found_here(tmp_path, RULE, files)


def test_each_of_several_with_the_first(tmp_path: Path) -> None:
    files = {
        f"tools/{slug}.toml": TOOL.replace("Quill", slug) + 'aliases = ["editor"]\n'
        for slug in ("a", "b", "c")
    }
    findings = found(tmp_path, RULE, files)
    assert [(one.path, *(place.path for place in one.also)) for one in findings] == [
        ("tools/a.toml", "tools/b.toml"),
        ("tools/a.toml", "tools/c.toml"),
        ("tools/b.toml", "tools/a.toml"),
        ("tools/c.toml", "tools/a.toml"),
    ]


@pytest.mark.parametrize(
    "aliases",
    ['["the long editor"]', '["quill 2"]', '["C++", "C#", "C"]', '["1.0", "10"]', "[]", '[3, ""]', '"Nib"'],
)
def test_other_aliases(tmp_path: Path, aliases: str) -> None:
    files = {
        QUILL: f"{TOOL}aliases = {aliases}\n",
        NIB: OTHER + 'aliases = ["the short editor", "quill-3"]\n',
    }
    assert found(tmp_path, RULE, files) == []
