"""`history/git/log.py`: a log that is begun before anybody asks for it."""

from pathlib import Path

from tests.conftest import children
from tests.history.repositories import Repository as Made
from tests.history.repositories import tool
from vcompare.history.git.log import BegunLog
from vcompare.history.git.repository import Repository


def test_a_begun_log_is_used_once_and_where_it_is_the_one(tmp_path: Path) -> None:
    made = Made(tmp_path / "repository")
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    made.commit("2026-11-02", {"tools/b.toml": tool("B")})
    before = children()
    begun = BegunLog(made.root, ["tools/a.toml"])
    with Repository(made.root, begun) as repository:
        head = repository.revision("HEAD")
        assert len(repository.log(None, ["tools"])) == 2
        assert len(repository.log(head, ["tools/a.toml"])) == 1
        assert begun.take(["tools"]) is None
        assert len(repository.log(None, ["tools/a.toml"])) == 1
        assert begun.take(["tools/a.toml"]) is None
    begun.close()
    assert children() == before


def test_a_begun_log_is_ended(tmp_path: Path) -> None:
    before = children()
    BegunLog(tmp_path, ["tools"]).close()
    assert children() == before
