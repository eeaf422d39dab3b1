"""The parts of drafts about tools, dated by the last commit that changed what they are made from."""

from collections.abc import Callable

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import paths_of
from vcompare.comparison import Comparison
from vcompare.history.git.last_change import last_change, last_changes
from vcompare.views import draft as views
from vcompare.views.draft import Draft


def draft(opened: OpenCatalog, result: Comparison, *, stamp: bool = True) -> Draft:
    """Return the parts of a draft about the tools compared, a `stamp` of its commit among them."""
    commit = last_change(opened.root, _sources(result))
    return views.draft(result, opened.settings.title, commit, stamp=stamp)


def drafts(opened: OpenCatalog, *, stamp: bool = True) -> Callable[[Comparison], Draft]:
    """Return `draft` for many comparisons of one catalog: its history is read once."""
    last, title = last_changes(opened.root), opened.settings.title
    return lambda result: views.draft(result, title, last(_sources(result)), stamp=stamp)


def _sources(result: Comparison) -> list[str]:
    return ["catalog.toml", *(path for tool in result.tools for path in paths_of(tool.slug))]
