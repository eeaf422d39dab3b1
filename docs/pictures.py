"""The pictures in docs/ that are made from the program: what a command shows on a terminal, as SVG."""

# ruff: noqa: INP001 - beside the pages, not a package

import html
import io
import re
from itertools import accumulate

from rich.cells import cell_len
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from vcompare.render import palette

_CELL, _LINE, _SIZE, _MARGIN = 8.4, 19, 14, 20
_FONTS = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace'
_SIGNS = r"[^\w\s.,;:'’%&/|()<>$\"–-]+"
_CHUNK = re.compile(rf"{_SIGNS}|(?:(?!{_SIGNS})\S)+(?: (?:(?!{_SIGNS})\S)+)*")


def terminal(command: str, output: str) -> str:
    """Return a picture of a terminal with a command and its colored output, for light and dark mode.

    It loads nothing. Every chunk of text has a place and a length, so that columns are straight in any font.
    """
    lines = [Text(f"$ {command}"), *map(Text.from_ansi, output.splitlines())]
    width = round(2 * _MARGIN + _CELL * max(line.cell_len for line in lines))
    height = 2 * _MARGIN + _LINE * len(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">\n'
        f'<title id="title">{html.escape(command)}, on a terminal</title>\n'
        f"<style>\n{_css()}</style>\n"
        f'<rect class="window" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>\n'
        + "".join(_line(line, _MARGIN + _LINE * number + _SIZE) for number, line in enumerate(lines))
        + "</svg>\n"
    )


def _line(line: Text, baseline: int) -> str:
    segments = list(line.render(Console(file=io.StringIO(), width=1000)))
    starts = accumulate((segment.cell_length for segment in segments), initial=0)
    return "".join(_run(segment, start, baseline) for segment, start in zip(segments, starts, strict=False))


def _run(segment: Segment, start: int, baseline: int) -> str:
    """Return text of one style that begins at a cell of a line."""
    style = segment.style or Style()
    ground = ""
    if style.reverse:
        ground = (
            f'<rect class="{_color(style)}" x="{_x(start)}" y="{baseline - _SIZE}"'
            f' width="{_CELL * segment.cell_length:g}" height="{_LINE}"/>\n'
        )
    classes = ["ground" if style.reverse else _color(style), "bold" if style.bold else ""]
    kind = " ".join(filter(None, classes))
    attribute = f' class="{kind}"' if kind else ""
    chunks = (
        f'<text{attribute} x="{_x(start + cell_len(segment.text[: found.start()]))}" y="{baseline}"'
        f' textLength="{_CELL * cell_len(found[0]):g}" lengthAdjust="spacingAndGlyphs">'
        f"{html.escape(found[0])}</text>\n"
        for found in _CHUNK.finditer(segment.text)
    )
    return ground + "".join(chunks)


def _x(cell: int) -> str:
    return f"{_MARGIN + _CELL * cell:g}"


def _color(style: Style) -> str:
    """Return the class of a style's color, which is the name that the palette gives it in pages."""
    if style.color is None:
        return "dim" if style.dim else ""
    number = style.color.number
    colors = palette.css().items()
    return next(name for name, one in colors if one.terminal and Color.parse(one.terminal).number == number)


def _css() -> str:
    shown = {"ground", "dim"}
    used = {name: color for name, color in palette.css().items() if color.terminal or name in shown}
    light = [f".{name} {{ fill: {color.light} }}" for name, color in used.items()]
    dark = [f".{name} {{ fill: {color.dark} }}" for name, color in used.items()]
    return "\n".join(
        [
            f"text {{ font: {_SIZE}px {_FONTS}; fill: {palette.INK.light}; white-space: pre }}",
            f".window {{ fill: {palette.GROUND.light}; stroke: {palette.RULE.light} }}",
            ".bold { font-weight: 700 }",
            *light,
            "@media (prefers-color-scheme: dark) {",
            f"text {{ fill: {palette.INK.dark} }}",
            f".window {{ fill: {palette.GROUND.dark}; stroke: {palette.RULE.dark} }}",
            *dark,
            "}\n",
        ]
    )
