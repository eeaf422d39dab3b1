"""Full-text search in a catalog."""

import pytest

import vcompare
from vcompare import OpenCatalog


def test_a_search_gives_the_best_hits_and_counts_all(catalog: OpenCatalog) -> None:
    found = vcompare.search(catalog, "anvil")
    assert [(hit.slug, hit.field) for hit in found.hits] == [("anvil", "name")]
    limited = vcompare.search(catalog, "tool", limit=2)
    assert (len(limited.hits), limited.total, limited.unreadable) == (2, 3, 0)
    with pytest.raises(vcompare.VcompareError):
        vcompare.search(catalog, "-anvil")
