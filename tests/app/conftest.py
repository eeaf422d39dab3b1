"""A small catalog of three tools, open with a cache and without one."""

from pathlib import Path

import pytest

import vcompare
from tests.app.reporters import Heard
from tests.conftest import REVIEW, TOOL, MakeCatalog
from vcompare import OpenCatalog


@pytest.fixture(params=[False, True], ids=["no cache", "cache"])
def catalog(request: pytest.FixtureRequest, make_catalog: MakeCatalog, tmp_path: Path) -> OpenCatalog:
    root = make_catalog(
        {
            "tools/anvil.toml": TOOL.format(name="Anvil") + 'tags = ["heavy", "iron"]\n',
            "tools/brush.toml": TOOL.format(name="Brush").replace('"free"', '"paid"') + 'tags = ["iron"]\n',
            "tools/chalk.toml": TOOL.format(name="Chalk"),
            "reviews/anvil/builder.toml": REVIEW.format(verdict="ship", score=60),
            "reviews/brush/builder.toml": REVIEW.format(verdict="skip", score=80),
        }
    )
    return vcompare.open(root, cache=tmp_path / "cache" if request.param else None, reporter=Heard())
