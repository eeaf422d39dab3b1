"""The colors of the terminal, the pages and the charts: one list.

Each is legible on a light and on a dark ground, and no tool has the color of a verdict.
"""

from typing import NamedTuple


class Color(NamedTuple):
    """A color as terminals name it, and as CSS writes it for light and for dark mode.

    A terminal's 16 colors are those of its owner, who chose ones that can be read on the background.
    """

    terminal: str
    light: str
    dark: str


TOOLS = (
    Color("cyan", "#03535a", "#1a9da7"),
    Color("magenta", "#9606ac", "#e03df8"),
    Color("blue", "#0c156b", "#afc0f5"),
    Color("bright_cyan", "#367e87", "#8df0e6"),
    Color("bright_magenta", "#600a2a", "#fb4a85"),
    Color("bright_blue", "#9728ea", "#cc8bee"),
)
"""In the order of the tools' letters; after the last comes the first again.

They differ in lightness where they do not in hue, so that people who are color-blind tell them apart, and
neighbors differ in hue.
"""

VERDICTS = {
    "ship": Color("green", "#15803d", "#4ade80"),
    "skip": Color("red", "#b91c1c", "#ff8a80"),
    "split": Color("yellow", "#946200", "#facc15"),
}
BEST = VERDICTS["ship"]
HIT = VERDICTS["split"]

GROUND = Color("", "#fff", "#101418")
INK = Color("", "#1c2126", "#e4e8ec")
DIM = Color("", "#59636e", "#9aa5b1")
RULE = Color("", "#d5dbe1", "#343c44")
SPAN = Color("", "#8b95a0", "#6b7682")
LINK = Color("", "#0b57d0", "#8ab8ff")
MARK = Color("", "#fff2b8", "#4d4100")
CODE = Color("", "#f1f3f5", "#1b2127")


def tool(index: int) -> Color:
    """Return the color of the tool with this index."""
    return TOOLS[index % len(TOOLS)]


def css() -> dict[str, Color]:
    """Return the colors of a page by the names of their CSS properties, without the dashes in front."""
    named = {"ground": GROUND, "ink": INK, "dim": DIM, "rule": RULE, "link": LINK, "mark": MARK, "code": CODE}
    return named | VERDICTS | {f"tool-{number}": color for number, color in enumerate(TOOLS, 1)}


def tool_class(tool: int) -> str:
    """Return the class of the color of the tool at some place."""
    return f"tool-{tool % len(TOOLS) + 1}"
