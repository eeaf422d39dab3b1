"""One tool over the commits of its catalog, and the news of a span."""

import datetime
from pathlib import Path

import pytest

from tests.app.reporters import Heard
from tests.history.repositories import Repository, review, tool
from tests.history.repositories import git as git_output
from vcompare.app import revisions
from vcompare.app.opened import open_catalog
from vcompare.errors import UnknownNameError, VcompareError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository = Repository(tmp_path)
    repository.commit("2026-11-01", {"tools/anvil.toml": tool("Anvil"), "tools/brush.toml": tool("Brush")})
    repository.commit("2026-11-03", {"reviews/brush/builder.toml": review("ship", 80)})
    repository.commit("2026-11-05", {"tools/anvil.toml": None})
    return repository.root


def test_a_tool_is_followed_by_any_of_its_names_and_when_it_is_gone(root: Path) -> None:
    heard = Heard()
    catalog = open_catalog(root, reporter=heard)
    found = revisions.history(catalog, "Brush")
    assert (found.tool, len(found.states)) == ("brush", 2)
    assert heard.notes == []
    found = revisions.history(catalog, "anvil")
    assert found.states[-1].panel is None
    assert heard.notes == ["anvil is not in the catalog any more"]
    with pytest.raises(UnknownNameError):
        revisions.history(catalog, "zzzz")


def test_a_digest_is_of_days_up_to_today(root: Path) -> None:
    found = revisions.digest(root, "2026-11-03", today=datetime.date(2026, 11, 10))
    assert found.ends.names == ("2026-11-03", "2026-11-10")
    assert {change.tool for change in found.changes} == {"anvil", "brush"}
    earlier = revisions.digest(root, "2026-11-03", "2026-11-05", today=datetime.date(2026, 11, 10))
    assert {change.tool for change in earlier.changes} == {"brush"}
    with pytest.raises(VcompareError, match="is not over yet"):
        revisions.digest(root, "2026-11-03", "2026-11-11", today=datetime.date(2026, 11, 10))


def test_an_identity_is_of_the_first_commit_and_the_folder(root: Path, tmp_path: Path) -> None:
    first = git_output(tmp_path, "rev-list", "--max-parents=0", "HEAD")
    assert revisions.identity(root) == f"{first}:{root.relative_to(tmp_path).as_posix()}/"
