"""When files were changed last, as Git knows it.

A merge counts as the moment at which its changes arrived. Where there is no Git, no repository, no commit, or
not enough of the history, the answer is None.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.history.git.process import run
from vcompare.history.git.repository import EVERYTHING, Repository

_STATUS = (
    "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
)  # fmt: skip


class Commit(Struct, frozen=True):
    """The state of some files: the last commit that changed one, its day in UTC, and whether more changed."""

    name: str
    day: datetime.date
    changed_since: bool = False


def last_change(root: Path, paths: Sequence[str]) -> Commit | None:
    """Return the last commit that changed one of the paths: of files, or of the reviews of a tool."""
    return _finder(root, paths, most=1)(paths)


def last_changes(root: Path) -> Callable[[Iterable[str]], Commit | None]:
    """Return `last_change` for many questions about one catalog."""
    return _finder(root, EVERYTHING)


def _finder(
    root: Path, among: Sequence[str], most: int | None = None
) -> Callable[[Iterable[str]], Commit | None]:
    """Return what finds the last change of paths, among the last commits that changed any of these."""
    places: dict[str, int] = {}
    try:
        with Repository(root) as repository:
            commits = repository.log(None, among, most=most)
            for place, commit in enumerate(commits):
                for path in commit.files:
                    places.setdefault(_asked_for(path), place)
            cut = {place for place in {*places.values()} if repository.is_cut(commits[place].revision)}
            changed = _changed_since(root, repository.prefix, among)
    except VcompareError:
        return lambda _paths: None

    def last(paths: Iterable[str]) -> Commit | None:
        asked = {*paths}
        place = min((places[path] for path in asked & places.keys()), default=None)
        if place is None or place in cut:
            return None
        found = commits[place].revision
        return Commit(found.commit, found.date, not changed.isdisjoint(asked))

    return last


def _changed_since(root: Path, prefix: str, among: Sequence[str]) -> set[str]:
    """Return what is not committed as it is. No filter runs, as all programs count as empty."""
    keys = run(root, "config", "-z", "--name-only", "--list").split("\0")
    filters = {key.rpartition(".")[0] for key in keys if key.startswith("filter.")}
    emptied = [f"{one}.{key}" for one in filters for key in ("clean", "smudge", "process", "required")]
    status = run(root, *_STATUS, "--", *among, emptied=emptied)
    return {_asked_for(entry[3:].removeprefix(prefix)) for entry in status.split("\0")}


def _asked_for(path: str) -> str:
    """Return the file of a tool or of its votes, or the folder of its reviews."""
    return "/".join(path.split("/")[:2])
