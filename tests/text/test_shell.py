"""`text/shell.py`: hints that are commands."""

import shlex
from pathlib import Path

from vcompare.text.shell import catalog_option


def test_a_folder_with_a_space_stays_one_word() -> None:
    assert catalog_option(Path("catalog")) == "--catalog catalog"
    assert shlex.split(catalog_option(Path("my 'own' tools"))) == ["--catalog", "my 'own' tools"]
