"""A row of the grid that everything on a terminal stands in."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from vcompare.render.terminal.rows import GAP


class Row:
    """Cells beside each other in columns of these widths, drawn once: a table of Rich measures them first."""

    def __init__(self, cells: Sequence[RenderableType], widths: Sequence[int]) -> None:
        self.cells = cells
        self.widths = widths

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        drawn = [
            console.render_lines(cell, options.update(width=width, overflow="fold", height=None))
            for cell, width in zip(self.cells, self.widths, strict=True)
        ]
        for at in range(max(map(len, drawn))):
            for number, (lines, width) in enumerate(zip(drawn, self.widths, strict=True)):
                yield Segment(" " * GAP * (number > 0))
                yield from lines[at] if at < len(lines) else [Segment(" " * width)]
            yield Segment.line()
