"""The parts of drafts, dated by the last commit that changed what they are made from."""

import datetime
from pathlib import Path

from tests.history.repositories import Repository, review, tool
from vcompare.app.drafts import draft, drafts
from vcompare.app.opened import OpenCatalog, open_catalog
from vcompare.app.tools import compare


def test_a_draft_has_the_day_of_its_last_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2026-11-01", {"tools/a.toml": tool("A"), "tools/b.toml": tool("B")})
    repository.commit("2026-11-03", {"reviews/b/builder.toml": review("ship", 80)})
    repository.commit("2026-11-05", {"tools/c.toml": tool("C")})
    catalog = open_catalog(repository.root)
    result = compare(catalog, ["a", "b"])
    parts = draft(catalog, result)
    assert (parts.title, parts.slug, parts.date) == ("A vs B", "a-vs-b", datetime.date(2026, 11, 4))
    assert parts.stamp
    assert not draft(catalog, result, stamp=False).stamp
    many = drafts(catalog)
    assert many(result) == parts
    assert many(compare(catalog, ["a", "c"])).date == datetime.date(2026, 11, 6)


def test_without_a_repository_there_is_no_day(catalog: OpenCatalog) -> None:
    assert draft(catalog, compare(catalog, ["anvil", "brush"])).date is None
