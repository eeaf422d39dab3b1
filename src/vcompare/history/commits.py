"""Commits as Git stores and tells them: who made one, when, what it says, and which files it changed."""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.history.git_process import ID, LACKS
from vcompare.history.snapshot import Entry

_ENTRY = re.compile(r"\n?:\d+ (?P<mode>\d+) [0-9a-f]+ (?P<name>[0-9a-f]+) (?P<status>[A-Z])")
_PERSON = re.compile(r"(?P<name>.*?) ?<[^<>]*> (?P<seconds>\d{1,18}) [-+]?\d+")
# Those in which people write. Others of Python's take time by the square, or yield what is no text.
_ENCODING = re.compile(
    r"(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|(windows|cp)-?125\d|koi8-[ru]|euc-?(jp|kr)|shift_?jis"
    r"|gb(2312|k|18030)|big5|iso-2022-jp",
    re.IGNORECASE,
)
_LONGEST = 200
"""Characters of a name or a subject."""
_LAST = 253_402_300_799
"""The last second of the year 9999, which is the last that a date can have."""


class Revision(Struct, frozen=True):
    """A commit: its id, when it was committed (seconds since 1970, and the day in UTC), and what it says."""

    name: str
    seconds: int
    day: datetime.date
    author: str
    subject: str
    tree: str
    parent: str | None

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.name[:10]


class Touch(NamedTuple):
    """A commit, and what it changed in the catalog: paths with what is there since, None for nothing.

    `added` are those of them where there was nothing before.
    """

    commit: str
    files: Mapping[str, Entry | None]
    added: Collection[str]


def revision_of(name: str, content: bytes) -> Revision:
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
        tree=fields.get(b"tree", b"").decode("ascii", "replace"),
        parent=parent.decode("ascii", "replace") if parent else None,
    )


def _person(line: bytes, encoding: str) -> tuple[str, int]:
    match = _PERSON.fullmatch(_decoded(line[-8 * _LONGEST :], encoding))
    return (match["name"], min(int(match["seconds"]), _LAST)) if match else ("", 0)


def _shortened(text: str) -> str:
    """Return a text on one line, cut where nobody reads on."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _decoded(text: bytes, encoding: str) -> str:
    return text.decode(encoding if _ENCODING.fullmatch(encoding) else "utf-8", "replace")


def touches(told: str) -> Iterator[Touch]:
    """Read what `git log --raw -z` tells: ids of commits, and entries, each with its path behind it."""
    name, files, added = "", dict[str, Entry | None](), set[str]()
    tokens = iter(told.split("\0"))
    for token in tokens:
        if entry := _ENTRY.match(token):
            path = next(tokens, "")
            files[path] = Entry(entry["mode"], entry["name"]) if entry["status"] != "D" else None
            if entry["status"] == "A":
                added.add(path)
        elif ID.fullmatch(token.strip()):
            if name:
                yield Touch(name, files, added)
            name, files, added = token.strip(), {}, set()
        elif token.strip():
            raise VcompareError(f"Git tells history in a way that is not known: {token.strip()}", LACKS)
    if name:
        yield Touch(name, files, added)
