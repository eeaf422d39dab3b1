"""`unknown-spec`: a spec that the catalog does not declare, at its key."""

from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, SETTINGS, TOOL, found
from vcompare.diagnostics import Diagnostic

RULE = "unknown-spec"
DECLARED = f'{SETTINGS}\n[specs.context]\nlabel = "Context"\nkind = "quantity"\n'


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("contxt", "did you mean `context`?"),
        ("con_text", "did you mean `context`?"),
        ("Context", "did you mean `context`?"),
        ("Open_Weights", "add [specs.open-weights] to catalog.toml, or correct its spelling"),
        ("license", "add [specs.license] to catalog.toml, or correct its spelling"),
    ],
)
def test_one_that_is_not_declared(tmp_path: Path, key: str, hint: str) -> None:
    files = {"catalog.toml": DECLARED, QUILL: f"{TOOL}\n[specs]\n{key} = 1\n"}
    line = files[QUILL].count("\n")
    message = f"`{key}` is not a spec of this catalog"
    assert found(tmp_path, RULE, files) == [Diagnostic(QUILL, line, 1, RULE, "error", message, hint)]


def test_one_that_is_declared(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, {"catalog.toml": DECLARED, QUILL: f"{TOOL}\n[specs]\ncontext = 1\n"})
