"""Blocks as tables in the formats of tabulate: plain, reStructuredText, AsciiDoc, Jira, MediaWiki, LaTeX.

tabulate draws the tables and escapes LaTeX; it escapes nothing else, so that is done here, a rule a format.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, get_args

from vcompare.text.prose import plain
from vcompare.text.safe import one_line
from vcompare.views.blocks import Block, Cell, Grid, Head, Heading, Plot, Prose, Sheet

Format = Literal["plain", "rst", "asciidoc", "jira", "mediawiki", "latex"]
FORMATS: tuple[Format, ...] = get_args(Format)

# What LaTeX's own fonts lack; replaced after tabulate has escaped the rest.
_LATEX = {"▲": r"$\triangle$", "–": "--", "·": r"$\cdot$", "…": r"\ldots{}"}


def render(blocks: Iterable[Block], form: Format) -> str:
    """Return blocks as tables, with a title line and an empty line between them where there are several."""
    escape = _ESCAPES[form]
    text = "\n\n".join(part for block in blocks for part in _block(block, form, escape)) + "\n"
    return (
        re.sub("[" + "".join(_LATEX) + "]", lambda match: _LATEX[match[0]], text) if form == "latex" else text
    )


def _block(block: Block, form: Format, escape: Callable[[str], str]) -> Iterator[str]:
    if isinstance(block, Sheet):
        yield from _sheet(block, form, escape)
    elif isinstance(block, Heading):
        yield _outside(one_line(block.text), form)
    elif isinstance(block, Prose):
        yield _outside(one_line(plain(block.nodes)), form)
    else:
        rows = [[escape(_flat(answer)) for answer in row] for row in block.rows]
        yield _table([column.title for column in block.columns], rows, form)


def _sheet(sheet: Sheet, form: Format, escape: Callable[[str], str]) -> Iterator[str]:
    titles = ["", *(escape(_head(head)) for head in sheet.heads)]
    for number, part in enumerate(sheet.parts):
        if part.title:
            yield part.title
        if isinstance(part, Grid):
            rows = [[escape(one_line(row.label)), *(escape(_flat(answer)) for answer in row.cells)]
                    for row in part.rows]  # fmt: skip
            yield _table(titles, rows, form)
            continue
        if part.rows:
            # The letters are explained by the first table, so a plot that comes first has the names.
            letters = ["", *(head.letter or "Score" for head in sheet.heads)]
            yield _plot(part, titles if number == 0 else letters, form, escape)
        if part.remarks:
            yield _outside(one_line(" ".join(part.remarks)), form)


def _plot(plot: Plot, titles: Sequence[str], form: Format, escape: Callable[[str], str]) -> str:
    titles = [*titles, "Lead" if len(titles) > 2 else "Distance"]  # noqa: PLR2004
    rows = [
        [
            escape(one_line(row.label)),
            *("unknown" if point is None else str(point) for point in row.points),
            escape(row.remark),
        ]
        for row in plot.rows
    ]
    return _table(titles, rows, form)


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
    room = 2  # what tabulate keeps beside a title
    columns = list(zip(*filled, strict=True))
    widths = [max(_columns(first) + room, *map(_columns, rest)) for first, *rest in columns]
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


def _head(head: Head) -> str:
    name = one_line(f"{head.name} ({head.note})" if head.note else head.name)
    return f"{head.letter} · {name}" if head.letter else name


def _flat(answer: Cell) -> str:
    return one_line(" · ".join(filter(None, [answer.headline, answer.note, plain(answer.prose)])))


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
