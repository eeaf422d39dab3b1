"""One cell of a sheet or a table for a terminal."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from vcompare.render import palette
from vcompare.render.terminal.plots import bar
from vcompare.render.terminal.prose import prose
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell

GUTTER = 2
"""The terminal cells behind a number, for a mark: they are always there, so that nothing jumps."""
_LONGEST_VERDICT = len("split")
_NEXT = "\n"


def cell(of: Cell) -> RenderableType:
    """Return a cell of a table: all of it, with nothing to be aligned."""
    return whole(headline(of, 0), of)


def whole(text: Text, of: Cell) -> RenderableType:
    """Return a cell as a headline with the prose below it."""
    if not of.prose:
        return text
    return Group(text, prose(of.prose)) if text.plain else prose(of.prose)


def headline(of: Cell, number: int, tool: int = 0, drawn: int = 0, width: int = 0) -> Text:
    """Return a cell without its prose: value, gutter, bar, detail and note.

    `number` is how wide the longest number of its row is, 0 where there are no gutters. A bar is `drawn` so
    many terminal cells long, on a line of its own where it does not fit into `width` otherwise.
    """
    if of.unknown:
        return Text("  ".join(filter(None, [visible(of.text), visible(of.detail)])), "dim")
    text = _value(of)
    if of.role == "number" and number:
        text.pad_right(max(number - text.cell_len, 0))
    if of.best:
        text.append(" ▲", palette.BEST.terminal)
    elif of.role == "number" and number:
        text.pad_right(GUTTER)
    if of.scale and (of.scale.span or drawn):
        ends = bar(of.scale, drawn, palette.tool(tool).terminal)
        text.append(" " if text.cell_len + 1 + ends.cell_len <= width else "\n")
        text.append_text(ends)
    if of.detail and of.role != "verdict":
        gap = " " if of.role == "number" and number else "  "
        fits = not width or text.cell_len + len(gap) + cell_len(visible(of.detail)) <= width
        text.append(f"{gap if fits else _NEXT}{visible(of.detail)}", "dim")
    if of.note:
        text.append(f"\n{visible(of.note)}", "dim")
    return text


def number_width(cells: Sequence[Cell]) -> int:
    """Return how wide the longest number of a row is."""
    return max((cell_len(visible(one.text)) for one in cells if one.role == "number"), default=0)


def _reference(of: Cell) -> list[tuple[str, str]]:
    return [(f"{' ' if of.text else ''}{of.reference}", "dim")] if of.source else []


def _value(of: Cell) -> Text:
    """Return the value; a verdict with the number behind it, which stands where it stands in other rows."""
    if of.role == "verdict":
        color = palette.VERDICTS[of.verdict].terminal if of.verdict else ""
        text = Text.assemble((visible(of.text), f"bold {color}".rstrip()))
        if of.detail:
            text.pad_right(max(_LONGEST_VERDICT - text.cell_len, 0) + 1)
            text.append(visible(of.detail), "bold")
        return text.append_text(Text.assemble(*_reference(of)))
    text = Text.assemble((visible(of.text), "bold" if of.role == "number" else ""), *_reference(of))
    if of.role == "snippet":
        text.highlight_regex("«[^»]*»", f"bold {palette.HIT.terminal}")
    return text
