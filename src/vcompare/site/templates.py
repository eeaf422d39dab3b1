"""The templates of a site: ours, and those that a catalog has in `templates/site/` in their place.

All that they output is made visible and escaped, as in `render.html`. A catalog's own templates run in
Jinja's sandbox.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from vcompare.errors import VcompareError
from vcompare.publish import existing
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
MAX_BYTES = 256 * 1024
"""So large a template may be, as any file of a catalog."""


def fill(contents: "Contents", name: str, page: "SitePage", **values: Any) -> str:
    """Return a page from a template. Raises VcompareError, with its place, for what is wrong with one."""
    values |= {
        "site": contents,
        "page": page,
        "href": partial(_href, contents.url, page.address),
        "canonical": contents.absolute(page.address),
    }
    if not contents.own_templates:
        text: str = contents.environment.get_template(f"{name}.jinja").render(values)
    else:
        from vcompare.site.sandbox import bounded

        with _explained(contents.own_templates), bounded():
            text = contents.environment.get_template(f"{name}.jinja").render(values)
    return text.rstrip("\n") + "\n"


def own_templates(root: Path) -> Mapping[str, str]:
    """Return the texts of a catalog's own templates, by name.

    Raises VcompareError for one that is not a regular file of the catalog, is too large, or is not UTF-8.
    """
    folder = root / OWN
    for part in (folder.parent, folder):
        if part.is_symlink():
            raise VcompareError(f"{part} is a symbolic link", f"put the templates into {OWN} itself")
    found = sorted(folder.glob("*.jinja")) if folder.is_dir() else []
    return {path.name: existing.read(path, MAX_BYTES) for path in found}


def environment(own: Mapping[str, str]) -> "Environment":
    """Return an environment of our templates, with a catalog's own ones in the place of some.

    Raises VcompareError for one of those that is no template.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader

    ours = [FileSystemLoader(OURS), FileSystemLoader(SHARED)]
    if own:
        from vcompare.site.sandbox import Sandbox

        texts = {name: (text, f"{OWN}/{name}", None) for name, text in own.items()}
        found = prepared(Sandbox, ChoiceLoader([FunctionLoader(texts.get), *ours]))
    else:
        found = prepared(Environment, ChoiceLoader(ours))
    found.globals |= {"addresses": addresses, "blocks": _blocks, "colors": palette.css()}
    with _explained(own):
        for name in own:
            found.get_template(name)
    return found


@contextmanager
def _explained(own: Mapping[str, str]) -> Iterator[None]:
    """Turn whatever goes wrong in a catalog's own templates into a VcompareError with its place."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except VcompareError:
        raise
    except Exception as error:
        place = _place(error)
        if isinstance(error, TemplateSyntaxError) and error.name in own:
            place = f"{OWN}/{error.name}:{error.lineno}"
        if not place:
            raise
        said = f"there is no template {error}" if isinstance(error, TemplateNotFound) else str(error)
        said = "it includes itself" if isinstance(error, RecursionError) else said.rstrip(".")
        hint = f"correct it, or remove it from {OWN} to use ours"
        raise VcompareError(f"{place}: {said.rstrip('.') or type(error).__name__}", hint) from error


def _place(error: BaseException) -> str:
    """Return the line of a catalog's own template in which an error was raised, none for errors of ours."""
    from traceback import walk_tb

    lines = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    own = [f"{name}:{line}" for name, line in lines if name.startswith(f"{OWN}/")]
    return own[-1] if own else ""


def _blocks(*blocks: Block) -> Markup:
    return Markup(html.render(blocks, styled=False))  # noqa: S704 - all in it is escaped


def _href(url: str, page: str, path: str) -> str:
    """Return the link to a path; from the page that stands for any other, where it can, one from the host."""
    link = addresses.relative(path, page)
    return f"{urlsplit(url).path}{link}" if page == addresses.NOT_FOUND and url else link
