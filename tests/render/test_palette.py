"""`render/palette.py`: colors that can be read on both grounds and that mean one thing each."""

import pytest
from rich.color import Color, ColorType

from vcompare.render import palette


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = color.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
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
