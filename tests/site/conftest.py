"""The whole sample as a site, made once."""

from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.program import inside

URL = "https://example.com/compared"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample as a site."""
    into = tmp_path_factory.mktemp("site") / "public"
    done = inside(["site", "--into", str(into), "--url", URL, "--catalog", str(SAMPLE)])
    assert done.status == 0, done.talk
    return into
