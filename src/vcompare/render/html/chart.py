"""The panel's scores by reviewer as an SVG: a picture for a post, and the plot of an HTML page.

It stands alone (nothing in it is fetched, no id can clash with another's), it follows the reader's light or
dark mode on a ground of its own, and the same data give the same bytes.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from vcompare.render.html.jinja import template
from vcompare.render.palette import tool_class
from vcompare.text.safe import one_line
from vcompare.views.blocks import Head, Plot, PlotRow

_WIDTH = 600
_EDGE = 16
_GAP = 14
_LINE = 32
_LEADING = 25
_RADIUS = 15
_LANE = 2 * _RADIUS + 2
_LETTER = 12.3
"""About as wide as a letter is on a phone, which shrinks the picture, so that letters are largest there.

Nothing can measure text without its font.
"""

_LONGEST_LABEL, _LONGEST_REMARK, _LONGEST_LINE = 14, 18, 42
_MOST_LINES = 3


def svg(plot: Plot, heads: Sequence[Head], title: str, *, styled: bool = True) -> str:
    """Return a plot as an SVG document that can stand in a page as well.

    Without a `title`, none is drawn, and screen readers get one. The description has all data in words. One
    that is not `styled` has its style from the page.
    """
    shapes, height = _drawn(plot, heads, title)
    return template("chart.svg").render(
        title=title or f"Scores by reviewer: {' vs '.join(head.name for head in heads)}",
        description=" ".join(_words(plot, heads)),
        width=_WIDTH,
        height=height,
        styled=styled,
        shapes=Markup("\n".join(shapes)),  # noqa: S704 - numbers, and texts that are escaped
    )


class _Frame:
    """Where things are: labels, then the track from `left` to `right`, then remarks."""

    def __init__(self, plot: Plot, heads: Sequence[Head]) -> None:
        self.plot = plot
        self.heads = heads
        self.left = _EDGE + _width((row.label for row in plot.rows), _LONGEST_LABEL) + _RADIUS
        self.scored = _scored(plot)
        remarks = (remark for row in plot.rows for remark in _remarks(row, self))
        self.right = _WIDTH - _EDGE - _width(remarks, _LONGEST_REMARK) - _RADIUS

    def x(self, score: float) -> float:
        share = (score - self.plot.low) / max(self.plot.high - self.plot.low, 1)
        return self.left + share * (self.right - self.left)


def _drawn(plot: Plot, heads: Sequence[Head], title: str) -> tuple[list[str], int]:
    """Draw everything from top to bottom; return it with the height that it takes."""
    drawn, top = _title(title)
    if len(heads) > 1:
        legend, top = _legend(heads, _scored(plot), top)
        drawn += legend
    top += _GAP if drawn else 0
    if not plot.rows:
        drawn.append(_text("No scores are known.", _EDGE, top + 20, "dim"))
        return drawn, top + _LINE + _EDGE
    frame = _Frame(plot, heads)
    rows, bottom = _rows(frame, top)
    return [*drawn, *_axis(frame, top, bottom), *rows], bottom + _LINE + _EDGE // 2


def _title(title: str) -> tuple[list[str], int]:
    drawn = [_text(line, _EDGE, _EDGE + 18 + at * _LINE, "title") for at, line in enumerate(_wrapped(title))]
    return drawn, _EDGE + len(drawn) * _LINE + (_GAP // 2 if drawn else 0)


def _legend(heads: Sequence[Head], scored: set[int], y: int) -> tuple[list[str], int]:
    """Say what the letters mean."""
    drawn = []
    for index, head in enumerate(heads):
        texts = [(line, "") for line in _wrapped(head.name)]
        texts += [] if index in scored else [("no scores", "dim")]
        drawn.append(_dot(_EDGE + _RADIUS, y + 14, head.letter, index))
        for at, (line, kind) in enumerate(texts):
            drawn.append(_text(line, _EDGE + 2 * _RADIUS + _GAP, y + 19 + at * _LEADING, kind))
        y += _LINE + (len(texts) - 1) * _LEADING
    return drawn, y


def _rows(frame: _Frame, top: int) -> tuple[list[str], int]:
    """Draw one row per reviewer, as high as its points and what stands beside them need."""
    rows, y = [], top
    for row in frame.plot.rows:
        lanes = _lanes(row, frame)
        beside = len(_remarks(row, frame)) * _LEADING
        height = max((1 + max(lanes.values(), default=0)) * _LANE, beside) + _GAP
        rows.append(_row(row, lanes, frame, y + height / 2))
        y += height
    return rows, y


def _axis(frame: _Frame, top: float, bottom: float) -> Iterator[str]:
    for score in range(frame.plot.low, frame.plot.high + 1, 10):
        x = frame.x(score)
        yield _line(x, top, x, bottom, "track")
    for score in (frame.plot.low, frame.plot.high):
        yield _text(str(score), frame.x(score), bottom + 20, "dim middle")


def _row(row: PlotRow, lanes: dict[int, int], frame: _Frame, y: float) -> str:
    """Draw a label, a line between the outermost points, the points, and the remark."""
    places = [frame.x(point) for point in row.points if point is not None]
    drawn = [_text(_shortened(row.label, _LONGEST_LABEL), _EDGE, y + 5)]
    drawn.append(_line(frame.left, y, frame.right, y, "track"))
    if places:
        drawn.append(_line(min(places), y, max(places), y, "span"))
    first = y - max(lanes.values(), default=0) * _LANE / 2
    for index, lane in lanes.items():
        drawn.append(
            _dot(frame.x(row.points[index] or 0), first + lane * _LANE, frame.heads[index].letter, index)
        )
    drawn += _beside(row, frame, y + 5)
    return "\n".join([f"<g>\n<title>{_safe(_row_words(row, frame.heads))}</title>", *drawn, "</g>"])


def _beside(row: PlotRow, frame: _Frame, y: float) -> Iterator[str]:
    """Write the remark, and below it whose score is unknown."""
    x = frame.right + _RADIUS + _GAP
    texts = [_shortened(text, _LONGEST_REMARK) for text in _remarks(row, frame)]
    kinds = ["dim" if row.leader is None else f"{tool_class(row.leader)} strong", "dim"]
    first = y - (len(texts) - 1) * _LEADING / 2
    for number, (text, kind) in enumerate(zip(texts, kinds if row.remark else ["dim"], strict=False)):
        yield _text(text, x, first + number * _LEADING, kind)


def _lanes(row: PlotRow, frame: _Frame) -> dict[int, int]:
    """Put each point into the first lane in which it overlaps no other; return the lanes by tool."""
    lanes: dict[int, int] = {}
    ends: list[float] = []
    known = sorted((point, index) for index, point in enumerate(row.points) if point is not None)
    for point, index in known:
        x = frame.x(point)
        lane = next((lane for lane, end in enumerate(ends) if end <= x - _LANE), len(ends))
        ends[lane : lane + 1] = [x]
        lanes[index] = lane
    return lanes


def _dot(x: float, y: float, letter: str, tool: int) -> str:
    circle = f'<circle cx="{_rounded(x)}" cy="{_rounded(y)}" r="{_RADIUS}" class="{tool_class(tool)}"/>'
    return circle + _text(letter, x, y + 5, "letter") if letter else circle


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    start, end = f'x1="{_rounded(x1)}" y1="{_rounded(y1)}"', f'x2="{_rounded(x2)}" y2="{_rounded(y2)}"'
    return f'<line {start} {end} class="{kind}"/>'


def _text(text: str, x: float, y: float, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f'<text x="{_rounded(x)}" y="{_rounded(y)}"{style}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(one_line(text))


def _rounded(length: float) -> str:
    """Return a length to a tenth, without a decimal of zero."""
    return f"{length:.1f}".removesuffix(".0")


def _remarks(row: PlotRow, frame: _Frame) -> list[str]:
    """Return the remark, and which tools with other scores have none here."""
    if all(point is None for point in row.points):
        return ["no scores" if len(row.points) > 1 else "no score"]
    missing = [index for index, point in enumerate(row.points) if point is None and index in frame.scored]
    letters = ", ".join(filter(None, (frame.heads[index].letter for index in missing)))
    return [*filter(None, [row.remark]), *([f"{letters} unknown".strip()] if missing else [])]


def _scored(plot: Plot) -> set[int]:
    """Return the tools that have a score at all."""
    return {index for row in plot.rows for index, point in enumerate(row.points) if point is not None}


def _words(plot: Plot, heads: Sequence[Head]) -> Iterator[str]:
    """Say all that the chart shows."""
    yield from (f"{head.letter} is {head.name}." for head in heads if head.letter)
    if not plot.rows:
        yield "No scores are known."
        return
    yield from (f"{_row_words(row, heads)}." for row in plot.rows)
    yield f"The axis goes from {plot.low} to {plot.high}."


def _row_words(row: PlotRow, heads: Sequence[Head]) -> str:
    scores = (
        f"{head.letter} {'unknown' if point is None else point}".strip()
        for head, point in zip(heads, row.points, strict=True)
    )
    return f"{row.label}: {', '.join(scores)}{f' ({row.remark})' if row.remark else ''}"


def _width(texts: Iterable[str], most: int) -> int:
    return round(max((_cells(_shortened(text, most)) for text in texts), default=0) * _LETTER) + _GAP


def _wrapped(text: str) -> list[str]:
    """Return a title or a name on a few lines, cut where they do not do."""
    import textwrap

    text = one_line(text)
    width = _LONGEST_LINE * len(text) // max(_cells(text), 1)
    lines = textwrap.wrap(text, max(width, 1), max_lines=_MOST_LINES, placeholder=" …")
    return [_shortened(line, _LONGEST_LINE) for line in lines]


def _shortened(text: str, most: int) -> str:
    """Return a text on one line that is at most so many letters wide."""
    text = one_line(text)
    if _cells(text) <= most:
        return text
    while text and _cells(text) >= most:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _cells(text: str) -> int:
    """Return the width of a text in letters: those of East Asia are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
