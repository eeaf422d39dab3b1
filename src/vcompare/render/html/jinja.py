"""The templates of HTML, SVG and Atom. All that they output is made visible, on one line, and escaped."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from vcompare.render import palette
from vcompare.render.html.prose import line, prose, whole_dates
from vcompare.text.safe import one_line
from vcompare.views.blocks import Cell

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template

TEMPLATES = Path(__file__).with_name("templates")

_SHORT = 28
"""How long a value is at most that takes no more than two lines of a narrow column."""


@cache
def template(name: str) -> "Template":
    """Return one of our templates."""
    return _environment().get_template(f"{name}.jinja")


def color(tool: int) -> str:
    """Return the class of the color of a tool."""
    return f"tool-{tool % len(palette.TOOLS) + 1}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader

    return prepared(Environment, FileSystemLoader(TEMPLATES))


def prepared(of: "type[Environment]", loader: "BaseLoader") -> "Environment":
    """Return an environment whose templates can output nothing that is not visible and escaped."""
    from jinja2 import StrictUndefined

    environment = of(
        autoescape=True,
        finalize=_visible,
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"color": color, "dated": _dated, "line": line, "marked": _marked, "prose": prose}
    environment.tests |= {"running": _is_running, "whole": _is_whole}
    environment.globals["palette"] = palette
    return environment


def _visible(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _dated(text: str) -> Markup:
    return whole_dates(one_line(text))


def _is_running(cell: Cell) -> bool:
    """Say whether a cell holds running text, which needs a line of its own in a narrow window."""
    return bool(cell.prose) or len(cell.text) > _SHORT


def _is_whole(cell: Cell) -> bool:
    """Say whether a cell of a list is never broken: a short value, and a slug, however long that is."""
    return not _is_running(cell) or not (cell.prose or " " in cell.text)


def _marked(text: str) -> Markup:
    """Return the text of a snippet, with its hits marked."""
    return Markup(re.sub("«[^»]*»", r"<mark>\g<0></mark>", str(escape(one_line(text)))))  # noqa: S704 - it is escaped
