"""`tools.py`: the order of what is found."""

from pathlib import Path

import pytest

from vcompare.catalog.store import Catalog
from vcompare.index.query import parse
from vcompare.index.tools import ToolIndex


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, None])
def test_a_limit_takes_the_first(root: Path, limit: int | None) -> None:
    index = ToolIndex(Catalog.open(root), None)
    everything, count = index.search(parse("called"))
    assert index.search(parse("called"), limit) == (everything[:limit], count)
    assert count == 5
    assert everything == sorted(everything, key=lambda hit: (-hit.rank, hit.slug))
    index.close()
