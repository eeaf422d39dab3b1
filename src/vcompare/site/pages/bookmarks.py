"""The page of the tools that were kept in a browser."""

from collections.abc import Iterator, Mapping

from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the page, which is the same for every catalog but for its title."""
    del contents
    yield SitePage("bookmarks", addresses.BOOKMARKS)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page."""
    about = "Tools that you kept in this browser."
    text = templates.fill(contents, "bookmarks.html", page, title="Bookmarks", description=about)
    return {addresses.file(page.address): text}
