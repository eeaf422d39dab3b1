"""Blocks for a terminal: one grid from top to bottom.

May import what `render` may import.
"""

from collections.abc import Sequence

from vcompare.views.blocks import Block, Passage, Table

_NARROWEST = 20


def render(
    blocks: Sequence[Block], width: int, *, color: bool, explained: bool = False, fits: bool = True
) -> str:
    """Return blocks as text of at most `width` terminal cells per line, with or without color.

    `explained` adds a key to the signs that are used. Where nothing has to fit, as in a pipe, the rows of a
    table that has one line per row are as long as they need to be.
    """
    width = max(width, _NARROWEST)
    simple = [block for block in blocks if isinstance(block, Passage | Table) and _is_simple(block)]
    if len(simple) == len(blocks) and any(isinstance(block, Table) for block in simple):
        from vcompare.render.terminal import rows

        return "\n".join(rows.text(block, width if fits else None, color=color) for block in simple)
    if wrapped := _wrapped(blocks, width, color=color):
        return wrapped
    from vcompare.render.terminal import document

    return document.render(blocks, width, color=color, explained=explained)


def _is_simple(block: Passage | Table) -> bool:
    """Say whether a block needs none of Rich's tables, which take seconds for ten thousand rows."""
    return isinstance(block, Passage) or block.one_line


def _wrapped(blocks: Sequence[Block], width: int, *, color: bool) -> str | None:
    """Return blocks that are all tables of plain cells, None where Rich has to draw one."""
    if not blocks or not all(isinstance(block, Table) for block in blocks):
        return None
    from vcompare.render.terminal.wrapped import drawn

    parts = [drawn(block, width, color=color) for block in blocks if isinstance(block, Table)]
    return None if None in parts else "\n".join(filter(None, parts))
