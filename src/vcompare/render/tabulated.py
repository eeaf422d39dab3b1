"""Blocks as tables in any format of tabulate.

tabulate draws the tables. It escapes LaTeX only, so the function that escapes text comes with the format.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from vcompare.render.flat import flat
from vcompare.text.prose import plain
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, Cell, Heading, Passage, Table

Escape = Callable[[str], str]


def render(blocks: Iterable[Block], tablefmt: str, escape: Escape) -> str:
    """Return blocks as tables, with a title line and an empty line between them where there are several.

    `tablefmt` is tabulate's name of the format, one that escapes nothing itself.
    """
    return "\n\n".join(_block(block, tablefmt, escape) for block in flat(blocks)) + "\n"


def _block(block: Heading | Passage | Table, tablefmt: str, escape: Escape) -> str:
    if isinstance(block, Heading):
        return escape(one_line(block.text))
    if isinstance(block, Passage):
        return escape(one_line(plain(block.nodes)))
    titles = [escape(one_line(column.title)) for column in block.columns]
    return _table(titles, [[escape(_flat(cell)) for cell in row] for row in block.rows], tablefmt)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], tablefmt: str) -> str:
    if tablefmt == "rst":
        return _simple_table([titles, *rows])
    from tabulate import tabulate

    # disable_numparse: tabulate would turn the version 1.10 into the number 1.1.
    head = titles if any(titles) else ()
    return str(tabulate(rows, head, tablefmt=tablefmt, disable_numparse=True))


def _simple_table(rows: Sequence[Sequence[str]]) -> str:
    """Draw a table as tabulate does, by the columns that docutils counts instead of a terminal's.

    They differ in Indic scripts and joined emoji, and a cell that reaches into the next one ends the table.
    """
    filled = [[row[0] or "..", *row[1:]] for row in rows]
    padding = 2  # what tabulate keeps beside a title
    columns = list(zip(*filled, strict=True))
    widths = [max(_columns(first) + padding, *map(_columns, rest)) for first, *rest in columns]
    rule = "  ".join("=" * width for width in widths)
    title, *lines = ("  ".join(map(_padded, row, widths)).rstrip() for row in filled)
    return "\n".join([rule, title, rule, *lines, rule])


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """Count columns as docutils does (docutils.utils.column_width)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _flat(cell: Cell) -> str:
    return one_line(" · ".join(filter(None, [cell.headline, cell.note, plain(cell.prose)])))
