"""The style sheet of charts: shapes, then colors for light and for dark mode."""

from functools import cache

from markupsafe import Markup

from vcompare.render import palette

_STYLE = """
.vc-chart{font:15px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.vc-chart .title{font-size:18px;font-weight:600}
.vc-chart .letter{font-weight:700;font-size:14px;text-anchor:middle}
.vc-chart .strong{font-weight:600}
.vc-chart .middle{text-anchor:middle}
.vc-chart .track{stroke-width:1}
.vc-chart .span{stroke-width:2}
.vc-chart circle{stroke-width:2}
"""
_NARROW = """
@media (max-width:480px){
.vc-chart{font-size:20px}
.vc-chart .title{font-size:20px}
.vc-chart .strong{font-size:18px}
.vc-chart .letter{font-size:17px}
.vc-chart circle{r:14px}
}
"""


@cache
def style() -> Markup:
    """Return the style sheet."""
    colors = [
        (".ground{fill", palette.GROUND),
        ("text{fill", palette.INK),
        (".dim{fill", palette.DIM),
        (".letter{fill", palette.GROUND),
        (".track{stroke", palette.RULE),
        (".span{stroke", palette.SPAN),
        ("circle{stroke", palette.GROUND),
        *((f".tool-{number}{{fill", one) for number, one in enumerate(palette.TOOLS, 1)),
    ]
    light = "\n".join(f".vc-chart {start}:{one.light}}}" for start, one in colors)
    dark = "\n".join(f".vc-chart {start}:{one.dark}}}" for start, one in colors)
    whole = f"{_STYLE}{light}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}{_NARROW}"
    return Markup(whole)  # noqa: S704 - it has nothing but what stands above
