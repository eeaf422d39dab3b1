"""Full-text search in a catalog."""

from collections.abc import Callable
from pathlib import Path

import pytest

import vcompare
from vcompare import OpenCatalog
from vcompare.index import fingerprint


def test_a_search_gives_the_best_hits_and_counts_all(catalog: OpenCatalog) -> None:
    found = vcompare.search(catalog, "anvil")
    assert [(hit.slug, hit.field) for hit in found.hits] == [("anvil", "name")]
    limited = vcompare.search(catalog, "tool", limit=2)
    assert (len(limited.hits), limited.total, limited.unreadable) == (2, 3, 0)
    with pytest.raises(vcompare.VcompareError):
        vcompare.search(catalog, "-anvil")


def test_what_shows_the_answer_is_loaded_while_files_are_checked(
    catalog: OpenCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vcompare.search(vcompare.open(catalog.root, cache=tmp_path / "cache"), "anvil")
    events = list[str]()

    def outdated(*_: object) -> Callable[[], set[str]]:
        events.append("begun")
        return outcome

    def outcome() -> set[str]:
        events.append("checked")
        return set()

    monkeypatch.setattr(fingerprint, "outdated", outdated)
    opened = OpenCatalog(
        catalog.catalog, lambda: tmp_path / "cache", meanwhile=lambda: events.append("loaded")
    )
    vcompare.search(opened, "anvil")
    assert events[:3] == ["begun", "loaded", "checked"]
