"""The bookmarks of the person at the terminal."""

import shlex
from collections.abc import Sequence

from vcompare.app.bookmarks import Bookmarks
from vcompare.app.names import resolve
from vcompare.app.opened import OpenCatalog
from vcompare.cli import console
from vcompare.errors import AmbiguousNameError, UnknownNameError, VcompareError


def bookmarks(opened: OpenCatalog) -> Bookmarks:
    """Return this user's bookmarks in a catalog. Raises VcompareError where there is no folder for them."""
    from platformdirs import user_data_path

    folder = user_data_path("vcompare", appauthor=False)
    if not folder.is_absolute():
        raise VcompareError(
            "there is no folder for your data", "set HOME, or XDG_DATA_HOME to an absolute path"
        )
    return Bookmarks(folder, opened.root)


def follow(opened: OpenCatalog, old: str, new: str) -> None:
    """Let this user's bookmark of a tool follow it to its new slug; where it cannot, say why."""
    try:
        bookmarks(opened).rename(old, new)
    except VcompareError as problem:
        console.warn(f"the bookmarks are as they were: {problem.message}")


def bookmarked(opened: OpenCatalog) -> Sequence[str]:
    """Return the bookmarked tools that are in the catalog, in the order of saving; others are warned of.

    A tool that was renamed may still be called by the slug under which it was saved.
    """
    found = dict[str, None]()
    for slug in bookmarks(opened).slugs():
        try:
            found[resolve(opened, [slug], exact=True)[0]] = None
        except (UnknownNameError, AmbiguousNameError):
            remedy = f"`vcompare bookmark remove {shlex.quote(slug)}` forgets it"
            console.warn(f"{slug} is bookmarked but not in the catalog; {remedy}")
        except VcompareError as problem:
            console.warn(f"{slug} is bookmarked: {problem.message}")
    return [*found]
