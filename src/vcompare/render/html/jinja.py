"""The templates of HTML, SVG and Atom. All that they output is made visible, on one line, and escaped."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from vcompare.render import palette
from vcompare.render.html.tables import content, is_whole
from vcompare.text.safe import one_line

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template

TEMPLATES = Path(__file__).with_name("templates")


@cache
def template(name: str) -> "Template":
    """Return one of our templates."""
    return _environment().get_template(f"{name}.jinja")


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
    environment.filters["tool_class"] = palette.tool_class
    environment.tests["whole"] = is_whole
    environment.globals |= {"content": content, "palette": palette}
    return environment


def _visible(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value
