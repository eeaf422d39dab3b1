"""Objects of a repository by id or name, from one process of `git cat-file --batch` however many are read."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

from vcompare.catalog.source import MAX_BYTES
from vcompare.errors import VcompareError
from vcompare.history.git.process import ID, start

INCOMPLETE = "`git fsck` finds damage; a clone made with --filter lacks files: clone all of it"
"""What to do where an object is missing."""
_WINDOW = 60
"""Up to this many names fit into the smallest pipe, so that Git and we never wait for each other."""


class GitObject(NamedTuple):
    """An object: its id, its kind, empty where there is none, and its content, None of a file too large."""

    id: str
    kind: str
    content: bytes | None


class Objects:
    """The objects of a repository. Files are read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process = start(root, "cat-file", "--batch")
        self._contents: dict[str, bytes | None] = {}

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def find(self, name: str) -> GitObject:
        """Return the object that Git knows by this name, of no kind where there is none."""
        return next(self._read([name]))

    def contents(self, names: Sequence[str]) -> list[bytes | None]:
        """Return the contents of files by their ids, None of one that is too large.

        Raises VcompareError for one that is missing.
        """
        missing = [name for name in dict.fromkeys(names) if name not in self._contents]
        for name, found in zip(missing, self._read(missing), strict=True):
            if found.kind != "blob":
                raise VcompareError(
                    f"{self._root} has an incomplete history: file {name} is missing", INCOMPLETE
                )
            self._contents[name] = found.content
        return [self._contents[name] for name in names]

    def _read(self, names: Sequence[str]) -> Iterator[GitObject]:
        """Yield the object of every name: an id, or a revision as people write it, in one line.

        Raises VcompareError where Git ends before it has answered.
        """
        requests, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        for first in range(0, len(names), _WINDOW):
            window = names[first : first + _WINDOW]
            with suppress(BrokenPipeError):  # reported where the answer is missing
                requests.write("".join(f"{name}\n" for name in window).encode(errors="surrogateescape"))
                requests.flush()
            for _ in window:
                yield _answer(answers)


def _answer(answers: IO[bytes]) -> GitObject:
    line = answers.readline().decode(errors="replace")
    name, _, rest = line.rstrip("\n").partition(" ")
    kind, _, size = rest.partition(" ")
    if not line.endswith("\n"):
        raise VcompareError("Git ended while history was read", INCOMPLETE)
    if not (ID.fullmatch(name) and size.isdecimal()):
        return GitObject(name, "", None)
    length = int(size)
    is_too_large = kind == "blob" and length > MAX_BYTES
    for left in range(length if is_too_large else 0, 0, -MAX_BYTES):
        answers.read(min(left, MAX_BYTES))
    content = answers.read(0 if is_too_large else length)
    if not answers.read(1):  # the end of the line
        raise VcompareError("Git ended while history was read", INCOMPLETE)
    return GitObject(name, kind, None if is_too_large else content)
