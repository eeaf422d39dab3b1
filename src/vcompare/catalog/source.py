"""One file of a catalog: from bytes on a disk to data with positions. The only user of the TOML reader.

Only regular files inside the catalog are opened, never a link, a pipe or a device; what is wrong with a
file is returned as a finding.
"""

import errno
import os
import re
import stat
from functools import cached_property
from pathlib import Path
from typing import Any

from vcompare.diagnostics import Diagnostic, Location, found

MAX_BYTES = 256 * 1024
"""No file of a catalog is larger."""

_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_PLACE = re.compile(r" at line (\d+) column (\d+)$")


class Document:
    """A TOML file that could be read: its path in the catalog, its text, its data."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data

    def key(self, *keys: str | int) -> Location:
        """Where the last of `keys` is written; for one that is not there, where its table is."""
        return self._location(keys, 0)

    def value(self, *keys: str | int) -> Location:
        """Where the value of `keys` begins."""
        return self._location(keys, 1)

    def _location(self, keys: tuple[str | int, ...], part: int) -> Location:
        while keys and keys not in self._places:
            keys = keys[:-1]
        return Location(self.path, *line_and_column(self.text, self._places[keys][part] if keys else 0))

    @cached_property
    def _places(self) -> Any:
        from vcompare.catalog.positions import positions

        return positions(self.text, _unquoted)


class Source:
    """The files below a catalog's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = os.path.join(root, "")  # noqa: PTH118 - pathlib costs as much as reading a file
        self._folders: dict[str, bool] = {}

    def load(self, path: str) -> Document | Diagnostic:
        """Read and parse the file at `path`, relative to the catalog and with `/`."""
        content = self._read(path)
        return content if isinstance(content, Diagnostic) else parse(path, content)

    def exists(self, path: str) -> bool:
        """Say whether anything is at `path`, a broken link included."""
        return os.path.lexists(self._base + path)

    def names(self, folder: str) -> list[str]:
        """Return the sorted names in a folder of the catalog; none where it is missing or a link."""
        if not self.is_folder(folder):
            return []
        try:
            return sorted(os.listdir(self._base + folder))
        except OSError:
            return []

    def is_folder(self, path: str) -> bool:
        """Say whether `path` is a folder of the catalog, with no link on the way to it."""
        if not path:
            return True
        if path not in self._folders:
            parent = path.rpartition("/")[0]
            self._folders[path] = (not parent or self.is_folder(parent)) and _is_real_folder(
                self._base + path
            )
        return self._folders[path]

    def _read(self, path: str) -> bytes | Diagnostic:
        folder = path.rpartition("/")[0]
        at = Location(path)
        if folder and not self.is_folder(folder):
            return found(
                "not-a-file", at, f"`{folder}` is not a folder of this catalog", "links are not followed"
            )
        try:
            descriptor = os.open(self._base + path, os.O_RDONLY | _NOFOLLOW)
        except OSError as problem:
            return _unopened(at, problem)
        try:
            return _content(descriptor, at)
        finally:
            os.close(descriptor)


def parse(path: str, content: bytes) -> Document | Diagnostic:
    """Turn the bytes of a file into data: strict UTF-8, TOML 1.1, any line ends."""
    import rtoml

    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as problem:
        before = problem.object[: problem.start].decode()
        at = Location(path, *line_and_column(before, len(before)))
        return found(
            "not-utf8",
            at,
            f"byte {problem.object[problem.start]:#04x} is not UTF-8",
            "save the file as UTF-8",
        )
    text = text.replace("\r\n", "\n")
    try:
        return Document(path, text, rtoml.loads(text))
    except rtoml.TomlParsingError as problem:
        return _syntax(path, str(problem))


def _unquoted(key: str) -> str:
    import rtoml

    return str(next(iter(rtoml.loads(f"{key} = 0")))) if key[0] in "\"'" else key


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _content(descriptor: int, at: Location) -> bytes | Diagnostic:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return found(
            "not-a-file", at, "this is not a regular file", "links, folders, pipes and devices are not read"
        )
    try:
        content = os.read(descriptor, MAX_BYTES + 1)
    except OSError as problem:
        return _unopened(at, problem)
    if len(content) > MAX_BYTES or status.st_size > MAX_BYTES:
        return found(
            "too-large",
            at,
            f"the file is larger than {MAX_BYTES // 1024} KiB",
            "keep facts and opinions short",
        )
    return content


def _unopened(at: Location, problem: OSError) -> Diagnostic:
    if problem.errno in {errno.ELOOP, errno.EMLINK, errno.ENXIO}:
        return found(
            "not-a-file", at, "this is not a regular file", "links, folders, pipes and devices are not read"
        )
    reason = (problem.strerror or str(problem)).lower()
    return found(
        "unreadable-file",
        at,
        f"the file cannot be read: {reason}",
        "check that it exists and its permissions",
    )


def _is_real_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _syntax(path: str, message: str) -> Diagnostic:
    place = _PLACE.search(message)
    at = Location(path, int(place[1]), int(place[2])) if place else Location(path)
    reason = message[: place.start()] if place else f"{message}: the nesting is too deep"
    return found("toml-syntax", at, f"this is not TOML: {reason}")
