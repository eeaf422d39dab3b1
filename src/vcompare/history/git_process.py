"""How Git is run: so that nothing of a repository's configuration can run a program, lock, write or fetch.

No monitor, hook, pager, filter or submodule is started, whatever the configuration says.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast

from vcompare.errors import VcompareError

_QUIET = (
    "--no-pager", "--no-optional-locks", "--literal-pathspecs", "--no-replace-objects",
    # A pull request can bring a bare repository with it: files that look like one, inside a folder.
    "-c", "safe.bareRepository=explicit",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "maintenance.auto=false", "-c", "gc.auto=0",
    "-c", "log.mailmap=false", "-c", "diff.orderFile=/dev/null",
    "-c", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
# Of what the environment says to Git only its configuration counts, and how far up it may look: all else is
# meant for another command, such as the one that runs a hook.
_KEPT = re.compile("GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)")
# No protocol is allowed, whatever the configuration allows; only newer versions of Git know the second name.
_FIXED = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
ID = re.compile("[0-9a-f]{40,64}")
"""The id of an object."""
_WINDOW = 60
"""So many names at a time fit into the smallest pipe, so that Git and we never wait for each other."""
_CHUNK = 1 << 16
_MOST = 1 << 26
"""Bytes that Git may tell: half a million entries of a log."""
LACKS = "a clone made with --filter lacks files: clone all of it; `git fsck` finds damage"
"""What to do where an object is not there: Git gives it up, or ends, by its version."""


def git(root: Path, *arguments: str, given: str = "", settings: Mapping[str, str] | None = None) -> str:
    """Run Git in the catalog's folder; what it says, or nothing where it fails or is not there."""
    try:
        process = _started(root, arguments, settings or {})
        content, _ = process.communicate(given.encode())
    except (OSError, UnicodeError):
        return ""
    return content.decode(errors="surrogateescape") if process.returncode == 0 else ""


def refusal(root: Path, *arguments: str) -> str:
    """Say why Git does not do what is asked in a folder; without arguments, why it knows no repository."""
    try:
        process = _started(root, arguments or ["rev-parse", "--show-cdup"], stderr=subprocess.PIPE)
        _, told = process.communicate()
    except OSError as problem:
        is_missing = isinstance(problem, FileNotFoundError)
        return "Git is not installed" if is_missing else f"Git cannot be run: {problem.strerror}".lower()
    reason = _reason(told)
    if "not a git repository" in reason or not (reason or arguments):
        return "it is not in a Git repository"
    return reason or f"`git {arguments[0]}` failed"


class Running:
    """Git at work in the catalog's folder, while there is other work to do."""

    def __init__(self, root: Path, *arguments: str) -> None:
        """Begin. Raises VcompareError where that cannot be."""
        self._root, self._arguments = root, arguments
        try:
            self._process = _started(root, arguments)
        except (OSError, ValueError) as problem:
            raise VcompareError(f"Git cannot be run: {problem}", "check that it is installed") from problem

    def told(self, *, may_find_nothing: bool = False) -> str:
        """Wait for what it says. Raises VcompareError where it fails, with its own words, or says too much.

        Some of its commands find nothing with status 1.
        """
        told = cast("IO[bytes]", self._process.stdout)
        content = told.read(_MOST + 1)
        if len(content) > _MOST:
            raise VcompareError("the history is too long to be told at once", "name a shorter span")
        status = self._process.wait()
        if status == 0 or (may_find_nothing and status == 1):
            return content.decode(errors="surrogateescape")
        reason = refusal(self._root, *self._arguments)
        raise VcompareError(f"Git cannot tell the history: {reason}", "`git fsck` finds damage")

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.communicate()


class Objects:
    """What a repository holds: one process of Git, which is asked for any number of objects."""

    def __init__(self, root: Path, limits: Mapping[str, int]) -> None:
        """Begin to ask. What is larger than the limit of its kind, in bytes, is not kept; a commit is cut."""
        self._limits = limits
        self._process = _started(root, ["cat-file", "--batch"])

    def close(self) -> None:
        """Let Git end."""
        self._process.kill()
        self._process.communicate()

    def read(self, names: Sequence[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield for every name (an id, or how Git writes a revision) the object's id, its kind and content.

        The kind is empty where there is no such object, and the content None where it is too large. A name
        must be one line. Raises VcompareError where Git ends before it has answered.
        """
        asked, told = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        for first in range(0, len(names), _WINDOW):
            window = names[first : first + _WINDOW]
            with suppress(BrokenPipeError):  # the answer that lacks says it
                asked.write("".join(f"{name}\n" for name in window).encode(errors="surrogateescape"))
                asked.flush()
            for _ in window:
                yield self._answer(told)

    def _answer(self, told: IO[bytes]) -> tuple[str, str, bytes | None]:
        line = told.readline().decode(errors="replace")
        name, _, rest = line.rstrip("\n").partition(" ")
        kind, _, size = rest.partition(" ")
        if not line.endswith("\n"):
            raise VcompareError("Git ended while history was read", LACKS)
        if not (ID.fullmatch(name) and size.isdecimal()):
            return name, "", None
        length = int(size)
        limit = self._limits.get(kind, 0)
        content = told.read(min(length, limit))
        left = length + 1 - len(content)  # a line end follows
        while left and (chunk := told.read(min(left, _CHUNK))):
            left -= len(chunk)
        if left:
            raise VcompareError("Git ended while history was read", LACKS)
        return name, kind, content if length <= limit or kind == "commit" else None


@cache
def _program(path: str) -> str:
    """Return where Git is, in a folder that does not depend on where one stands, such as a catalog."""
    found = shutil.which("git", path=path)
    if found is None:
        raise FileNotFoundError(2, "git is not there")
    return found


def _safe_path() -> str:
    return os.pathsep.join(folder for folder in os.get_exec_path() if Path(folder).is_absolute())


def _started(
    root: Path,
    arguments: Sequence[str],
    settings: Mapping[str, str] = MappingProxyType({}),
    stderr: int = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - no shell, and paths after --
        [_program(_safe_path()), *_QUIET, *arguments],
        cwd=root,
        env=_environment(settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )


def _reason(told: bytes) -> str:
    """Return what Git says of a failure: what was fatal, or else its first line."""
    lines = told.decode(errors="replace").strip().split("\n")
    fatal = [line for line in lines if line.startswith("fatal: ")]
    return re.sub("^(fatal|error|warning): ", "", (fatal or lines)[-1 if fatal else 0])


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or _KEPT.fullmatch(key)
    }
    return environment | {**_FIXED, "PATH": _safe_path(), **_as_environment(settings, environment)}


def _as_environment(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return settings as Git reads them after others. With -c, no key could hold an equals sign."""
    given = environment.get("GIT_CONFIG_COUNT", "")
    first = int(given) if re.fullmatch("[0-9]{1,6}", given) else 0
    told = {"GIT_CONFIG_COUNT": str(first + len(settings))} if settings else {}
    for number, (key, value) in enumerate(settings.items(), first):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told
