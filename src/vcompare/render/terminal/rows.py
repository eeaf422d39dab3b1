"""A table with one line per row: nothing is wrapped, and what does not fit is cut, or left out and named."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rich.cells import cell_len, set_cell_size

from vcompare.render import palette
from vcompare.text.prose import plain
from vcompare.text.safe import one_line
from vcompare.text.words import natural_list
from vcompare.views.blocks import Cell, Column, Passage, Table

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
GAP = 2
"""The terminal cells between two columns."""
_SHORTEST = 20
"""What a column of long cells needs, in terminal cells, before another column is shown."""
_SHORTEST_OF_TWO = 8
"""What it needs where it is the only one beside the first."""


def text(block: Table | Passage, width: int | None, *, color: bool) -> str:
    """Return a table as `lines` does, or running text, dim, in lines of at most `width` terminal cells."""
    if isinstance(block, Table):
        return lines(block, width, color=color)
    before, after = styled("dim", color)
    filled = _filled(one_line(plain(block.nodes)), width)
    return "".join(f"{before}{line}{after}\n" for line in filled)


def _filled(running: str, width: int | None) -> list[str]:
    """Break running text between words."""
    found = [""]
    for word in running.split():
        longer = f"{found[-1]} {word}".lstrip()
        if width is None or not found[-1] or text_width(longer) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found


def lines(table: Table, width: int | None, *, color: bool) -> str:
    """Return a table as lines of at most `width` terminal cells, or as long as they need to be.

    Written without Rich's tables, which take seconds for ten thousand rows. Only the first column can make a
    line longer, as it may be one that is never cut.
    """
    titles = [one_line(column.title) for column in table.columns]
    columns = list(zip(*table.rows, strict=True)) or [()] * len(titles)
    texts = [_texts(column) for column in columns]
    natural = [
        max([text_width(title), *(size for _, _, size in known.values())])
        for title, known in zip(titles, texts, strict=True)
    ]
    widths = natural if width is None else _fitted(table, natural, width)
    drawn = list[Iterable[str]]()
    for own, title, column, cells, known in zip(widths, titles, table.columns, columns, texts, strict=False):
        head = _padded(title, text_width(title), own, column, styled("dim", color))
        parts = {at: _drawn(*one, own, column, color=color) for at, one in known.items()}
        drawn.append([head, *map(parts.__getitem__, map(id, cells))])
    rows = [(" " * GAP).join(row).rstrip() for row in zip(*drawn, strict=True)]
    left_out = titles[len(widths) :]
    if left_out:
        before, after = styled("dim", color)
        remark = f"Left out to fit: {natural_list(list(filter(None, left_out)))}"
        rows += [f"{before}{line}{after}" for line in _filled(remark, width)]
    return "".join(f"{row}\n" for row in rows)


def _texts(column: Sequence[Cell]) -> dict[int, tuple[Cell, str, int]]:
    """Return each cell of a column with its text and how wide that is.

    By identity: rows share cells that are the same, which are looked at and drawn once.
    """
    texts = ((one, _text(one)) for one in {id(one): one for one in column}.values())
    return {id(one): (one, text, text_width(text)) for one, text in texts}


def _text(of: Cell) -> str:
    if not (of.note or of.prose):
        return one_line(of.headline)
    prose = plain(of.prose) if of.prose else ""
    return one_line(" · ".join(filter(None, [of.headline, of.note, prose])))


def _fitted(table: Table, natural: Sequence[int], width: int) -> list[int]:
    """Return the widths of the columns that fit, from the left; long ones share what is left over."""
    is_long = [column.long for column in table.columns]
    least = [min(one, _SHORTEST) if long else one for one, long in zip(natural, is_long, strict=True)]
    count = max(sum(_total(least[:number]) <= width for number in range(1, len(least) + 1)), 1)
    beside = width - least[0] - GAP
    if count == 1 and len(least) > 1 and is_long[1] and beside >= _SHORTEST_OF_TWO:
        return [least[0], min(beside, natural[1])]
    widths = least[:count]
    if count == 1 and is_long[0]:
        return [min(natural[0], width)]
    for index, long in enumerate(is_long[:count]):
        if long:
            widths[index] += min(natural[index] - widths[index], width - _total(widths))
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _cut(of: Cell, text: str, width: int) -> str:
    """Cut a text that is too long, unless it has a short form; a short detail at its end stays."""
    detail = f" ({one_line(of.detail)})" if of.detail else ""
    short = one_line(of.short) + detail
    if of.short and text_width(short) <= width:
        return short
    rest = width - text_width(detail)
    if detail and rest >= _SHORTEST_OF_TWO:
        return f"{set_cell_size(one_line(of.text), rest - 1).rstrip()}…{detail}"
    return f"{set_cell_size(text, max(width - 1, 0)).rstrip()}…"


def _drawn(of: Cell, text: str, size: int, width: int, column: Column, *, color: bool) -> str:
    """Return a cell as wide as its column, or wider if nothing could be cut."""
    if size > width:
        text = _cut(of, text, width)
        size = text_width(text)
    return _padded(text, size, width, column, styled(_style(of), color))


def _padded(text: str, size: int, width: int, column: Column, around: tuple[str, str]) -> str:
    before, after = around
    space = " " * (width - size)
    return f"{space}{before}{text}{after}" if column.numeric else f"{before}{text}{after}{space}"


def without_tails(text: str) -> str:
    """Return a text without the spaces at the ends of its lines."""
    return "\n".join(map(_without_tail, text.split("\n")))


def _without_tail(line: str) -> str:
    kept, styles = line.rstrip(" "), ""
    while kept.endswith("m") and _STYLE.fullmatch(kept, start := max(kept.rfind("\x1b"), 0)):
        kept, styles = kept[:start].rstrip(" "), kept[start:] + styles
    return kept + styles


def text_width(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def _style(of: Cell) -> str:
    if of.unknown:
        return "dim"
    if of.verdict:
        return f"bold {palette.VERDICTS[of.verdict].terminal}"
    if of.tool is not None:
        return palette.tool(of.tool).terminal
    return "bold" if of.role == "number" else ""


@cache
def styled(style: str, color: bool) -> tuple[str, str]:
    """Return what a terminal gets before and after a text of this style."""
    if not color:
        return "", ""
    from rich.color import ColorSystem
    from rich.style import Style

    before, _, after = Style.parse(style).render("x", color_system=ColorSystem.EIGHT_BIT).partition("x")
    return before, after
