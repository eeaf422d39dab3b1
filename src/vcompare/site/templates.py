"""The templates of a site: ours, and those that a catalog has in `templates/site/` in their place.

All that they output is made visible and escaped, as in `render.html`. A catalog's own templates run in
Jinja's sandbox.
"""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from vcompare.errors import VcompareError
from vcompare.render import html, palette
from vcompare.render.html.jinja import TEMPLATES as SHARED
from vcompare.render.html.jinja import prepared
from vcompare.site import addresses
from vcompare.views.blocks import Block

if TYPE_CHECKING:
    from jinja2 import Environment

    from vcompare.site.contents import Contents
    from vcompare.site.page import SitePage

OURS = Path(__file__).with_name("templates")
OWN = "templates/site"
"""Where a catalog has templates that take the place of ours."""


def fill(contents: "Contents", name: str, page: "SitePage", **values: Any) -> str:
    """Return a page from a template. Raises VcompareError, with its name, for what is wrong with it."""
    from jinja2 import TemplateError

    links = partial(_href, contents.url, page.address)
    try:
        template = environment(contents.opened.root).get_template(f"{name}.jinja")
        text: str = template.render(
            site=contents,
            page=page,
            href=links,
            canonical=contents.absolute(page.address),
            **values,
        )
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{OWN}/{getattr(error, 'name', None) or name}{f':{line}' if line else ''}"
        hint = f"correct it, or remove it from {OWN} to use ours"
        raise VcompareError(f"{where}: {error.message or type(error).__name__}", hint) from error
    return text.rstrip("\n") + "\n"


@cache
def environment(root: Path) -> "Environment":
    """Return the environment of the templates of the catalog in a folder."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    own = root / OWN
    ours = [FileSystemLoader(OURS), FileSystemLoader(SHARED)]
    if own.is_dir():
        found = prepared(ImmutableSandboxedEnvironment, ChoiceLoader([FileSystemLoader(own), *ours]))
    else:
        found = prepared(Environment, ChoiceLoader(ours))
    found.globals |= {"addresses": addresses, "blocks": _blocks, "colors": palette.css()}
    return found


def own_templates(root: Path) -> Mapping[str, str]:
    """Return the texts of a catalog's own templates, by name."""
    folder = root / OWN
    found = sorted(folder.glob("*.jinja")) if folder.is_dir() else []
    return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_file()}


def _blocks(*blocks: Block) -> Markup:
    return Markup(html.render(blocks, styled=False))  # noqa: S704 - all in it is escaped


def _href(url: str, page: str, path: str) -> str:
    """Return the link to a path; from the page that stands for any other, where it can, one from the host."""
    link = addresses.relative(path, page)
    return f"{urlsplit(url).path}{link}" if page == addresses.NOT_FOUND and url else link
