"""`surrounding-space`: white space at the ends of a line, at the line or the voter's name."""

from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    SETTINGS,
    TOOL,
    VOTES,
    assert_found_here,
    found,
)
from vcompare.diagnostics import Diagnostic

RULE = "surrounding-space"
HINT = "remove the white space"


@pytest.mark.parametrize("text", ["Quill Ltd ", " Quill Ltd", "\tx", "x\u00a0", "\u3000日本", " 🖋️ "])
def test_at_either_end(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f"{TOOL}vendor = '{text}'\n"}) == [
        Diagnostic(QUILL, 5, 10, RULE, "warning", "white space around the text", HINT)
    ]


def test_a_voter_s_name(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, VOTES: '[ballots]\nana = "ship"\n"ana " = "skip"\n'}) == [
        Diagnostic(VOTES, 3, 1, RULE, "warning", "white space around the voter's name", HINT)
    ]


@pytest.mark.parametrize(
    "text",
    [
        'vendor = "Quill  Ltd"',
        'vendor = """\nQuill"""',
        'vendor = """\\\n  Quill\\\n  """',
        'description = """\n\n  An editor.\n"""',
        "aliases = [ 'a', ]",
        'vendor = ""',
    ],
)
def test_space_inside_in_markdown_and_outside_the_quotes(tmp_path: Path, text: str) -> None:
    review = 'verdict = "ship"\ntext = """\n  Long.\n"""\n'
    assert found(tmp_path, RULE, {QUILL: f"{TOOL}{text}\n", BUILDER: review, VOTES: "[ballots]\n"}) == []


def test_every_kind_of_file(tmp_path: Path) -> None:
    files = {
        "catalog.toml": SETTINGS.replace('"Builder"', f'{HERE}"Builder "'),
        QUILL: f"{TOOL}[pricing]\nsummary = {HERE}' Free'\n",
        BUILDER: f"{REVIEW}summary = {HERE}'Quick. '\n",
    }
    assert_found_here(tmp_path, RULE, files)


def test_in_a_table_where_markdown_belongs(tmp_path: Path) -> None:
    files = {QUILL: TOOL, "reviews/quill/builder.toml": 'verdict = "ship"\ntext = { a = " x" }\n'}
    assert [(one.line, one.column) for one in found(tmp_path, RULE, files)] == [(2, 14)]
