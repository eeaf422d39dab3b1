"""`render/palette.py`: colors that can be read on both grounds and that mean one thing each."""

from collections.abc import Sequence
from itertools import combinations
from math import dist
from operator import mul

import pytest
from rich.color import Color, ColorType

from vcompare.render import palette

SEEN = {
    "by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "without green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "without blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""How linear RGB is seen (Machado, Oliveira and Fernandes 2009, severity 1)."""


def linear(color: str) -> list[float]:
    digits = color.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]


def oklab(color: str, seen: str) -> list[float]:
    """Return a color, as somebody sees it, in OKLab (Ottosson 2020), where distances are even."""

    def product(rows: Sequence[Sequence[float]], of: Sequence[float]) -> list[float]:
        return [sum(map(mul, row, of)) for row in rows]

    rgb = [min(max(one, 0), 1) for one in product(SEEN[seen], linear(color))]
    cones = ((0.4122, 0.5363, 0.0514), (0.2119, 0.6807, 0.1074), (0.0883, 0.2817, 0.6300))
    lab = ((0.2105, 0.7936, -0.0041), (1.9780, -2.4286, 0.4506), (0.0259, 0.7828, -0.8087))
    return product(lab, [one ** (1 / 3) for one in product(cones, rgb)])


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = {
    name: color for name, color in palette.css().items() if name not in {"ground", "rule", "mark", "code"}
}


@pytest.mark.parametrize("name", TEXT)
def test_every_color_of_text_is_legible_in_both_modes(name: str) -> None:
    assert contrast(TEXT[name].light, palette.GROUND.light) >= 4.5
    assert contrast(TEXT[name].dark, palette.GROUND.dark) >= 4.5


def test_text_is_legible_on_code_and_marks() -> None:
    for behind in (palette.CODE, palette.MARK):
        assert contrast(palette.INK.light, behind.light) >= 4.5
        assert contrast(palette.INK.dark, behind.dark) >= 4.5


@pytest.mark.parametrize("color", [*palette.TOOLS, *palette.VERDICTS.values()])
def test_a_terminal_shows_its_owners_colors(color: palette.Color) -> None:
    assert Color.parse(color.terminal).type == ColorType.STANDARD


def test_no_tool_has_the_color_of_a_verdict_or_of_another_tool() -> None:
    colors = [*palette.TOOLS, *palette.VERDICTS.values()]
    for way in range(3):
        assert len({color[way] for color in colors}) == len(colors)


def test_there_are_always_colors_left() -> None:
    assert palette.tool(0) == palette.tool(len(palette.TOOLS)) != palette.tool(1)


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_tools_are_told_apart_by_everybody(mode: str, seen: str) -> None:
    colors = [oklab(getattr(tool, mode), seen) for tool in palette.TOOLS]
    assert min(dist(one, other) for one, other in combinations(colors, 2)) >= 0.075
