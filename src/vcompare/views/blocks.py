"""The blocks that every renderer understands.

A block holds plain text (which the renderer makes safe), prose (`text/prose.py`), and numbers; never
styles, widths or markup.
"""

import datetime
from typing import Literal

from msgspec import Struct

from vcompare.model import PanelVerdict
from vcompare.text.prose import Node, Paragraph, Span


class Head(Struct, frozen=True):
    """The head of a tool's column. `letter` is empty for a tool alone; `short` is for narrow columns."""

    letter: str
    name: str
    note: str = ""
    short: str = ""


class Scale(Struct, frozen=True):
    """Low, mean and high on an axis from `start` to `end`, which all cells of a row share."""

    low: int
    mean: float
    high: int
    start: int
    end: int

    @property
    def span(self) -> str:
        """The ends in words, empty where low and high are the same."""
        return "" if self.low == self.high else f"{self.low}–{self.high}"


class Cell(Struct, frozen=True):
    """What one row says about one tool, from most to least important.

    `text` is the value (`unknown` if there is none), in the color of the `verdict`. `detail` follows on the
    same line: for a verdict, the number behind it. `note` has a line of its own, and `prose` comes below. In
    the text of a snippet, «hits» are marked. `short` is what the value is called where it does not fit, and
    `source` the number of what it rests on, from 1, in the list of its sheet. `tool` is the place of the tool
    in whose color it is drawn, from 0; `shares` are the parts of 1 that its text draws as a stacked bar, and
    last how much more it may be.
    """

    text: str
    role: Literal["plain", "number", "verdict", "snippet"] = "plain"
    unknown: bool = False
    best: bool = False
    verdict: PanelVerdict | None = None
    scale: Scale | None = None
    detail: str = ""
    note: str = ""
    prose: tuple[Node, ...] = ()
    short: str = ""
    source: int = 0
    tool: int | None = None
    shares: tuple[float, ...] = ()

    @property
    def reference(self) -> str:
        """The number of what the value rests on, as it stands behind it."""
        return f"[{self.source}]" if self.source else ""

    @property
    def headline(self) -> str:
        """The cell on one line: value, reference, mark, range, detail."""
        if not (self.detail or self.source or self.best or self.scale):  # as in most cells
            return self.text
        mark = "▲" if self.best else ""
        if self.role == "verdict":
            return " ".join(filter(None, [self.text, self.detail, self.reference, mark]))
        span = f"({self.scale.span})" if self.scale and self.scale.span else ""
        detail = f"({self.detail})" if self.detail else ""
        return " ".join(filter(None, [self.text, self.reference, mark, span, detail]))


class GridRow(Struct, frozen=True):
    """A label, and one cell per tool."""

    label: str
    cells: tuple[Cell, ...]


class Grid(Struct, frozen=True):
    """A section of rows; the first section of a sheet needs no title. `strong` labels are names."""

    title: str
    rows: tuple[GridRow, ...]
    strong: bool = False


class PlotRow(Struct, frozen=True):
    """A label, one point per tool (None where unknown), the tool that leads, and a remark."""

    label: str
    points: tuple[int | None, ...]
    leader: int | None
    remark: str


class Plot(Struct, frozen=True):
    """Points on one axis from `low` to `high`; no rows if there is nothing to plot."""

    title: str
    low: int
    high: int
    rows: tuple[PlotRow, ...] = ()


class Note(Struct, frozen=True):
    """What is the same of all tools, in a line."""

    label: str
    text: str


class Column(Struct, frozen=True):
    """A column of a table; `long` if its cells may take several lines."""

    title: str
    numeric: bool = False
    long: bool = False


class Table(Struct, frozen=True):
    """Rows of cells under titles. With `one_line`, a row is never broken, and the first column never cut."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    one_line: bool = False


class TableSection(Struct, frozen=True):
    """A section of a sheet that is a table of its own, as its rows are not one per field."""

    title: str
    table: Table


Part = Grid | Plot | TableSection


class Sheet(Struct, frozen=True):
    """Tools side by side: one column per tool, sections from top to bottom, then notes and a remark.

    `sources` are what the values rest on, numbered from 1. `level` is that of the titles in it.
    """

    heads: tuple[Head, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
    remark: str = ""
    sources: tuple[tuple[Span, ...], ...] = ()
    level: int = 2


class ChangeRow(Struct, frozen=True):
    """What changed, from what to what; without `before`, `after` says it all."""

    label: str
    before: Cell | None
    after: Cell


class ChangeGroup(Struct, frozen=True):
    """Changes that belong together, under a title and a note to it."""

    title: str
    rows: tuple[ChangeRow, ...]
    note: str = ""


class ChangeList(Struct, frozen=True):
    """Groups of changes, in the order in which they are read."""

    groups: tuple[ChangeGroup, ...]


class Heading(Struct, frozen=True):
    """A title; level 1 is the document's."""

    text: str
    level: int


class Passage(Struct, frozen=True):
    """Running text; `quoted` if it is somebody's words."""

    nodes: tuple[Node, ...]
    quoted: bool = False


Block = Sheet | Table | ChangeList | Heading | Passage


class Post(Struct, frozen=True):
    """A document, with what a site generator or a mail program needs to know about it."""

    title: str
    description: str
    date: datetime.date
    slug: str
    blocks: tuple[Block, ...]
    tags: tuple[str, ...] = ()


class FeedEntry(Struct, frozen=True):
    """One piece of news; `key` is a UUID that never changes.

    `slug` is that of the tool that it is about, if it is about one, and `address` where there is more of it.
    """

    key: str
    title: str
    updated: datetime.datetime
    blocks: tuple[Block, ...]
    slug: str | None = None
    address: str = ""


class Feed(Struct, frozen=True):
    """The news, latest first; `key` is a UUID that never changes.

    `address` is that of the page with the same news, and `own` that of the feed, where they are known.
    """

    key: str
    title: str
    updated: datetime.datetime
    entries: tuple[FeedEntry, ...]
    address: str = ""
    own: str = ""


def words(text: str) -> tuple[Node, ...]:
    """Return plain text as a tree of one paragraph."""
    return (Paragraph((Span(text),)),)


def unknown(text: str = "unknown") -> Cell:
    """Return the cell for a value that is not known."""
    return Cell(text, unknown=True)
