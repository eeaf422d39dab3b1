"""The blocks that every renderer understands.

A block holds plain text (made safe by the renderer), trees of `markup.py`, and numbers; never a style,
a width or a markup of its own.
"""

import datetime
from typing import Literal

from msgspec import Struct

from vcompare.model import PanelVerdict
from vcompare.text.markup import Node, Paragraph, Span


class Head(Struct, frozen=True):
    """The head of a tool's column. `letter` is empty where the tool stands alone."""

    letter: str
    name: str
    note: str = ""


class Answer(Struct, frozen=True):
    """What one row says of one tool, from most to least important.

    `text` is the answer (`unknown` where there is none), `verdict` colors it or follows it, `scale` is
    low, mean and high on 0 to 100, `detail` follows on the line, `note` has a line of its own, `prose` comes
    below. A snippet has «hits» in it.
    """

    text: str
    role: Literal["plain", "number", "verdict", "snippet"] = "plain"
    unknown: bool = False
    best: bool = False
    verdict: PanelVerdict | None = None
    scale: tuple[int, float, int] | None = None
    detail: str = ""
    note: str = ""
    prose: tuple[Node, ...] = ()

    @property
    def headline(self) -> str:
        """The answer on one line: value, mark, verdict, range, details."""
        mark = " ▲" if self.best else ""
        verdict = f" {self.verdict}" if self.role == "number" and self.verdict else ""
        low, _, high = self.scale or (0, 0, 0)
        scale = f"({low}–{high})" if low != high else ""
        detail = f"({self.detail})" if self.detail else ""
        return " ".join(filter(None, [f"{self.text}{mark}{verdict}", scale, detail]))


class Line(Struct, frozen=True):
    """A row: a label and an answer a tool."""

    label: str
    answers: tuple[Answer, ...]


class Grid(Struct, frozen=True):
    """A section of rows; those of the first section need no title. `strong` labels are names."""

    title: str
    lines: tuple[Line, ...]
    strong: bool = False


class Dots(Struct, frozen=True):
    """A row of a plot: a label, a point a tool (None where unknown), and what strikes the eye."""

    label: str
    points: tuple[int | None, ...]
    leader: int | None
    remark: str


class Plot(Struct, frozen=True):
    """Points on one axis from `low` to `high`, and remarks below; no rows where there is nothing to plot."""

    title: str
    low: int
    high: int
    rows: tuple[Dots, ...] = ()
    remarks: tuple[str, ...] = ()


class Sheet(Struct, frozen=True):
    """Tools side by side: a column each, sections from top to bottom."""

    heads: tuple[Head, ...]
    parts: tuple[Grid | Plot, ...]


class Column(Struct, frozen=True):
    """A column of a table; `long` where its answers may take several lines."""

    title: str
    numeric: bool = False
    long: bool = False


class Table(Struct, frozen=True):
    """Rows of answers under titles."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Answer, ...], ...]


class Heading(Struct, frozen=True):
    """A title; level 1 is the document's."""

    text: str
    level: int


class Prose(Struct, frozen=True):
    """Running text; `quoted` where it is somebody's words."""

    nodes: tuple[Node, ...]
    quoted: bool = False


Block = Sheet | Table | Heading | Prose


class Post(Struct, frozen=True):
    """A document with what a site generator or a mail program wants to know of it."""

    title: str
    description: str
    date: datetime.date
    slug: str
    blocks: tuple[Block, ...]
    tags: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """A piece of news; `key` (a UUID) tells it from all others for ever."""

    key: str
    title: str
    updated: datetime.datetime
    blocks: tuple[Block, ...]


class Feed(Struct, frozen=True):
    """News, the latest first; `key` (a UUID) tells the feed from all others for ever."""

    key: str
    title: str
    updated: datetime.datetime
    entries: tuple[Entry, ...]


def words(text: str) -> tuple[Node, ...]:
    """Make a tree of plain text."""
    return (Paragraph((Span(text),)),)


def unknown(text: str = "unknown") -> Answer:
    """Answer that there is no answer."""
    return Answer(text, unknown=True)
