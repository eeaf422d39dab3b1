"""The templates of HTML, SVG and Atom. All that they output is made visible, on one line, and escaped."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from vcompare.render import palette
from vcompare.render.html.prose import prose
from vcompare.text.safe import one_line

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@cache
def template(name: str) -> "Template":
    """Return one of our templates."""
    return _environment().get_template(f"{name}.jinja")


def color(tool: int) -> str:
    """Return the class of the color of a tool."""
    return f"tool-{tool % len(palette.TOOLS) + 1}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        finalize=_visible,
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"color": color, "marked": _marked, "prose": prose}
    environment.globals["palette"] = palette
    return environment


def _visible(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _marked(text: str) -> Markup:
    """Return the text of a snippet, with its hits marked."""
    return Markup(re.sub("«[^»]*»", r"<mark>\g<0></mark>", str(escape(one_line(text)))))  # noqa: S704 - it is escaped
