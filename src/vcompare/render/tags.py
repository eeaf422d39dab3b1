"""Elements of HTML and SVG. What is not markup yet is escaped, so nothing can forget to."""

from collections.abc import Iterable
from functools import cache, lru_cache

from markupsafe import Markup, escape

from vcompare.render.palette import TOOLS
from vcompare.text.safe import one_line

_EMPTY = {"br", "circle", "col", "line", "rect"}


def element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element. Text among the children is made visible, on one line, and escaped.

    An attribute of None is left out. `class_` is `class`, and other underscores are hyphens.
    """
    start = "".join(
        [f"{_start(key)}{_value(value)}" for key, value in attributes.items() if value is not None]
    )
    if name in _EMPTY:
        return Markup(f"<{name}{start}/>")  # noqa: S704 - a name of ours and escaped attributes
    return Markup(f"<{name}{start}>{_safe(children)}</{name}>")  # noqa: S704 - likewise


def joined(*children: str) -> Markup:
    """Return children one after the other, texts among them escaped."""
    return Markup(_safe(children))  # noqa: S704 - it is


def lines(*children: str) -> Markup:
    """Return children on a line each, so that a person can read the source and what changes in it."""
    return Markup("".join([f"\n{_safe([child])}" for child in children]) + "\n")  # noqa: S704 - likewise


def color(tool: int) -> str:
    """Return the class of the color of a tool."""
    return f"tool-{tool % len(TOOLS) + 1}"


def _safe(children: Iterable[str]) -> str:
    """Return children as the source that shows them. Markup's own join would look at each of them again."""
    return "".join([child if isinstance(child, Markup) else escape(one_line(child)) for child in children])


@cache
def _start(key: str) -> str:
    return f' {key.rstrip("_").replace("_", "-")}="'


@lru_cache(1024)  # most are the same few
def _value(value: str | float) -> str:
    return f'{escape(one_line(value))}"' if isinstance(value, str) else f'{value}"'
