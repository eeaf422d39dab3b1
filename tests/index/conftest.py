"""The fixtures that tests of an index share."""

from pathlib import Path

import pytest

from tests.conftest import MakeCatalog
from tests.index.answers import FILES
from vcompare.catalog.store import Catalog
from vcompare.index import fingerprint


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def _no_file_is_young(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "_TICK", -3600 * 10**9)


Reads = list[str]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """The slugs of the tools that are read from their files."""
    counted, read = Reads(), Catalog.facts

    def facts(catalog: Catalog, slug: str) -> object:
        counted.append(slug)
        return read(catalog, slug)

    monkeypatch.setattr(Catalog, "facts", facts)
    return counted
