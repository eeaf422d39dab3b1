"""The whole sample as a site, made once for all processes of a run."""

from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import SAMPLE
from tests.program import inside

URL = "https://example.com/compared"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the sample as a site."""
    base = tmp_path_factory.getbasetemp()
    top = (base if worker_id == "master" else base.parent) / "sample"
    top.mkdir(exist_ok=True)
    with FileLock(top / "lock"):
        if not (top / "public").exists():
            done = inside(["site", "--into", str(top / "new"), "--url", URL, "--catalog", str(SAMPLE)])
            assert done.status == 0, done.talk
            (top / "new").rename(top / "public")
    return top / "public"
