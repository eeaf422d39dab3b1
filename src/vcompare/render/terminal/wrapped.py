"""A table of plain cells, in columns whose text is wrapped: as Rich draws it, in a tenth of the time."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from vcompare.render import palette
from vcompare.render.terminal.rows import GAP, styled, text_width, without_tails
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell, Table

SHORTEST = 18
"""What a column of long cells needs, in terminal cells, to stand beside others."""
_WORD = re.compile(r"\s*\S+\s*")


class _Line(NamedTuple):
    """A line of a cell, from where to where it has which style, and that of the whole with its padding."""

    text: str
    runs: Sequence[tuple[int, int, str]] = ()
    whole: str = ""

    def cut(self, start: int, end: int) -> "_Line":
        within = ((max(first, start), min(last, end), style) for first, last, style in self.runs)
        runs = [(first - start, last - start, style) for first, last, style in within if first < last]
        return _Line(self.text[start:end], runs, self.whole)

    def padded(self, width: int, *, numeric: bool, color: bool) -> str:
        line = self.cut(0, len(self.text.rstrip())) if numeric else self
        drawn, at = "", 0
        for start, end, style in line.runs:
            before, after = styled(style, color)
            drawn += f"{line.text[at:start]}{before}{line.text[start:end]}{after}"
            at = end
        drawn, space = drawn + line.text[at:], " " * (width - text_width(line.text))
        before, after = styled(self.whole, color and bool(self.whole))
        return f"{before}{space}{drawn}{after}" if numeric else f"{before}{drawn}{space}{after}"


def drawn(table: Table, width: int, *, color: bool) -> str | None:
    """Return a table as text, None where it takes more than this: cells of other kinds, or stacked rows."""
    titles = [visible(column.title) for column in table.columns]
    if not all(map(_is_plain, chain(*table.rows))) or width_of_long(table, width) < SHORTEST:
        return None
    rows = [[_lines(cell) for cell in row] for row in table.rows]
    heads = [[_Line(title)] for title in titles]
    natural = [
        max(text_width(line.text) for lines in column for line in lines)
        for column in zip(heads, *rows, strict=True)
    ]
    widths = _fitted(natural, [column.long for column in table.columns], width)
    least = [
        text_width(title) if one.long else own
        for title, own, one in zip(titles, natural, table.columns, strict=True)
    ]
    fits = all(max(part, 1) <= own for part, own in zip(least, widths, strict=True))
    if not fits or sum(widths) + GAP * (len(widths) - 1) > width:
        return None
    columns = [*zip(widths, (column.numeric for column in table.columns), strict=True)]
    text = [*_row(heads, columns, *styled("dim", color), color=False)] if any(titles) else []
    text += [line for row in rows for line in _row(row, columns, color=color)]
    return without_tails("\n".join([*text, ""]))


def width_of_long(table: Table, width: int) -> int:
    """Return the terminal cells that are left for each column of long cells beside the short ones."""
    short = [index for index, column in enumerate(table.columns) if not column.long]
    taken = sum(
        max(cell_len(table.columns[index].title), *(cell_len(row[index].headline) for row in table.rows))
        for index in short
    )
    gaps = GAP * (len(table.columns) - 1)
    return (width - taken - gaps) // max(len(table.columns) - len(short), 1)


def _is_plain(cell: Cell) -> bool:
    return cell.role != "verdict" and not (cell.best or cell.scale or cell.prose)


def _lines(cell: Cell) -> list[_Line]:
    text, detail, note = visible(cell.text), visible(cell.detail), visible(cell.note)
    if cell.unknown:
        return [_Line("  ".join(filter(None, [text, detail])), whole="dim")]
    runs = [(0, len(text), "bold")] if cell.role == "number" else []
    if cell.role == "snippet":
        runs = [(*hit.span(), f"bold {palette.HIT.terminal}") for hit in re.finditer("«[^»]*»", text)]
    for more in (cell.reference and f"{' ' if text else ''}{cell.reference}", detail and f"  {detail}"):
        runs += [(len(text), len(text) + len(more), "dim")] if more else []
        text += more
    return [_Line(text, runs), *([_Line(note, [(0, len(note), "dim")])] if note else [])]


def _row(
    row: Sequence[Sequence[_Line]],
    columns: Sequence[tuple[int, bool]],
    before: str = "",
    after: str = "",
    *,
    color: bool,
) -> Iterator[str]:
    """Yield the lines of a row, in columns of these widths that may be numeric.

    `before` and `after` stand around all that is in them.
    """
    gap = f"{before}{' ' * GAP}{after}"
    cells = [_wrapped(lines, width) for lines, (width, _) in zip(row, columns, strict=True)]
    for lines in zip_longest(*cells, fillvalue=_Line("")):
        parts = (
            line.padded(width, numeric=numeric, color=color)
            for line, (width, numeric) in zip(lines, columns, strict=True)
        )
        yield gap.join(f"{before}{part}{after}" for part in parts)


def _wrapped(lines: Sequence[_Line], width: int) -> list[_Line]:
    found = []
    for line in lines:
        starts = [0, *_breaks(line.text, width)]
        for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
            part = line.text[start:end]
            space = len(part) - len(part.rstrip())
            excess = max(min(space, len(part) - width), text_width(part) - width, 0)
            found.append(line.cut(start, end - excess))
    return found


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where lines begin: at words, or within one that is longer than a line."""
    used = 0
    for word in _WORD.finditer(text):
        start, length = word.start(), text_width(word[0].rstrip())
        if length <= width - used:
            used += text_width(word[0])
        elif length <= width:
            yield start
            used = text_width(word[0])
        else:
            for part in chop_cells(word[0], width):
                if start:
                    yield start
                start += len(part)
                used = text_width(part)


def _fitted(natural: Sequence[int], is_long: Sequence[bool], width: int) -> list[int]:
    """Return the widths of columns: what is too much is taken from the widest long ones, evenly."""
    gaps = [GAP] * (len(natural) - 1) + [0]
    widths = [min(own + gap, width) for own, gap in zip(natural, gaps, strict=True)]
    while (excess := sum(widths) - width) > 0:
        long = {own for own, may_wrap in zip(widths, is_long, strict=True) if may_wrap and own}
        if not long:
            break
        widest, next_to_it = max(long), max(long - {max(long)}, default=0)
        share = [at for at, own in enumerate(widths) if is_long[at] and own == widest]
        for number, at in enumerate(share):
            taken = min(excess, widest - next_to_it, round(excess / (len(share) - number)))
            widths[at] -= taken
            excess -= taken
    return [own - gap for own, gap in zip(widths, gaps, strict=True)]
