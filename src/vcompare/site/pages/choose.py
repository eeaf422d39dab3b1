"""The page that puts any tools side by side, as its address says, and leads to the pairs that have a page."""

from collections.abc import Iterator, Mapping

from vcompare.site import addresses, cells, templates
from vcompare.site.contents import Contents
from vcompare.site.manifest import checksum
from vcompare.site.page import SitePage

_MOST_LINKS = 1_000
"""Of more pairs than this, only the tools' own pages have links to all."""


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the page."""
    pairs = contents.pairs[: _MOST_LINKS + 1]
    linked = tuple(dict.fromkeys(slug for pair in pairs for slug in pair))
    yield SitePage("choose", addresses.COMPARE, brief=linked, made_of=checksum(repr(pairs)))


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page, and say which rows there are."""
    listed = contents.pairs if len(contents.pairs) <= _MOST_LINKS else ()
    title = "Compare tools"
    text = templates.fill(
        contents,
        "choose.html",
        page,
        title=title,
        description=f"Two to six of {contents.count} side by side, fact by fact.",
        pairs=[(contents.tools[first], contents.tools[second]) for first, second in listed],
    )
    return {
        addresses.file(page.address): text,
        addresses.file(page.address, cells.FIELDS): cells.of_fields(contents),
    }
