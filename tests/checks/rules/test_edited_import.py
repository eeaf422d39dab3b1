"""`edited-import`: an imported file that somebody edited, by its seal."""

from pathlib import Path

import pytest

from tests.checks.rules.support import found
from vcompare.text.seals import TOML, sealed

QUILL = "imported/upstream/quill.toml"
TEXT = 'seen = 2026-11-01\nname = "Quill"\ntagline = "T"\ncategory = "Tools"\n'


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_as_the_import_wrote_it(tmp_path: Path, ends: str) -> None:
    text = sealed(TEXT, "import upstream", TOML).replace("\n", ends)
    assert found(tmp_path, "edited-import", {QUILL: text.encode()}) == []


def test_an_edit_is_found(tmp_path: Path) -> None:
    text = sealed(TEXT, "import upstream", TOML).replace("Quill", "Quill!")
    [finding] = found(tmp_path, "edited-import", {QUILL: text})
    assert (finding.path, finding.line) == (QUILL, 1)
    assert finding.hint == "move the edit to tools/quill.toml, which wins, and import again"


def test_what_was_never_sealed_is_let_be(tmp_path: Path) -> None:
    assert found(tmp_path, "edited-import", {QUILL: TEXT}) == []
