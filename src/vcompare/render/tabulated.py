"""Blocks as tables in the formats of tabulate: plain, reStructuredText, AsciiDoc, Jira, MediaWiki, LaTeX.

tabulate draws the tables and escapes LaTeX, and nothing else, so that is done here: one rule per format.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

from vcompare.render.flat import flat
from vcompare.text.prose import plain
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, Cell, Heading, Passage, Table

Format = Literal["plain", "rst", "asciidoc", "jira", "mediawiki", "latex"]
FORMATS: tuple[Format, ...] = get_args(Format)

# What LaTeX's own fonts lack; replaced after tabulate has escaped the rest.
_LATEX = {"▲": r"$\triangle$", "–": "--", "·": r"$\cdot$", "…": r"\ldots{}"}


def render(blocks: Iterable[Block], form: Format) -> str:
    """Return blocks as tables, with a title line and an empty line between them where there are several."""
    text = "\n\n".join(_block(block, form) for block in flat(blocks)) + "\n"
    return (
        re.sub("[" + "".join(_LATEX) + "]", lambda match: _LATEX[match[0]], text) if form == "latex" else text
    )


def _block(block: Heading | Passage | Table, form: Format) -> str:
    if isinstance(block, Heading):
        return _outside(one_line(block.text), form)
    if isinstance(block, Passage):
        return _outside(one_line(plain(block.nodes)), form)
    escape = _ESCAPES[form]
    titles = [escape(one_line(column.title)) for column in block.columns]
    return _table(titles, [[escape(_flat(cell)) for cell in row] for row in block.rows], form)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], form: Format) -> str:
    if form == "rst":
        return _simple_table([titles, *rows])
    from tabulate import tabulate

    # disable_numparse: tabulate would turn the version 1.10 into the number 1.1.
    return str(tabulate(rows, titles, tablefmt=form, disable_numparse=True))


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


def _outside(text: str, form: Format) -> str:
    """Escape text that stands outside a table, where tabulate does not escape LaTeX."""
    if form != "latex":
        return _ESCAPES[form](text)
    from tabulate import LATEX_ESCAPE_RULES

    return "".join(LATEX_ESCAPE_RULES.get(character, character) for character in text)


def _flat(cell: Cell) -> str:
    return one_line(" · ".join(filter(None, [cell.headline, cell.note, plain(cell.prose)])))


def _rst(text: str) -> str:
    escaped = re.sub(r"([\\`*_|])", r"\\\1", text)
    # A bullet, an enumeration, a field or a literal block starts or ends a line.
    escaped = re.sub(r"^(?=[-+•‣⁃:>.=~#\"'(]|[0-9A-Za-z]{1,4}[.)](?:\s|$))", r"\\", escaped)
    return re.sub(r":$", r"\\:", escaped)


def _entities(anywhere: str) -> Callable[[str], str]:
    """Escape with numeric character references, which these formats read in any place.

    Other signs have a meaning only doubled, at the start of a cell, or where they open a word.
    """
    pattern = re.compile(
        rf"[{re.escape(anywhere)}]|(?<!\w)[-+=!?~'\"](?=\S)|([-=:'~])(?=\1)|(?<=([-=:'~]))\2|^[-+=:;#!]|:(?=//)"
    )
    return lambda text: pattern.sub(lambda match: f"&#{ord(match[0])};", text)


_ESCAPES: dict[Format, Callable[[str], str]] = {
    "plain": str,
    "rst": _rst,
    "asciidoc": _entities("&|*_`#+^~<>{}[]\\"),
    "jira": _entities("&|*_{}[]\\^~<>@"),
    "mediawiki": _entities("&|*_{}[]<>~"),
    "latex": str,
}
