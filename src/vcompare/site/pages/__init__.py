"""The kinds of pages of a site, one module each: which there are, and what is in their files.

May import what `site` may import.
"""

from importlib import import_module

from vcompare.site.page import PageKind

KINDS = (
    *("home", "tool", "pair", "table", "ranking", "digest", "search", "choose", "bookmarks"),
    *("assets", "machines"),
)
"""In the order in which they are planned: the last ones list the pages of all others."""


def kind(name: str) -> PageKind:
    """Return a kind of page by its name, which is that of its module."""
    module = import_module(f"{__name__}.{name}")
    return PageKind(module.pages, module.files)
