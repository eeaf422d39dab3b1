"""Objects of a repository, any number of them from one process of `git cat-file --batch`."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

from vcompare.errors import VcompareError
from vcompare.history.git import ID, INCOMPLETE, start

_WINDOW = 60
"""So many names at a time fit into the smallest pipe, so that Git and we never wait for each other."""
_CHUNK = 1 << 16


class GitObject(NamedTuple):
    """An object: its id, its kind, empty where there is none, and its content, None of a file too large."""

    id: str
    kind: str
    content: bytes | None


class Batch:
    """A running `git cat-file --batch`; files of more than `max_file` bytes are not kept."""

    def __init__(self, root: Path, max_file: int) -> None:
        self._max_file = max_file
        self._process = start(root, "cat-file", "--batch")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def read(self, names: Sequence[str]) -> Iterator[GitObject]:
        """Yield the object of every name: an id, or a revision as people write it, in one line.

        Raises VcompareError where Git ends before it has answered.
        """
        requests, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        for first in range(0, len(names), _WINDOW):
            window = names[first : first + _WINDOW]
            with suppress(BrokenPipeError):  # the answer that is missing says it
                requests.write("".join(f"{name}\n" for name in window).encode(errors="surrogateescape"))
                requests.flush()
            for _ in window:
                yield self._answer(answers)

    def _answer(self, answers: IO[bytes]) -> GitObject:
        line = answers.readline().decode(errors="replace")
        name, _, rest = line.rstrip("\n").partition(" ")
        kind, _, size = rest.partition(" ")
        if not line.endswith("\n"):
            raise VcompareError("Git ended while history was read", INCOMPLETE)
        if not (ID.fullmatch(name) and size.isdecimal()):
            return GitObject(name, "", None)
        length = int(size)
        is_too_large = kind == "blob" and length > self._max_file
        content = None if is_too_large else _exactly(answers, length)
        for left in range(length if is_too_large else 0, 0, -_CHUNK):
            _exactly(answers, min(left, _CHUNK))
        _exactly(answers, 1)  # the end of the line
        return GitObject(name, kind, content)


def _exactly(answers: IO[bytes], length: int) -> bytes:
    content = answers.read(length)
    if len(content) < length:
        raise VcompareError("Git ended while history was read", INCOMPLETE)
    return content
