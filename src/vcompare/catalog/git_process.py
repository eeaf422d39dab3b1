"""How Git is run: so that nothing of a repository's configuration can run a program, lock, write or fetch.

No monitor, hook, pager, filter or submodule is started, whatever the configuration says.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from vcompare.errors import VcompareError

_QUIET = (
    "--no-pager", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "maintenance.auto=false", "-c", "gc.auto=0",
)  # fmt: skip
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
# No protocol is allowed, whatever the configuration allows; only newer versions of Git know the second name.
_NO_FETCH = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
_WINDOW = 400
"""So many names at a time are shorter than a pipe holds, so that Git and we never wait for each other."""
_CHUNK = 1 << 16
LACKS = "a clone made with --filter lacks files: clone all of it; `git fsck` finds damage"
"""What to do where an object is not there: Git gives it up, or ends, by its version."""


def git(root: Path, *arguments: str, given: str = "", settings: Mapping[str, str] | None = None) -> str:
    """Run Git in the catalog's folder; what it says, or nothing where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and paths after --
            ["git", *_QUIET, *arguments],  # noqa: S607 - whichever the person uses
            cwd=root,
            env=_environment(settings or {}),
            input=given.encode(),
            capture_output=True,
            check=False,
        )
    except (OSError, UnicodeError):
        return ""
    return done.stdout.decode(errors="surrogateescape") if done.returncode == 0 else ""


def begin(root: Path, *arguments: str) -> Callable[[], str]:
    """Begin to run Git in the catalog's folder; what is returned waits for what it says, as `git` does."""
    try:
        process = subprocess.Popen(  # noqa: S603 - as above
            ["git", *_QUIET, *arguments],  # noqa: S607 - as above
            cwd=root,
            env=_environment({}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return str

    def told() -> str:
        content, _ = process.communicate()
        return content.decode(errors="surrogateescape") if process.returncode == 0 else ""

    return told


def refusal(root: Path) -> str:
    """Say why Git knows no repository around a folder."""
    try:
        done = subprocess.run(  # noqa: S603 - as above
            ["git", *_QUIET, "rev-parse", "--show-cdup"],  # noqa: S607 - as above
            cwd=root,
            env=_environment({}),
            capture_output=True,
            check=False,
        )
    except OSError:
        return "Git is not installed, or cannot be run"
    told = done.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
    return "it is not in a Git repository" if not told or "not a git repository" in told else told


class Objects:
    """What a repository holds: one process of Git, which is asked for any number of objects."""

    def __init__(self, root: Path, limit: int) -> None:
        """Begin to ask; nothing of an object that is larger than `limit` bytes is kept."""
        self._limit = limit
        self._process = subprocess.Popen(  # noqa: S603 - no shell, and what is asked goes in later
            ["git", *_QUIET, "cat-file", "--batch"],  # noqa: S607 - whichever the person uses
            cwd=root,
            env=_environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """Let Git end."""
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
        if not (re.fullmatch("[0-9a-f]{40,64}", name) and size.isdecimal()):
            return name, "", None
        length = int(size) + 1  # a line end follows
        if length - 1 <= self._limit:
            content = told.read(length)
            length -= len(content)
        else:
            content = b""
            while length and (chunk := told.read(min(length, _CHUNK))):
                length -= len(chunk)
        if length:
            raise VcompareError("Git ended while history was read", LACKS)
        return name, kind, content[:-1] if content else None


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    return environment | {"LC_ALL": "C", **_NO_FETCH, **_as_environment(settings, environment)}


def _as_environment(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return settings as Git reads them after others. With -c, no key could hold an equals sign."""
    given = environment.get("GIT_CONFIG_COUNT", "")
    first = int(given) if re.fullmatch("[0-9]{1,6}", given) else 0
    told = {"GIT_CONFIG_COUNT": str(first + len(settings))} if settings else {}
    for number, (key, value) in enumerate(settings.items(), first):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told
