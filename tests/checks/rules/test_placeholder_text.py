"""`placeholder-text`: words that were meant to be replaced, at their text."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    VOTES,
    Around,
    around,
    arrays,
    assert_found_here,
    found,
    pairs,
    strings,
    tables,
)
from vcompare.checks.rules.examples import REVIEW, SETTINGS, TOOL
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


@around
@pairs("text", f'{HERE}"日本 🖋️ TODO"')
def test_the_place_is_that_of_the_text(tmp_path: Path, around: Around, pair: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, BUILDER: around('verdict = "ship"\n' + pair)})


@around
@strings("TBD, says Ana")
def test_texts_of_several_lines(tmp_path: Path, around: Around, string: str) -> None:
    files = {
        QUILL: f"{TOOL}description = {HERE}{string}\n",
        "catalog.toml": SETTINGS.replace('"Editors"', HERE + string),
    }
    assert_found_here(tmp_path, RULE, {path: around(text) for path, text in files.items()})


@around
@tables("tally", {"ship": "0", "skip": "0", "source": f"{HERE}'https://example.com/TODO'"})
def test_the_place_in_a_table(tmp_path: Path, around: Around, table: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, VOTES: around(table)})


@around
@arrays('"日本, 🖋️ # ]"', f"{HERE}'TODO'", '"""\n["""', f'{HERE}"FIXME"')
def test_the_place_in_an_array(tmp_path: Path, around: Around, array: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: around(f"{TOOL}aliases = {array}\n"), BUILDER: REVIEW})
