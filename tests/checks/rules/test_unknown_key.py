"""`unknown-key`: a key that this kind of file does not have, at the key."""

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

RULE = "unknown-key"


@pytest.mark.parametrize(
    ("path", "text", "line", "key", "hint"),
    [
        (QUILL, TOOL + 'best_fro = "Novels"\n', 5, "best_fro", "did you mean `best_for`?"),
        (QUILL, TOOL + "x = 1\n", 5, "x", "correct its spelling, or remove it"),
        (QUILL, TOOL + '"" = 1\n', 5, "", "correct its spelling, or remove it"),
        (QUILL, TOOL + 'slug = "quill"\n', 5, "slug", "correct its spelling, or remove it"),
        (BUILDER, REVIEW + "scores = 1\n", 3, "scores", "did you mean `score`?"),
        (VOTES, "balots = {}\n", 1, "balots", "did you mean `ballots`?"),
        (VOTES, 'allow = ["orphan-votes"]\n', 1, "allow", "did you mean `ballots`?"),
        ("catalog.toml", "pannel = {}\n" + SETTINGS, 1, "pannel", "did you mean `panel`?"),
    ],
)
def test_at_the_top_of_every_kind_of_file(
    tmp_path: Path, path: str, text: str, line: int, key: str, hint: str
) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, path: text}) == [
        Diagnostic(path, line, 1, RULE, "error", f"`{key}` is not a key of this file", hint)
    ]


def test_in_a_table(tmp_path: Path) -> None:
    files = {QUILL: TOOL + '[pricing]\nsumary = "Free"\n', "catalog.toml": SETTINGS + 'nane = "B"\n'}
    assert found(tmp_path, RULE, files) == [
        Diagnostic(
            "catalog.toml", 7, 1, RULE, "error", "`panel.builder.nane` is not a key of this file", "did you mean `name`?"
        ),
        Diagnostic(
            QUILL, 6, 1, RULE, "error", "`pricing.sumary` is not a key of this file", "did you mean `summary`?"
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"[[{HERE}prices]]\nx = 1\n[[prices]]\nx = 2\n",
        f"{HERE}prices = [\n  {{ x = 1 }},\n  {{ x = 2 }},\n]\n",
        f"{HERE}a.b.c = 1\na.b.d = 2\n",
        f"[{HERE}a.b.c]\n[a]\n",
        f'pricing.summary = "Free"\npricing.{HERE}x.y = 1\npricing.x.z = 2\n',
        f'[pricing]\nsummary = "Free"\n[pricing.{HERE}x]\n',
        f'{HERE}"dotted.key" = 1\n{HERE}dotted.key = 1\n',
        f'{HERE}"\\u202e\\u001b[31m" = 1\n',
    ],
)
def test_arrays_of_tables_and_keys_with_many_parts(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL + text})


def test_every_key_of_the_format_is_known(tmp_path: Path) -> None:
    files = {
        "catalog.toml": SETTINGS + 'asks = "?"\n[freshness]\npricing = 1\nreviews = 1\n'
        "[check]\nignore = []\nwarn = []\nerror = []\n",
        QUILL: TOOL
        + 'description = "x"\nbest_for = "x"\nvendor = "x"\nhomepage = "https://x.y"\naliases = []\n'
        "tags = []\nadded = 2026-01-01\nretired = 2026-01-01\nallow = []\n"
        '[pricing]\nsummary = "x"\nsource = "https://x.y"\nchecked = 2026-01-01\n',
        BUILDER: REVIEW + 'score = 1\nsummary = "x"\ndate = 2026-01-01\nallow = []\n',
        VOTES: '[tally]\nship = 1\nskip = 1\nsource = "https://x.y"\ncounted = 2026-01-01\n'
        '[ballots]\nanyone = "ship"\n"at all" = "skip"\n',
    }
    assert found(tmp_path, RULE, files) == []
