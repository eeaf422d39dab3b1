"""`unknown-category`: a category that the catalog does not list, at the category."""

from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, SETTINGS, TOOL, found, places
from vcompare.diagnostics import Diagnostic

RULE = "unknown-category"
TITLED = 'format = 1\ntitle = "x"\n'
CORRECT = "correct it, or add it to `categories` in catalog.toml"


@pytest.mark.parametrize(
    ("category", "hint"),
    [("Tolls", "did you mean `Tools`?"), ("tools", "did you mean `Tools`?"), ("日本", CORRECT)],
)
def test_one_that_is_not_listed(tmp_path: Path, category: str, hint: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL.replace('"Tools"', f'"{category}"')}) == [
        Diagnostic(QUILL, 3, 12, RULE, "error", f'"{category}" is not a category of this catalog', hint)
    ]


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        (SETTINGS, True),
        (TITLED + 'categories = ["Quills", "Tools"]\n', True),
        (TITLED, True),
        (TITLED + "categories = []\n", True),
        ("format = ", True),
        (TITLED + 'categories = ["Tools "]\n', False),
    ],
)
def test_what_the_catalog_lists(tmp_path: Path, settings: str, known: bool) -> None:
    """Where it lists none, or cannot be used, there is nothing to compare with."""
    assert places(found(tmp_path, RULE, {"catalog.toml": settings, QUILL: TOOL})) == [(QUILL, 3, 12)] * (
        not known
    )


def test_other_faults_of_the_file_do_not_hide_it(tmp_path: Path) -> None:
    assert places(found(tmp_path, RULE, {QUILL: 'category = "Tolls"\n'})) == [(QUILL, 1, 12)]
    assert found(tmp_path, RULE, {QUILL: "category = 3\n"}) == []
    assert found(tmp_path, RULE, {QUILL: 'name = "no category"\n'}) == []
