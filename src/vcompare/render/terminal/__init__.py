"""Blocks for a terminal: one grid from top to bottom.

May import what `render` may import.
"""

from collections.abc import Sequence

from vcompare.views.blocks import Block, Table

_NARROWEST = 20


def render(
    blocks: Sequence[Block], width: int, *, color: bool, explained: bool = False, fits: bool = True
) -> str:
    """Return blocks as text of at most `width` terminal cells per line, with or without color.

    `explained` adds a key to the signs that are used. Where nothing has to fit, as in a pipe, the rows of a
    table that has one line per row are as long as they need to be.
    """
    width = max(width, _NARROWEST)
    if len(blocks) == 1 and isinstance(blocks[0], Table) and blocks[0].one_line:
        from vcompare.render.terminal.rows import lines

        return lines(blocks[0], width if fits else None, color=color)
    from vcompare.render.terminal import document

    return document.render(blocks, width, color=color, explained=explained)
