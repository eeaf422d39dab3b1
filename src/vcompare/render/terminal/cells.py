"""One cell of a sheet or a table for a terminal, with the bar of a score."""

from rich.console import Group, RenderableType
from rich.text import Text

from vcompare.render import palette
from vcompare.render.terminal.prose import prose
from vcompare.text.safe import visible
from vcompare.views.blocks import Cell

GAP = 2
"""The terminal cells between two columns."""

_LONGEST_BAR, _SHORTEST_BAR = 20, 10


def cell(of: Cell, width: int, tool: int = 0, *, aligned: bool = False) -> RenderableType:
    """Return a cell for `width`; `aligned` keeps space for the mark that another cell of its row has."""
    text = _headline(of, aligned)
    if of.scale:
        text.append_text(_bar(of.scale, width - text.cell_len - 1, palette.tool(tool).terminal))
    elif of.detail:
        text.append(f"  {visible(of.detail)}")
    if of.note:
        text.append(f"\n{visible(of.note)}", "dim")
    if not of.prose:
        return text
    return Group(text, prose(of.prose)) if text.plain else prose(of.prose)


def column_of(value: float, low: int, high: int, width: int) -> int:
    """Return where a value is on an axis from `low` to `high` that is `width` terminal cells long."""
    return int((value - low) / (high - low) * (width - 1) + 0.5)


def _headline(of: Cell, aligned: bool) -> Text:
    if of.unknown:
        return Text.assemble((visible(of.text), "dim"))
    color = palette.VERDICTS[of.verdict].terminal if of.verdict else ""
    styles = {"number": "bold", "verdict": f"bold {color}".rstrip()}
    text = Text.assemble((visible(of.text), styles.get(of.role, "")))
    if of.role == "snippet":
        text.highlight_regex("«[^»]*»", f"bold {palette.HIT.terminal}")
    if of.best:
        text.append(" ▲", palette.BEST.terminal)
    elif aligned:
        text.append("  ")
    if of.role == "number" and of.verdict:
        text.append(f" {of.verdict}", color)
    return text


def _bar(scale: tuple[int, float, int], width: int, color: str) -> Text:
    """Draw a score's range on 0 to 100, with its mean; only the numbers if the width is too small."""
    low, mean, high = scale
    numbers = f" {low}–{high}" if low != high else f" {low}"
    width = min(_LONGEST_BAR, width - len(numbers))
    if width < _SHORTEST_BAR:
        return Text(numbers)
    first, middle, last = (column_of(value, 0, 100, width) for value in (low, mean, high))
    return Text.assemble(
        " ",
        ("·" * first, "dim"),
        ("━" * (middle - first), color),
        ("●", color),
        ("━" * (last - middle), color),
        ("·" * (width - 1 - last), "dim"),
        numbers,
    )
