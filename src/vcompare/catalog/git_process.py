"""How Git is run: so that nothing of a repository's configuration can run a program, lock, write or fetch.

No monitor, hook, pager, filter or submodule is started, whatever the configuration says.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast

from vcompare.errors import VcompareError

_QUIET = (
    "--no-pager", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "maintenance.auto=false", "-c", "gc.auto=0",
    "-c", "log.mailmap=false", "-c", "diff.orderFile=/dev/null",
    "-c", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
# Of what the environment says to Git only its configuration counts, and how far up it may look: all else is
# meant for another command, such as the one that runs a hook.
_KEPT = re.compile("GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)")
# No protocol is allowed, whatever the configuration allows; only newer versions of Git know the second name.
_NO_FETCH = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
_WINDOW = 60
"""So many names at a time fit into the smallest pipe, so that Git and we never wait for each other."""
_CHUNK = 1 << 16
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


def refusal(root: Path) -> str:
    """Say why Git knows no repository around a folder."""
    try:
        _, told = _started(root, ["rev-parse", "--show-cdup"]).communicate()
    except OSError:
        return "Git is not installed, or cannot be run"
    reason = _reason(told)
    return "it is not in a Git repository" if not reason or "not a git repository" in reason else reason


class Running:
    """Git at work in the catalog's folder, while there is other work to do."""

    def __init__(self, root: Path, *arguments: str) -> None:
        """Begin. Raises VcompareError where that cannot be."""
        try:
            self._process = _started(root, arguments)
        except (OSError, ValueError) as problem:
            raise VcompareError(f"Git cannot be run: {problem}", "check that it is installed") from problem

    def told(self, *, may_find_nothing: bool = False) -> str:
        """Wait for what it says. Raises VcompareError, with its own words, where it fails.

        Some of its commands find nothing with status 1.
        """
        content, told = self._process.communicate()
        if self._process.returncode == 0 or (may_find_nothing and self._process.returncode == 1):
            return content.decode(errors="surrogateescape")
        raise VcompareError(f"Git cannot tell the history: {_reason(told)}", LACKS)

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.communicate()


class Objects:
    """What a repository holds: one process of Git, which is asked for any number of objects."""

    def __init__(self, root: Path, limits: Mapping[str, int]) -> None:
        """Begin to ask; of what is larger than the limit of its kind, in bytes, nothing is kept."""
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
        if not (re.fullmatch("[0-9a-f]{40,64}", name) and size.isdecimal()):
            return name, "", None
        length = int(size) + 1  # a line end follows
        if length - 1 <= self._limits.get(kind, 0):
            content = told.read(length)
            length -= len(content)
        else:
            content = b""
            while length and (chunk := told.read(min(length, _CHUNK))):
                length -= len(chunk)
        if length:
            raise VcompareError("Git ended while history was read", LACKS)
        return name, kind, content[:-1] if content else None


def _started(
    root: Path, arguments: Sequence[str], settings: Mapping[str, str] = MappingProxyType({})
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - no shell, and paths after --
        ["git", *_QUIET, *arguments],  # noqa: S607 - whichever the person uses
        cwd=root,
        env=_environment(settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _reason(told: bytes) -> str:
    """Return the first line of what Git says of a failure."""
    return told.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or _KEPT.fullmatch(key)
    }
    return environment | {"LC_ALL": "C", **_NO_FETCH, **_as_environment(settings, environment)}


def _as_environment(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return settings as Git reads them after others. With -c, no key could hold an equals sign."""
    given = environment.get("GIT_CONFIG_COUNT", "")
    first = int(given) if re.fullmatch("[0-9]{1,6}", given) else 0
    told = {"GIT_CONFIG_COUNT": str(first + len(settings))} if settings else {}
    for number, (key, value) in enumerate(settings.items(), first):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told
