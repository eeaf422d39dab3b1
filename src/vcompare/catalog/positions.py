"""Where each key and value of a TOML document stands.

A scanner for documents that a TOML reader has already accepted: it only has to tell tokens apart, not to
judge them, and its recursion is bounded by the reader's limit on nesting. Written here because no
maintained reader gives what a finding needs, the place of a table's header included; see
docs/explanation/decisions.md.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

KeyPath = tuple[str | int, ...]


class Place(NamedTuple):
    """Offsets, in characters, of a key, of its value, and of the value's end.

    All three of a table that has a header or is made by dotted keys are those of its name.
    """

    key: int
    value: int
    end: int


class Statement(NamedTuple):
    """What a document is made of: a pair of key and value, or the header of a table.

    `path` has every part of the key, that of its table included; `start`, `value` and `end` are offsets. A
    header's value is where it ends.
    """

    path: KeyPath
    header: bool
    start: int
    value: int
    end: int


class Layout(NamedTuple):
    """The place of every key path of a document, and its statements in their order.

    A path is made of keys and, inside arrays, of indexes from 0. A table that several headers extend is
    placed at the first.
    """

    places: dict[KeyPath, Place]
    statements: list[Statement]


_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
"""Also around the = in an inline table: the reader takes it there, though TOML has no word for it."""
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s.=\[\]"'#{},]+""")
_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'''(?:[^']++|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*"'
    r"|'[^'\n]*'"
)
_SCALAR = re.compile(_STRING + r"|[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")
_SIMPLE = re.compile(rf"([A-Za-z0-9_-]+)[ \t]*=[ \t]*({_STRING}|[^\s,\]}}#\[{{\"']+(?=\n))")
"""A pair of a bare key and a value that holds no others, as most are."""
_COMMENT = re.compile(_STRING + r"|(#[^\n]*)")


def layout(text: str, unquote: Callable[[str], str]) -> Layout:
    """Find every key, value and statement of a valid TOML document with LF line ends and no byte-order mark.

    `unquote` turns a key as it is written, quotes and escapes included, into what it means.
    """
    scanner = _Scanner(text, unquote)
    return Layout(scanner.places, list(scanner.scan()))


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Return every comment of a valid TOML document with its offset; a # inside a string begins none."""
    if "#" not in text:
        return iter(())
    return ((match.start(), match[1]) for match in _COMMENT.finditer(text) if match[1] is not None)


def key_parts(key: str) -> list[str]:
    """Return the parts of a dotted key as they are written."""
    return [match[0] for match in _KEY.finditer(key)]


def key_end(text: str, offset: int) -> int:
    """Return where the part of a key ends that begins at an offset."""
    match = _KEY.match(text, offset)
    return match.end() if match else offset


class _Scanner:
    def __init__(self, text: str, unquote: Callable[[str], str]) -> None:
        self.text = text
        self.unquote = unquote
        self.at = 0
        self.places: dict[KeyPath, Place] = {}
        self.counts: dict[KeyPath, int] = {}

    def scan(self) -> Iterator[Statement]:
        table: KeyPath = ()
        self.take(_GAP)
        while self.at < len(self.text):
            start = self.at
            if header := self.text[start] == "[":
                path = table = self.header()
            else:
                path = self.pair(table)
            value = self.at if header else self.places[path].value
            yield Statement(path, header, start, value, self.at)
            self.take(_GAP)

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:  # pragma: no cover - the reader accepted the document
            raise ValueError(f"unexpected character at offset {self.at}")
        self.at = match.end()
        return match[0]

    def keys(self) -> Iterator[tuple[str, int]]:
        """Read a dotted key: each part with its offset."""
        while True:
            self.take(_SPACE)
            start = self.at
            yield self.unquote(self.take(_KEY)), start
            self.take(_GAP)
            if self.text[self.at] != ".":
                return
            self.at += 1

    def header(self) -> KeyPath:
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        path: KeyPath = ()
        start = self.at
        for key, start in self.keys():
            path = (*self.latest(path), key)
            self.places.setdefault(path, Place(start, start, start))
        if several:
            self.counts[path] = self.counts.get(path, -1) + 1
            self.places[self.latest(path)] = Place(start, start, start)
        self.at += 2 if several else 1
        return self.latest(path)

    def latest(self, path: KeyPath) -> KeyPath:
        """A path through an array of tables means its last element."""
        return (*path, self.counts[path]) if path in self.counts else path

    def pair(self, table: KeyPath) -> KeyPath:
        simple = _SIMPLE.match(self.text, self.at)
        if simple:
            path = (*table, simple[1])
            self.places[path] = Place(self.at, simple.start(2), simple.end())
            self.at = simple.end()
            return path
        path, offsets = table, []
        for key, start in self.keys():
            path = (*path, key)
            offsets.append((path, start))
        self.at += 1  # =
        self.take(_GAP)
        for parent, start in offsets[:-1]:
            self.places.setdefault(parent, Place(start, start, start))
        self.value(path, offsets[-1][1])
        return path

    def value(self, path: KeyPath, key: int) -> None:
        start = self.at
        if self.text[self.at] == "[":
            self.array(path)
        elif self.text[self.at] == "{":
            self.inline_table(path)
        else:
            self.take(_SCALAR)
        self.places[path] = Place(key, start, self.at)

    def array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self.next_item("]"):
            self.value((*path, index), self.at)
            index += 1

    def inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self.next_item("}"):
            self.pair(path)

    def next_item(self, closing: str) -> bool:
        """Stand at the next item, or behind the closing bracket."""
        self.take(_GAP)
        if self.text[self.at] == ",":
            self.at += 1
            self.take(_GAP)
        if self.text[self.at] == closing:
            self.at += 1
            return False
        return True
