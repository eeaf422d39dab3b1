"""Files of a catalog that Git has and a sparse checkout leaves out: they are not here, and not gone."""

import os
from collections.abc import Iterable
from pathlib import Path

from vcompare.catalog.paths import TOOL_FOLDERS, kind_at, slug_at
from vcompare.errors import VcompareError
from vcompare.text.words import plural

_FACTS = {"tool", "imported"}
"""The kinds of files without which a tool is not there as it is."""


def left_out(root: Path) -> frozenset[str]:
    """Return the paths of the files that a sparse checkout leaves out; without one, Git is not asked."""
    if not _is_sparse(root):
        return frozenset()
    from vcompare.history.git.repository import Repository

    try:
        with Repository(root) as repository:
            return frozenset(path for path in repository.left_out()() if not os.path.lexists(root / path))
    except VcompareError:
        return frozenset()


def tools(paths: Iterable[str]) -> int:
    """Return how many tools have facts among the files that are left out."""
    return len({slug_at(path) for path in paths if kind_at(path) in _FACTS})


def remark(count: int, done: str) -> str:
    """Return a sentence on so many tools that are left out, and so are not `done`."""
    are = "is" if count == 1 else "are"
    return f"{plural(count, 'tool')} in Git {are} not checked out here, and {are} not {done}"


def refuse(slug: str, paths: Iterable[str]) -> None:
    """Raise VcompareError where anything about a tool is left out."""
    if any(_is_of_tool(path) and slug_at(path) == slug for path in paths):
        raise VcompareError(
            f"{slug} is in Git, but not checked out here", "`git sparse-checkout disable` brings all files"
        )


def refuse_without_imports(root: Path, slug: str) -> None:
    """Raise VcompareError where imported facts about a tool are left out."""
    refuse(slug, (path for path in left_out(root) if kind_at(path) == "imported"))


def refuse_changes(
    root: Path, changed: Iterable[str], gone: Iterable[str], edited: Iterable[str] = ()
) -> None:
    """Raise VcompareError for changes that put a file where Git has one, or remove a part of a tool.

    `changed` are the paths of files that are new, `gone` those of files that go, and `edited` those of
    others: what a tool's own file needs depends on what was imported.
    """
    changed, gone, edited = set(changed), set(gone), set(edited)
    if not (changed or gone or edited) or not (paths := left_out(root)):
        return
    taken = {slug_at(path) for path in changed & paths}
    facts = {slug_at(path) for path in gone | paths if kind_at(path) in _FACTS}
    parts = facts.intersection(map(slug_at, gone))
    imported = {slug_at(path) for path in paths if kind_at(path) == "imported"}
    needed = imported.intersection(slug_at(path) for path in edited if kind_at(path) == "tool")
    for slug in sorted(taken | parts | needed):
        refuse(slug, paths)


def _is_of_tool(path: str) -> bool:
    return path.partition("/")[0] in TOOL_FOLDERS and kind_at(path) != "import"


def _is_sparse(root: Path) -> bool:
    """Return whether the repository around a folder has ever been told what to check out."""
    for folder in (here := root.resolve(), *here.parents):
        git = folder / ".git"
        if git.is_file():  # of a worktree or a submodule
            try:
                git = folder / git.read_text(errors="replace").removeprefix("gitdir:").strip()
            except OSError:
                return False
        if git.is_dir():
            return (git / "info/sparse-checkout").exists()
    return False
