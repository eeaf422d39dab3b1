"""The repository around a catalog: its revisions, how they are related, and which files they changed.

History is that of the branch: a merge counts as the moment at which its changes arrived, as seen from its
first parent. Nothing is checked out.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from vcompare.catalog.paths import TOOL_FOLDERS, imports, paths_behind
from vcompare.catalog.source import Source
from vcompare.errors import VcompareError
from vcompare.history.git.commits import GraphCommit, LoggedCommit, Revision, parse_graph, parse_log
from vcompare.history.git.log import FORMAT, BegunLog, graph_arguments, log_arguments
from vcompare.history.git.objects import INCOMPLETE, Objects
from vcompare.history.git.process import GitCommand, GitError, run
from vcompare.history.git.tree import Files, parse_tree

EVERYTHING = ("catalog.toml", *TOOL_FOLDERS)
"""What of a repository belongs to the catalog in a folder."""
_LISTED = (*EVERYTHING, "workloads", "decisions")
"""What of it a state has; a workload or a decision is no news of any tool."""
UNSHALLOW = "this clone lacks older commits: `git fetch --unshallow` brings them"
_LIST = "`git log --oneline` lists the revisions that there are"


class Repository:
    """The repository in which a catalog lies. Use it in a `with` statement: a process is behind it."""

    def __init__(self, root: Path, begun: BegunLog | None = None) -> None:
        """Find the repository. Raises VcompareError where there is none, or Git is not installed.

        A log that was `begun` is used where it is the one that is asked for.
        """
        self.root = root
        self._begun = begun
        self._revisions: dict[str, Revision] = {}
        try:
            output = run(root, "rev-parse", "--show-prefix", "--is-shallow-repository")
            self.prefix, shallow = output.removesuffix("\n").rsplit("\n", 1)
            self.is_shallow = shallow == "true"
            self._objects = Objects(root)
            self.contents = self._objects.contents
        except GitError as problem:
            raise self._unreadable(problem) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._objects.close()

    def revision(self, text: str) -> Revision:
        """Return the commit that Git knows by this name. Raises VcompareError where there is none."""
        if "\n" not in text:
            found = self._objects.find(text)
            if found.kind == "tag":
                found = self._objects.find(f"{found.id}^{{commit}}")
            if found.kind == "commit":
                return self._revision(found.id)
        if text == "HEAD":
            raise self._no_head()
        raise VcompareError(f'there is no revision "{text}" in the repository of the catalog', self._hint)

    def require_commits(self) -> None:
        """Raise VcompareError where nothing is committed yet, or the last commit is damaged."""
        if self._objects.find("HEAD").kind != "commit":
            raise self._no_head()

    def parent(self, of: Revision) -> Revision | None:
        """Return the commit before another on the branch, None for the first, or where the clone lacks it."""
        found = self._objects.find(f"{of.commit}^")
        return self._revision(found.id) if found.kind == "commit" else None

    def last_before(self, seconds: int, until: str = "HEAD") -> Revision | None:
        """Return the branch's last commit from before a moment, None where there is none.

        Raises VcompareError where a clone is too shallow to say so.
        """
        self.revision("HEAD")
        age = f"--min-age={max(seconds, 1) - 1}"
        found = parse_log(self._run("log", "--first-parent", "-1", age, "-z", FORMAT, until, "--"))
        if not found and self.is_shallow:
            raise VcompareError(f"the history of {self.root} does not reach back to that day", UNSHALLOW)
        return found[0].revision if found else None

    def common(self, one: Revision, other: Revision) -> Revision:
        """Return the commit from which two went on. Raises VcompareError where there is none."""
        names = self._run("rev-parse", f"{one.commit}...{other.commit}").split()
        for name in names:
            if name.startswith("^"):
                return self.revision(name[1:])
        raise VcompareError(f"{one.short} and {other.short} have no history in common", self._hint)

    def first_after(self, since: Revision, until: Revision) -> Revision | None:
        """Return the first commit of the branch that contains another, None where there is none."""
        names = self._run("rev-list", "--first-parent", until.commit, f"^{since.commit}", "--").split()
        return self.revision(names[-1]) if names else None

    def behind(self, slug: str) -> tuple[str, ...]:
        """Return the paths on which everything shown of a tool depends.

        Of the sources that facts are imported from, those that are there now are looked at.
        """
        return paths_behind(slug, self._imports)

    @cached_property
    def _imports(self) -> tuple[str, ...]:
        return imports(Source(self.root))

    def log(
        self,
        until: Revision | None,
        paths: Sequence[str],
        since: Revision | None = None,
        most: int | None = None,
    ) -> list[LoggedCommit]:
        """Return the commits that changed one of the paths, newest first; without `until` from HEAD.

        Paths are relative to the catalog; those of the commits are, too. Commits that `since` has are left
        out, and those after the first `most`.
        """
        is_of_all = until is None and since is None and most is None
        command = self._begun.take(paths) if self._begun and is_of_all else None
        if command is None:
            ends = [until.commit if until else "HEAD", *([f"^{since.commit}"] if since else [])]
            command = GitCommand(self.root, *log_arguments([*([f"-{most}"] if most else []), *ends], paths))
        return parse_log(self._finished(command))

    def graph(self, paths: Sequence[str]) -> list[GraphCommit]:
        """Return all commits behind HEAD, of every branch that was merged, each after its parents."""
        return parse_graph(self._run(*graph_arguments(paths)))

    def files(self, revision: Revision) -> Files:
        """Return what lay in the catalog's folder, as far as it belongs to the catalog."""
        return self.files_at(revision.commit)

    def files_at(self, commit: str) -> Files:
        """Return the same by the id of a commit."""
        return parse_tree(self._run("ls-tree", "-r", "-z", commit, "--", *_LISTED))

    def left_out(self) -> Callable[[], Files]:
        """Begin to look for files that a sparse checkout leaves out; return what waits for them."""
        command = GitCommand(self.root, "ls-files", "-s", "-t", "-z", "--", *_LISTED)

        def found() -> Files:
            entries = self._finished(command).split("\0")
            return parse_tree("\0".join(entry[2:] for entry in entries if entry.startswith("S ")))

        return found

    def fetch(self, commits: Iterable[LoggedCommit]) -> None:
        """Read the files that commits changed all at once, which is quicker than one after the other."""
        files = [item for commit in commits for item in commit.files.items()]
        self.contents(
            [file.id for path, file in files if file and file.is_regular and path.endswith(".toml")]
        )

    @property
    def identity(self) -> str:
        """What tells this catalog from all others for ever: the first commit, and the folder.

        Raises VcompareError where a clone is too shallow to know the first commit.
        """
        if self.is_shallow:
            message = "the ids of a feed are made from the first commit, which this clone lacks"
            raise VcompareError(message, UNSHALLOW)
        first = self._run("rev-list", "--first-parent", "--max-parents=0", "HEAD", "--").strip()
        return f"{first}:{self.prefix}"

    def _no_head(self) -> VcompareError:
        """Return why there is no HEAD: a branch without commits, or one whose last commit is damaged."""
        try:
            run(self.root, "log", "-1", "--format=")
        except GitError as problem:
            if "does not have any commits" not in problem.message:
                return self._unreadable(problem)
        return VcompareError(f"{self.root} has no history: nothing is committed yet", "commit the catalog")

    def _revision(self, name: str) -> Revision:
        if name not in self._revisions:
            [commit] = parse_log(self._run("log", "--no-walk", "-z", FORMAT, name, "--"))
            self._revisions[name] = commit.revision
        return self._revisions[name]

    @property
    def _hint(self) -> str:
        return UNSHALLOW if self.is_shallow else _LIST

    def _run(self, *arguments: str) -> str:
        return self._finished(GitCommand(self.root, *arguments))

    def _finished(self, command: GitCommand) -> str:
        try:
            return command.output()
        except GitError as problem:
            raise self._unreadable(problem) from None

    def _unreadable(self, problem: GitError) -> VcompareError:
        message = f"the history of {self.root} cannot be read: {problem.message}"
        return VcompareError(message, problem.hint or INCOMPLETE)
