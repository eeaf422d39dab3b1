"""One file of a catalog: from bytes on a disk to data with positions.

Only regular files inside the catalog are opened, never a link, a pipe or a device; what is wrong with a
file is returned as a finding.
"""

import os
import re
import stat
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.errors import system_says
from vcompare.text.conflicts import HINT, MESSAGE, MIDDLE, conflict

if TYPE_CHECKING:
    from vcompare.catalog.positions import Layout

MAX_BYTES = 256 * 1024
"""The largest size of a file."""

_USUAL = 64 * 1024
"""What nearly every file fits into. To make room for the largest takes longer than to read most files."""

# What replaces a file just after it was looked at is not followed, and not waited for.
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_PLACE = re.compile(r" at line (\d+) column (\d+)$")


class Document:
    """A TOML file that could be read: its path in the catalog, its text, its data."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data

    def get(self, path: Iterable[str | int]) -> Any:
        """Return the value at a key path that is there."""
        value: Any = self.data
        for key in path:
            value = value[key]
        return value

    def has(self, path: Iterable[str | int]) -> bool:
        """Say whether something is at a path of keys of tables."""
        value: Any = self.data
        for key in path:
            if not isinstance(value, dict) or key not in value:
                return False
            value = value[key]
        return True

    def key(self, *keys: str | int) -> Location:
        """Return where the last of `keys` is written; for one that is not there, where its table is."""
        return self._location(keys, 0)

    def value(self, *keys: str | int) -> Location:
        """Return where the value of `keys` begins."""
        return self._location(keys, 1)

    def at(self, offset: int) -> Location:
        """Return the place of a character."""
        return Location(self.path, *line_and_column(self.text, offset))

    @cached_property
    def layout(self) -> "Layout":
        """Where its keys, values and statements are."""
        from vcompare.catalog.positions import layout

        return layout(self.text, _unquoted)

    def _location(self, keys: tuple[str | int, ...], part: int) -> Location:
        places = self.layout.places
        while keys and keys not in places:
            keys = keys[:-1]
        return self.at(places[keys][part] if keys else 0)


class Source:
    """The files below a catalog's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = os.path.join(root, "")  # noqa: PTH118 - pathlib costs as much as reading a file
        self._folders: dict[str, Diagnostic | None] = {}

    def load(self, path: str) -> Document | Diagnostic:
        """Read and parse the file at `path`, relative to the catalog and with `/`."""
        content = self.content(path)
        return content if isinstance(content, Diagnostic) else parse(path, content)

    def text(self, path: str) -> str | None:
        """Return a file's text for showing, whether or not it is TOML; None where it cannot be read."""
        content = self.content(path)
        return None if isinstance(content, Diagnostic) else _normal(content.decode(errors="replace"))

    def exists(self, path: str) -> bool:
        """Say whether anything is at `path`, a broken link included, or cannot be ruled out to be."""
        try:
            os.lstat(self._base + path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return True

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names in a folder of the catalog, none where it is missing.

        A link or a file in its place, and a folder that the system does not open, is a finding.
        """
        problem = self.problem(folder)
        if problem is not None:
            return problem
        try:
            return sorted(os.listdir(self._base + folder))
        except FileNotFoundError:
            return []
        except OSError as refusal:
            return unopened(Location(folder), refusal)

    def is_folder(self, path: str) -> bool:
        """Say whether `path` is a folder of the catalog, with no link on the way to it."""
        return self.problem(path) is None and self.exists(path)

    def is_file(self, path: str) -> bool:
        """Say whether a regular file is at `path`."""
        try:
            return stat.S_ISREG(os.lstat(self._base + path).st_mode)
        except OSError:
            return False

    def problem(self, folder: str) -> Diagnostic | None:
        """Return what is wrong with a folder or one above it; None where it is one, or is missing."""
        if not folder:
            return None
        if folder not in self._folders:
            above = self.problem(folder.rpartition("/")[0])
            self._folders[folder] = above or _folder_problem(self._base + folder, Location(folder))
        return self._folders[folder]

    def content(self, path: str) -> bytes | Diagnostic:
        """Read the file at `path`: a regular one, no larger than a file of a catalog may be."""
        problem = self.problem(path.rpartition("/")[0])
        if problem is not None:
            return problem
        at = Location(path)
        try:
            status = os.lstat(self._base + path)
            if not stat.S_ISREG(status.st_mode):
                return irregular(at)
            if status.st_size > MAX_BYTES:
                return too_large(at)
            return _read(self._base + path)
        except OSError as refusal:
            return unopened(at, refusal)


def parse(path: str, content: bytes) -> Document | Diagnostic:
    """Turn the bytes of a file into data: strict UTF-8, TOML 1.1, any line ends."""
    import rtoml

    try:
        text = _normal(content.decode())
    except UnicodeDecodeError as problem:
        before = _normal(problem.object[: problem.start].decode())
        at = Location(path, *line_and_column(before, len(before)))
        message = f"byte {problem.object[problem.start]:#04x} is not UTF-8"
        return found("not-utf8", at, message, "save the file as UTF-8")
    if text.startswith("\ufeff"):
        return _syntax(path, (1, 1), "it begins with a second byte-order mark", "remove that character")
    if "\r" in text:  # TOML knows it only before LF
        return _syntax(path, line_and_column(text, text.index("\r")), "a carriage return stands alone")
    try:
        return Document(path, text, rtoml.loads(text))
    except rtoml.TomlParsingError as problem:
        return _not_toml(path, text, str(problem))


def _not_toml(path: str, text: str, reason: str) -> Diagnostic:
    """Return the finding for a text that the reader refuses; what Git left in it is most often why."""
    place = _PLACE.search(reason)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    offset = conflict(text)
    if offset is not None:
        return merge_conflict(Location(path, *line_and_column(text, offset)))
    if place and text.split("\n")[line - 1] == MIDDLE:
        return merge_conflict(Location(path, line))
    if place:
        return _syntax(path, (line, column), reason[: place.start()])
    return _syntax(path, (1, 1), f"{reason}: the nesting is too deep")


def _normal(text: str) -> str:
    text = text.removeprefix("\ufeff")
    # To look for one character is much faster than to look for two.
    return text.replace("\r\n", "\n") if "\r" in text else text


def _unquoted(key: str) -> str:
    import rtoml

    return str(next(iter(rtoml.loads(f"{key} = 0")))) if key[0] in "\"'" else key


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _read(path: str) -> bytes:
    descriptor = os.open(path, _OPEN)
    try:
        content = os.read(descriptor, _USUAL)
        return content if len(content) < _USUAL else content + os.read(descriptor, MAX_BYTES)
    finally:
        os.close(descriptor)


def too_large(at: Location) -> Diagnostic:
    """Return the finding for a file that is larger than one of a catalog may be."""
    message = f"the file is larger than {MAX_BYTES // 1024} KiB"
    return found("too-large", at, message, "keep facts and opinions short")


def irregular(at: Location) -> Diagnostic:
    """Return the finding for a link, a folder, a pipe or a device in place of a file."""
    hint = "links, folders, pipes and devices are not read"
    return found("not-a-file", at, "this is not a regular file", hint)


def unopened(at: Location, problem: OSError) -> Diagnostic:
    """Return the finding for what the system does not open."""
    reason = system_says(problem)
    hint = "check that it exists and its permissions"
    return found("unreadable-file", at, f"this cannot be read: {reason}", hint)


def _folder_problem(path: str, at: Location) -> Diagnostic | None:
    try:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            return None
    except FileNotFoundError:
        return None
    except OSError as refusal:
        return unopened(at, refusal)
    return no_folder(at)


def no_folder(at: Location) -> Diagnostic:
    """Return the finding for what is in place of a folder."""
    hint = "links are not followed: make it a real folder"
    return found("not-a-file", at, f"`{at.path}` is not a folder", hint)


def _syntax(
    path: str, place: tuple[int, int], reason: str, hint: str = "correct the syntax; the dialect is TOML 1.1"
) -> Diagnostic:
    return found("toml-syntax", Location(path, *place), f"this is not TOML: {reason}", hint)


def merge_conflict(at: Location) -> Diagnostic:
    """Return the finding for a line that Git left where it could not merge."""
    return found("merge-conflict", at, MESSAGE, HINT)
