"""A catalog with one tool."""

from pathlib import Path

import pytest

from tests.conftest import TOOL, MakeCatalog


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"tools/quill.toml": TOOL.format(name="Quill Pen") + 'aliases = ["Feather"]\n'})
