"""Lines over two logarithmic axes as an SVG that stands alone and follows the reader's light or dark mode."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 240, 44, 48
_LEADING = 15
_COLORS = 7

Scale = Callable[[float], float]
"""From a value to its place on an axis."""

_STYLE = """
svg{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.ground{fill:#fff}text{fill:#1c2126}.title{font-size:15px;font-weight:600}.dim{fill:#59636e}
.grid{stroke:#e3e7eb}.end{text-anchor:end}.middle{text-anchor:middle}
polyline{fill:none;stroke-width:2}.floor{stroke-dasharray:5 4}.again{stroke-dasharray:9 3}
.c0{stroke:#0e7490}.c1{stroke:#a21caf}.c2{stroke:#946200}.c3{stroke:#1d4ed8}.c4{stroke:#be185d}.c5{stroke:#3f6212}.c6{stroke:#9a3412}
.t0{fill:#0e7490}.t1{fill:#a21caf}.t2{fill:#946200}.t3{fill:#1d4ed8}.t4{fill:#be185d}.t5{fill:#3f6212}.t6{fill:#9a3412}
polyline.floor{stroke:#59636e}.tfloor{fill:#59636e}
@media (prefers-color-scheme:dark){
.ground{fill:#101418}text{fill:#e4e8ec}.dim,.tfloor{fill:#9aa5b1}.grid{stroke:#2a3138}
.c0{stroke:#22d3ee}.c1{stroke:#e879f9}.c2{stroke:#facc15}.c3{stroke:#7cb0ff}.c4{stroke:#fb7185}.c5{stroke:#a3e635}.c6{stroke:#fdba74}
.t0{fill:#22d3ee}.t1{fill:#e879f9}.t2{fill:#facc15}.t3{fill:#7cb0ff}.t4{fill:#fb7185}.t5{fill:#a3e635}.t6{fill:#fdba74}
polyline.floor{stroke:#9aa5b1}}
""".replace("\n", "")


def plot(title: str, lines: Mapping[str, Mapping[int, float]], floors: Sequence[str]) -> str:
    """Draw seconds by number of tools, a line a name; those in `floors` are dashed and gray.

    Where there are more names than colors, the lines of the others have gaps.
    """
    xs = sorted({x for line in lines.values() for x in line})
    ys = [y for line in lines.values() for y in line.values()]
    low, high = 10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys)))
    across = _scale(xs[0], xs[-1], _LEFT, _WIDTH - _RIGHT)
    up = _scale(low, high, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text class="title" x="16" y="26">{escape(title)}</text>',
        *_axes(xs, low, high, across, up),
    ]
    ends = _apart({name: up(line[max(line)]) for name, line in lines.items()})
    colored = [name for name in lines if name not in floors]
    for name, line in lines.items():
        kind = "floor" if name in floors else str(colored.index(name) % _COLORS)
        again = " again" if name in colored[_COLORS:] else ""
        drawn = "floor" if kind == "floor" else f"c{kind}{again}"
        points = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in sorted(line.items()))
        parts.append(f'<polyline class="{drawn}" points="{points}"/>')
        label = escape(name.replace("`", ""))
        parts.append(
            f'<text class="t{kind}" x="{_WIDTH - _RIGHT + 10}" y="{ends[name] + 4:.1f}">{label}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    def place(value: float) -> float:
        return start + (end - start) * math.log(value / low) / math.log(high / low)

    return place


def _axes(xs: Sequence[int], low: float, high: float, across: Scale, up: Scale) -> Iterator[str]:
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y, value = up(10.0**power), 10.0**power
        said = f"{value:g} s" if value >= 1 else f"{1000 * value:g} ms"
        yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="dim end" x="{_LEFT - 8}" y="{y + 4:.1f}">{said}</text>'
    for x in xs:
        yield f'<text class="dim middle" x="{across(x):.1f}" y="{_HEIGHT - _BOTTOM + 20}">{x:,} tools</text>'


def _apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Move labels down until none stands on another, and then up from the lower edge."""
    placed: dict[str, float] = {}
    last = -math.inf
    for name, y in sorted(wanted.items(), key=lambda item: item[1]):
        placed[name] = last = max(y, last + _LEADING)
    bottom = float(_HEIGHT - _BOTTOM + _LEADING)
    for name, y in sorted(placed.items(), key=lambda item: -item[1]):
        placed[name] = bottom = min(y, bottom - _LEADING)
    return placed
