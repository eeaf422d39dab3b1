"""Blocks for a terminal: one grid from top to bottom, stacked where columns would get too narrow."""

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from vcompare.render.terminal.prose import prose
from vcompare.render.terminal.rows import without_tails
from vcompare.render.terminal.sheets import sheet
from vcompare.text.safe import visible
from vcompare.views.blocks import Block, ChangeList, Heading, Sheet, Table


def render(blocks: Iterable[Block], width: int, *, color: bool, explained: bool) -> str:
    """Return blocks as text; `explained` adds a key to the signs that are used."""
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )
    return "\n".join(_text(block, console, explained) for block in blocks)


def _text(block: Block, console: Console, explained: bool) -> str:
    with console.capture() as capture:
        for renderable in _block(block, console.width, explained):
            console.print(renderable, crop=False)
    return without_tails(capture.get())


def _block(block: Block, width: int, explained: bool) -> Iterator[RenderableType]:
    if isinstance(block, Sheet):
        yield from sheet(block, width, explained=explained)
    elif isinstance(block, Table):
        from vcompare.render.terminal.tables import Shown

        yield Shown(block, width)
    elif isinstance(block, ChangeList):
        from vcompare.render.terminal.changes import changes

        yield from changes(block, width)
    elif isinstance(block, Heading):
        yield Text(visible(block.text), "bold")
    else:
        yield prose(block.nodes)
