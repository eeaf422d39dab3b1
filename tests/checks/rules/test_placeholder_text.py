"""`placeholder-text`: words that were meant to be replaced, at their text."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, SETTINGS, TOOL, VOTES, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "placeholder-text"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("TODO", "TODO"),
        ("TODO: ask Ana", "TODO"),
        ("(FIXME)", "FIXME"),
        ("price TBD.", "TBD"),
        ("日本 XXX 🖋️", "XXX"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("a lorem Ipsum", "lorem Ipsum"),
        ("TBD, TODO", "TBD"),
    ],
)
def test_the_first_word_is_named(tmp_path: Path, text: str, word: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}best_for = "{text}"\n'}) == [
        Diagnostic(
            QUILL, 5, 12, RULE, "warning", f'"{word}" is still to be replaced', "write it, or leave the key out"
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["todo lists", "TODOS", "MyTODO", "TODO_2", "XXXL", "MTBD", "lorem", "Ipsumatic"]
)
def test_words_that_only_look_like_it(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'# TODO XXX\n{TOOL}TODO = 1\nbest_for = "{text}"\n'}) == []


def test_every_text_of_every_kind_of_file(tmp_path: Path) -> None:
    files = {
        "catalog.toml": SETTINGS.replace('"Editors"', f"{HERE}'TBD'"),
        QUILL: f"{TOOL}aliases = ['a', {HERE}'TODO', {HERE}'FIXME']\n",
        BUILDER: f'verdict = "ship"\ntext = {HERE}"""\nLong.\nTODO"""\n',
        VOTES: f"[tally]\nship = 0\nskip = 0\nsource = {HERE}'https://example.com/TODO'\n",
    }
    assert_found_here(tmp_path, RULE, files)
