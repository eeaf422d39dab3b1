"""The bookmarks of the person at the terminal."""

from collections.abc import Sequence

from vcompare.app.bookmarks import Bookmarks
from vcompare.app.opened import OpenCatalog
from vcompare.cli import console
from vcompare.errors import VcompareError


def bookmarks(opened: OpenCatalog) -> Bookmarks:
    """Return this user's bookmarks in a catalog. Raises VcompareError where there is no folder for them."""
    from platformdirs import user_data_path

    folder = user_data_path("vcompare", appauthor=False)
    if not folder.is_absolute():
        raise VcompareError(
            "there is no folder for your data", "set HOME, or XDG_DATA_HOME to an absolute path"
        )
    return Bookmarks(folder, opened.root)


def bookmarked(opened: OpenCatalog) -> Sequence[str]:
    """Return the bookmarked tools that are in the catalog, in the order of saving; others are warned of."""
    slugs = bookmarks(opened).slugs()
    gone = [slug for slug in slugs if slug not in opened]
    for slug in gone:
        remedy = f"`vcompare bookmark remove {slug}` forgets it"
        console.warn(f"{slug} is bookmarked but not in the catalog; {remedy}")
    return [slug for slug in slugs if slug not in gone]
