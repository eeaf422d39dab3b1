"""Commits: author, date, message, and the files that each changed."""

import datetime
import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from vcompare.history.git.process import ID
from vcompare.history.git.tree import TreeEntry

_FILE = re.compile(r"\n?:\d+ (?P<mode>\d+) [0-9a-f]+ (?P<id>[0-9a-f]+) (?P<status>[A-Z])")
_LONGEST = 200
"""Characters of a name or a subject."""
_LAST_SECOND = 253_402_300_799
"""The last of the year 9999, which is the last that a date can have."""


class Revision(Struct, frozen=True):
    """A commit: its id, when it was committed (the day in UTC, and seconds since 1970), and its message."""

    commit: str
    date: datetime.date
    seconds: int
    author: str
    subject: str

    def by(self, seconds: int) -> "Revision":
        """Return it as of a moment."""
        return self if self.seconds == seconds else replace(self, seconds=seconds, date=_day(seconds))

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.commit[:10]


class LoggedCommit(NamedTuple):
    """A commit, and what it changed in the catalog: paths with what is there since, None for nothing.

    `added` are those of them where there was nothing before.
    """

    revision: Revision
    files: Mapping[str, TreeEntry | None]
    added: frozenset[str]

    @property
    def name(self) -> str:
        """The id of the commit."""
        return self.revision.commit


def parse_log(output: str) -> list[LoggedCommit]:
    """Read the output of `git log --raw -z` with `log.FORMAT`: commits, and files, each before its path."""
    found: list[tuple[Revision, dict[str, TreeEntry | None], set[str]]] = []
    tokens = iter(output.split("\0"))
    for token in tokens:
        if file := _FILE.match(token):
            _, files, added = found[-1]
            path = next(tokens)
            files[path] = TreeEntry(file["mode"], file["id"]) if file["status"] != "D" else None
            if file["status"] == "A":
                added.add(path)
        elif ID.fullmatch(token):
            found.append((_revision(token, *islice(tokens, 3)), {}, set()))
    return [LoggedCommit(revision, files, frozenset(added)) for revision, files, added in found]


class GraphCommit(NamedTuple):
    """A commit among all others: its parents, and what it changed against the first of them."""

    name: str
    parents: tuple[str, ...]
    files: Mapping[str, TreeEntry | None]


def parse_graph(output: str) -> list[GraphCommit]:
    """Read the output of `git log --raw -z` with the format `%H%x00%P`, as `parse_log` does."""
    found: list[GraphCommit] = []
    files: dict[str, TreeEntry | None] = {}
    tokens = iter(output.split("\0"))
    for token in tokens:
        if file := _FILE.match(token):
            files[next(tokens)] = TreeEntry(file["mode"], file["id"]) if file["status"] != "D" else None
        elif ID.fullmatch(token):
            files = {}
            found.append(GraphCommit(token, tuple(next(tokens).split()), files))
    return found


def _revision(name: str, seconds: str, author: str, subject: str) -> Revision:
    moment = min(int(seconds[:18]), _LAST_SECOND) if seconds.isdecimal() else 0
    return Revision(name, _day(moment), moment, _shortened(author), _shortened(subject))


def _day(seconds: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def _shortened(text: str) -> str:
    """Return a text on one line, cut where nobody reads on."""
    text = text[: 2 * _LONGEST].encode(errors="surrogateescape").decode(errors="replace")
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
