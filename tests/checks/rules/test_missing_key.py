"""`missing-key`: a required key that is missing, at the table that lacks it."""

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
    places,
)
from vcompare.diagnostics import Diagnostic

RULE = "missing-key"
NO_PANEL = SETTINGS.partition("[panel")[0]


def test_an_empty_tool(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: ""}) == [
        Diagnostic(QUILL, 1, 1, RULE, "error", f"`{key}` is missing", f"add `{key}`: {what}")
        for key, what in [
            ("category", "one line of text, not blank"),
            ("name", "one line of 1 to 120 characters, not blank"),
            ("tagline", "one line of 1 to 200 characters, not blank"),
        ]
    ]


def test_in_a_table(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL + "\n[pricing]\nchecked = 2026-11-01\n"}) == [
        Diagnostic(
            QUILL, 6, 2, RULE, "error", "`pricing.summary` is missing",
            "add `pricing.summary`: one line of text, not blank",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "keys"),
    [
        (BUILDER, REVIEW.replace("verdict", "# verdict"), ["verdict"]),
        (BUILDER, "", ["text", "verdict"]),
        ("catalog.toml", SETTINGS.replace("format", "# format"), ["format"]),
        ("catalog.toml", "", ["format", "title"]),
        (VOTES, "[tally]\n", ["tally.ship", "tally.skip"]),
        (VOTES, "[tally]\nskip = 0\n", ["tally.ship"]),
    ],
)
def test_every_kind_of_file(tmp_path: Path, path: str, text: str, keys: list[str]) -> None:
    findings = found(tmp_path, RULE, {QUILL: TOOL, path: text})
    assert [(one.path, one.line, one.message) for one in findings] == [
        (path, 1, f"`{key}` is missing") for key in keys
    ]


@pytest.mark.parametrize(
    "panel",
    [
        f'[panel.{HERE}builder]\nasks = "?"\n',
        f'[panel]\n{HERE}builder.asks = "?"\n',
        f'panel.{HERE}builder.asks = "?"\n',
        f'panel = {{ ana = {{ name = "日本 🖋️" }}, {HERE}builder = {{ asks = "?" }} }}\n',
        f'[panel.ana]\nname = "A"\n[panel . {HERE}"builder"]\n',
    ],
)
def test_the_place_in_tables_of_tables(tmp_path: Path, panel: str) -> None:
    assert_found_here(tmp_path, RULE, {"catalog.toml": NO_PANEL + panel})


@pytest.mark.parametrize("start", ["", "\ufeff", "# [x\r\n", "\n\n"])
def test_of_a_whole_file_the_place_is_its_beginning(tmp_path: Path, start: str) -> None:
    assert places(found(tmp_path, RULE, {QUILL: start + TOOL.replace("name", "nom")})) == [(QUILL, 1, 1)]


def test_all_else_may_be_left_out(tmp_path: Path) -> None:
    files = {
        "catalog.toml": 'format = 1\ntitle = "x"\n[panel.builder]\nname = "B"\n[freshness]\n[check]\n',
        QUILL: TOOL + '[pricing]\nsummary = "Free"\n',
        BUILDER: REVIEW,
        VOTES: "",
        "votes/nib.toml": "[tally]\nship = 0\nskip = 0\n[ballots]\n",
    }
    assert found(tmp_path, RULE, files) == []
