"""`names.py`: what a query can be that no file holds."""

from pathlib import Path

import pytest

from tests.index.answers import outcome
from vcompare.app.lookup import UnindexedNames
from vcompare.catalog.store import Catalog
from vcompare.index.names import NameIndex, glimpse


@pytest.mark.parametrize("query", ["alpha\udcff", "\udcff", "alpha \udcff", "beta\udcff one"])
def test_a_query_that_is_no_text(root: Path, cache: Path, query: str) -> None:
    catalog = Catalog.open(root)
    index = NameIndex(catalog, cache)
    assert outcome(query, index) == outcome(query, UnindexedNames(catalog))
    index.close()


def test_names_do_not_depend_on_reviews(root: Path, cache: Path) -> None:
    (root / "reviews/tool-1/builder.toml").write_text("broken")
    index = NameIndex(Catalog.open(root), cache)
    assert index.broken() == 0
    assert len(index.names()) == 5
    index.close()


def test_a_glimpse_is_of_the_last_answer(root: Path, cache: Path) -> None:
    assert glimpse(Catalog.open(root), cache, 2) == ([], 0)
    NameIndex(Catalog.open(root), cache).names()
    (root / "tools/tool-1.toml").unlink()
    first, count = glimpse(Catalog.open(root), cache, 2)
    assert ([tool.slug for tool in first], count) == (["tool-0", "tool-1"], 5)
    [file] = cache.iterdir()
    file.write_bytes(b"no database")
    assert glimpse(Catalog.open(root), cache, 2) == ([], 0)
