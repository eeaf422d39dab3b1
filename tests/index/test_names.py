"""`names.py`: what a query can be that no file holds."""

from pathlib import Path

import pytest

from tests.conftest import TOOL, MakeCatalog
from tests.index.answers import outcome
from vcompare.app.lookup import UnindexedNames
from vcompare.catalog.store import Catalog
from vcompare.index.names import NameIndex, glimpse
from vcompare.match.duplicates import possible_duplicates
from vcompare.model import Named


@pytest.mark.parametrize("query", ["alpha\udcff", "\udcff", "alpha \udcff", "beta\udcff one"])
def test_a_query_that_is_no_text(root: Path, cache: Path, query: str) -> None:
    catalog = Catalog.open(root)
    index = NameIndex(catalog, cache)
    assert outcome(query, index) == outcome(query, UnindexedNames(catalog))
    index.close()


@pytest.mark.parametrize(
    "name", ["Tool 1", "tool1", "Tol 1", "Beta one", "alpha\udcff", "\udcff", "Something else"]
)
def test_those_nearby_have_the_duplicates_of_a_new_tool(root: Path, cache: Path, name: str) -> None:
    catalog, new = Catalog.open(root), Named("tool1", name, (), "")
    index = NameIndex(catalog, cache)
    everywhere = possible_duplicates(new, UnindexedNames(catalog).nearby(new))
    assert [tool.slug for tool in everywhere][:1] == ["tool-1"]
    assert possible_duplicates(new, index.nearby(new)) == everywhere
    index.close()


def test_more_tools_are_named_than_sqlite_takes_values(make_catalog: MakeCatalog, cache: Path) -> None:
    tools = {f"tools/ai-{number}.toml": TOOL.format(name=f"AI {number}") for number in range(1100)}
    index = NameIndex(Catalog.open(make_catalog(tools)), cache)
    assert len(index.shortlist("ai")) == 1100
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
