"""A small catalog, and everything that an index answers about it, with and without a cache."""

from pathlib import Path

import pytest

from tests.conftest import REVIEW, TOOL
from vcompare.app import lookup
from vcompare.app.lookup import UnindexedNames
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import Catalog
from vcompare.errors import VcompareError
from vcompare.index.names import NameIndex
from vcompare.index.query import parse
from vcompare.index.tools import ToolIndex
from vcompare.match import resolve

QUERIES = ("alpha", "beta one", "alhpa", "gamma 2", "nothing at all", "tool-3", "bta")
SEARCHES = ("called", "alpha", '"said of"', "al*", "called -alpha", "skeptic more")
SLUGS = tuple(f"tool-{number}" for number in range(6))
FILES = {
    **{
        f"tools/tool-{number}.toml": TOOL.format(name=name)
        for number, name in enumerate(("Alpha", "Beta One", "Beta Two", "Gamma 2", "Delta"))
    },
    **{
        f"reviews/tool-{number}/{reviewer}.toml": REVIEW.format(verdict="ship", score=50 + number)
        for number in range(3)
        for reviewer in ("builder", "skeptic")
    },
    "votes/tool-1.toml": "[tally]\nship = 3\nskip = 1\n",
}


def assert_same(root: Path, cache: Path) -> None:
    """Compare the answers from the cache with those from the files; searches, with those from a new index."""
    assert names(root, cache) == names(root, None)
    with_cache = tools(root, cache)
    assert with_cache == tools(root, None)
    assert with_cache["listed"] == list(lookup.tools(OpenCatalog(Catalog.open(root))))


def names(root: Path, cache: Path | None) -> dict[str, object]:
    """Return what the index of names answers, or without a cache, what the files say."""
    catalog = Catalog.open(root)
    index = NameIndex(catalog, cache, warn=pytest.fail) if cache else UnindexedNames(catalog)
    answers: dict[str, object] = {"names": index.names(), "broken": index.broken()}
    answers |= {query: outcome(query, index) for query in QUERIES}
    if isinstance(index, NameIndex):
        index.close()
    return answers


def outcome(query: str, index: NameIndex | UnindexedNames) -> object:
    try:
        return resolve(query, index.shortlist(query))
    except VcompareError as error:
        return type(error)


def tools(root: Path, cache: Path | None) -> dict[str, object]:
    """Return what the index of tools answers."""
    index = ToolIndex(Catalog.open(root), cache, warn=pytest.fail)
    answers: dict[str, object] = {"listed": index.listed(), "broken": index.broken()}
    answers |= {"kept": index.kept(list), "whole": index.whole(reversed(SLUGS))}
    answers |= {query: index.search(parse(query)) for query in SEARCHES}
    index.close()
    return answers
