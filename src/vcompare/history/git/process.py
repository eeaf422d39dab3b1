"""How Git is run: so that nothing in a repository or its configuration can start a program."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from vcompare.errors import VcompareError

ID = re.compile("[0-9a-f]{40,64}")
"""The id of an object."""

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",  # `git status` would write the index
    "--literal-pathspecs",  # a path is never a pattern
    "--no-replace-objects",  # a commit's content is what its id names
    # A pull request can bring a bare repository: files that look like one, inside a folder.
    "-c", "safe.bareRepository=explicit",
    # Programs that a configuration can name.
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
    # A log of one path would follow renames in Git's own way.
    "-c", "log.follow=false",
    "-c", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
_TRUST = re.compile(r"git config --global --add safe\.directory .+")
"""What Git advises where somebody else owns a repository."""
# The other variables are meant for another command, such as the one that runs a hook.
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")


class GitError(VcompareError):
    """Git failed, or could not be run: the message says why, for the end of a sentence."""


class GitCommand:
    """A Git command that runs in a folder while there is other work to do.

    Raises GitError where Git cannot be run.
    """

    def __init__(self, root: Path, *arguments: str) -> None:
        self._root, self._name = root, arguments[0]
        self._process = start(root, *arguments, stderr=subprocess.PIPE)

    def output(self) -> str:
        """Wait for the output. Raises GitError where the command fails."""
        content, errors = self._process.communicate()
        if self._process.returncode:
            raise _failure(self._root, self._name, errors.decode(errors="replace").strip())
        return content.decode(errors="surrogateescape")

    def close(self) -> None:
        """End the command, whether or not it is done."""
        self._process.kill()
        self._process.communicate()


def run(root: Path, *arguments: str) -> str:
    """Run Git in a folder and return its output. Raises GitError where it fails."""
    return GitCommand(root, *arguments).output()


def user_name(root: Path) -> str:
    """Return the name under which Git would commit in a folder, nothing where it knows none."""
    try:
        return run(root, "config", "--get", "user.name").removesuffix("\n")
    except GitError:
        return ""


def start(root: Path, *arguments: str, stderr: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    """Start Git in a folder. Raises GitError where it cannot be run."""
    # A relative folder on the PATH, such as `.`, would be one of the catalog.
    path = os.pathsep.join(folder for folder in os.get_exec_path() if Path(folder).is_absolute())
    inherited = {
        key: text for key, text in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)
    }
    # No protocol is allowed, so that nothing is fetched, by whatever program.
    environment = inherited | {"PATH": path, "LC_ALL": "C", "GIT_ALLOW_PROTOCOL": ""}
    program = _program(path)
    if program is None:
        raise GitError("Git is not installed", "install Git: https://git-scm.com")
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and paths after --
            [program, *_OPTIONS, *arguments],
            cwd=root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    except (OSError, ValueError) as problem:
        raise GitError(f"Git cannot be run: {problem}") from problem


@cache
def _program(path: str) -> str | None:
    return shutil.which("git", path=path)


def _failure(root: Path, name: str, errors: str) -> GitError:
    """Return the error of a command that failed in a folder: what was fatal, or else the first line."""
    _, _, fatal = f"\n{errors}".rpartition("\nfatal: ")
    first, *more = (fatal or errors).strip().split("\n")
    reason = re.sub("^(error|warning): ", "", f"{first} {more[0].strip()}" if first.endswith(":") else first)
    if "not a git repository (or any of the parent directories)" in reason:
        return _no_repository(root)
    if trust := _TRUST.search(errors):
        return GitError(reason, f"if you trust what is in it, run `{trust[0]}`")
    return GitError(reason or f"`git {name}` failed")


def _no_repository(root: Path) -> GitError:
    folders = (root.resolve(), *root.resolve().parents)
    if found := next((folder / ".git" for folder in folders if (folder / ".git").exists()), None):
        return GitError(
            f"Git does not accept {found} as a repository", "`git fsck` finds damage; look at its HEAD"
        )
    return GitError("it is not in a Git repository", "`git init` starts one; history comes from its commits")
