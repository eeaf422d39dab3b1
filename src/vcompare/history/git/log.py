"""`git log` of some paths: what it is asked for, and how it is begun while modules load.

Imports next to nothing, as Git takes longer for a log than most commands for all the rest.
"""

from collections.abc import Sequence
from pathlib import Path

from vcompare.history.git.process import GitCommand

FORMAT = "--format=%H%x00%ct%x00%an%x00%s"
"""What `git log -z` writes of a commit for `commits.parse_log`; Git turns the texts into UTF-8."""

_FILES = (
    "--diff-merges=first-parent", "--root", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative",
    "--ignore-submodules=none",
)  # fmt: skip
"""Lets a log list the files of each commit."""


def log_arguments(ends: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Return the arguments for a log of the branch between some ends, with the files of each commit."""
    return ["log", "--first-parent", *_FILES, FORMAT, *ends, "--", *paths]


def graph_arguments(paths: Sequence[str]) -> list[str]:
    """Return the arguments for all commits behind HEAD, on whatever branch, each after its parents."""
    # With --sparse, commits that change none of the paths are there too, so that parents are what they are.
    whole = ["--full-history", "--sparse", "--topo-order", "--reverse"]
    return ["log", *whole, *_FILES, "--format=%H%x00%P", "HEAD", "--", *paths]


class BegunLog:
    """The log of HEAD for some paths, which Git is at. Raises GitError where Git cannot be run."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self._paths = tuple(paths)
        self._command: GitCommand | None = GitCommand(root, *log_arguments(["HEAD"], paths))

    def take(self, paths: Sequence[str]) -> GitCommand | None:
        """Return the command if it is about these paths; it can be taken once."""
        if self._paths != tuple(paths):
            return None
        command, self._command = self._command, None
        return command

    def close(self) -> None:
        """End the command, unless it was taken."""
        if self._command:
            self._command.close()
