"""Commits: who made one, when, what it says, and which files it changed."""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from vcompare.history.git.process import ID
from vcompare.history.git.tree import TreeEntry

_FILE = re.compile(r"\n?:\d+ (?P<mode>\d+) [0-9a-f]+ (?P<id>[0-9a-f]+) (?P<status>[A-Z])")
_PERSON = re.compile(r"(?P<name>.*?) ?<[^<>]*> (?P<seconds>\d{1,18}) [-+]?\d+")
_LONGEST = 200
"""Characters of a name or a subject."""
_LAST_SECOND = 253_402_300_799
"""The last of the year 9999, which is the last that a date can have."""


class Revision(Struct, frozen=True):
    """A commit: its id, when it was committed (seconds since 1970, and the day in UTC), and its message."""

    name: str
    seconds: int
    day: datetime.date
    author: str
    subject: str
    parent: str | None

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.name[:10]


class LoggedCommit(NamedTuple):
    """A commit, and what it changed in the catalog: paths with what is there since, None for nothing.

    `added` are those of them where there was nothing before.
    """

    name: str
    files: Mapping[str, TreeEntry | None]
    added: Collection[str]


def parse_commit(name: str, content: bytes) -> Revision:
    """Read a commit as Git stores it."""
    head, _, message = content.partition(b"\n\n")
    fields = dict(reversed([line.partition(b" ")[::2] for line in head.split(b"\n")]))
    encoding = fields.get(b"encoding", b"utf-8").decode("ascii", "replace")
    author, _ = _person(fields.get(b"author", b""), encoding)
    _, seconds = _person(fields.get(b"committer", b""), encoding)
    parent = fields.get(b"parent")
    return Revision(
        name=name,
        seconds=seconds,
        day=datetime.datetime.fromtimestamp(seconds, datetime.UTC).date(),
        author=_shortened(author),
        subject=_shortened(_decoded(message.lstrip(b"\n")[: 8 * _LONGEST].partition(b"\n\n")[0], encoding)),
        parent=parent.decode("ascii", "replace") if parent else None,
    )


def parse_log(output: str) -> Iterator[LoggedCommit]:
    """Read the output of `git log --raw -z --format=%H`: ids of commits, and files, each before its path."""
    name, files, added = "", dict[str, TreeEntry | None](), set[str]()
    tokens = iter(output.split("\0"))
    for token in tokens:
        if file := _FILE.match(token):
            path = next(tokens, "")
            files[path] = TreeEntry(file["mode"], file["id"]) if file["status"] != "D" else None
            if file["status"] == "A":
                added.add(path)
        elif ID.fullmatch(token.strip()):
            if name:
                yield LoggedCommit(name, files, added)
            name, files, added = token.strip(), {}, set()
    if name:
        yield LoggedCommit(name, files, added)


def _person(line: bytes, encoding: str) -> tuple[str, int]:
    match = _PERSON.fullmatch(_decoded(line[-8 * _LONGEST :], encoding))
    return (match["name"], min(int(match["seconds"]), _LAST_SECOND)) if match else ("", 0)


def _shortened(text: str) -> str:
    """Return a text on one line, cut where nobody reads on."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _decoded(text: bytes, encoding: str) -> str:
    """Return a text in the encoding that its commit names, which may be none or yield no text."""
    try:
        return text.decode(encoding, "replace").encode(errors="replace").decode()
    except (LookupError, ValueError):
        return text.decode(errors="replace")
