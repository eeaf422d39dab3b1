"""`app/checkout.py`: what a sparse checkout leaves out is not here, and neither gone nor free."""

from pathlib import Path

import pytest

from tests.conftest import TOOL, Run
from tests.history.repositories import Repository, git, review
from tests.imports import FILES as IMPORTED
from vcompare.app.checkout import left_out

FILES = {
    "tools/nib.toml": TOOL.format(name="Nib"),
    "tools/quill.toml": TOOL.format(name="Quill"),
    "reviews/quill/builder.toml": review("ship", 80),
    "reviews/nib/builder.toml": review("ship", 70),
    "votes/quill.toml": '[ballots]\nana = "ship"\n',
}


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "repository")
    repository.commit("2026-11-01", FILES)
    return repository


def sparse(made: Repository, *patterns: str) -> Path:
    git(made.folder, "sparse-checkout", "set", "--no-cone", "/*", *patterns)
    return made.root


def test_only_what_is_left_out_and_not_there(made: Repository) -> None:
    assert left_out(made.root) == frozenset()
    assert left_out(sparse(made, "!quill*", "!**/reviews/quill")) == {
        path for path in FILES if "quill" in path
    }
    made.write({"tools/quill.toml": TOOL.format(name="Mine")})
    assert "tools/quill.toml" not in left_out(made.root)


def test_in_a_worktree(made: Repository, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(made.folder, "worktree", "add", "--no-checkout", str(other))
    git(other, "sparse-checkout", "set", "--no-cone", "/*", "!quill.toml")
    git(other, "checkout")
    assert left_out(other / made.root.relative_to(made.folder)) >= {"tools/quill.toml"}


def test_check_and_list_name_them_and_find_no_orphans(made: Repository, vcompare: Run) -> None:
    root = sparse(made, "!**/tools/quill.toml", "!**/reviews/nib")
    done = vcompare("check", catalog=root)
    assert done.returncode == 0
    assert done.stderr.startswith("note: 1 tool in Git is not checked out here, and is not checked\n")
    for absent in ("orphan", "by Builder"):
        assert absent not in done.stdout
    note = "note: 1 tool in Git is not checked out here, and is not {}\n"
    assert vcompare("list", "-f", "slugs", catalog=root).stderr == note.format("listed")
    assert vcompare("search", "nib", "-f", "slugs", catalog=root).stderr == note.format("searched")


def test_a_catalog_of_which_nothing_is_here_has_tools(made: Repository, vcompare: Run) -> None:
    done = vcompare("list", catalog=sparse(made, "!**/tools/*"))
    assert done.stderr.splitlines()[1:] == ["note: no tool matches"]


@pytest.mark.parametrize(
    "words",
    [
        ["show", "quill"],
        ["remove", "quill", "--yes"],
        ["edit", "quill", "entry=paid"],
        ["vote", "quill", "ship"],
        ["rename", "nib", "quill"],
        ["add", "Quill", "--tagline", "x", "--category", "Tools", "--entry", "free"],
    ],
)
def test_nothing_is_done_to_what_is_not_here(made: Repository, vcompare: Run, words: list[str]) -> None:
    left = "!quill*" if words[0] == "rename" else "!**/tools/quill.toml"
    done = vcompare(*words, catalog=sparse(made, left))
    assert done.returncode == 2
    assert done.stderr.endswith(
        "error: quill is in Git, but not checked out here\n"
        "hint: `git sparse-checkout disable` brings all files\n"
    )
    assert not git(made.folder, "status", "--porcelain")


@pytest.mark.parametrize("words", [["remove", "quill", "--yes"], ["rename", "quill", "pen"]])
def test_a_tool_goes_only_with_all_that_it_has(made: Repository, vcompare: Run, words: list[str]) -> None:
    done = vcompare(*words, catalog=sparse(made, "!**/reviews/quill"))
    assert (done.returncode, "quill is in Git, but not checked out" in done.stderr) == (2, True)
    assert not git(made.folder, "status", "--porcelain")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (["edit", "opus", "vendor=X"], "opus"),
        (["rename", "opus", "claude"], "opus"),
        (["remove", "opus", "--yes"], "opus"),
        (["edit", "kimi", "vendor=X"], "kimi"),
        (["vote", "kimi", "ship"], "kimi"),
    ],
)
def test_imported_facts_are_parts_of_a_tool(
    made: Repository, vcompare: Run, words: list[str], slug: str
) -> None:
    made.commit("2026-11-02", IMPORTED)
    root = sparse(made, "!**/imported/another", "!**/imported/upstream")
    done = vcompare(*words, catalog=root)
    assert (done.returncode, f"error: {slug} is in Git, but not checked out" in done.stderr) == (2, True)
    assert not git(made.folder, "status", "--porcelain")


def test_what_is_imported_is_not_missing_where_it_is_not_here(made: Repository, vcompare: Run) -> None:
    made.commit("2026-11-02", IMPORTED)
    root = sparse(made, "!**/imported/another", "!**/imported/upstream")
    done = vcompare("check", catalog=root)
    assert "missing-key" not in done.stdout
    assert done.stderr.startswith("note: 2 tools in Git are not checked out here, and are not checked\n")
    shown = vcompare("show", "opus", catalog=root).stderr
    assert "error: opus is in Git, but not checked out here\n" in shown


def test_a_bookmark_of_it_is_kept(made: Repository, vcompare: Run, tmp_path: Path) -> None:
    mine = {"XDG_DATA_HOME": str(tmp_path / "data")}
    vcompare("bookmark", "add", "quill", "nib", catalog=made.root, env=mine)
    done = vcompare("bookmark", "list", catalog=sparse(made, "!quill*"), env=mine)
    assert (done.stdout, done.returncode) == ("nib\n", 0)
    assert done.stderr == "warning: quill is bookmarked: quill is in Git, but not checked out here\n"
