"""Two tools side by side, under one address; the other order leads there."""

from collections.abc import Iterator, Mapping

from vcompare.site import addresses, side_by_side, templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage
from vcompare.views.draft import opening


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield a page for every two tools that have one, and one that leads there."""
    own = {addresses.pair(*pair) for pair in contents.pairs}
    for pair in contents.pairs:
        yield SitePage("pair", addresses.pair(*pair), pair, pair)
        other = _reversed(pair)
        if other not in own:
            yield SitePage("pair", other, pair[::-1], (), pair)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page of two tools, or the one that leads to it."""
    pair = (min(page.names), max(page.names))
    names = [contents.tools[slug].name for slug in pair]
    title = " vs ".join(names)
    path = addresses.file(page.address)
    if page.names != pair:
        there = addresses.pair(*pair)
        return {
            path: templates.fill(contents, "moved.html", page, title=title, description=title, there=there)
        }
    known = side_by_side.all_known(contents, pair, title)
    begins = opening(known.result)
    text = templates.fill(
        contents,
        "pair.html",
        page,
        title=title,
        description=begins.description,
        lead=begins.lead,
        cards=[contents.card(slug) for slug in pair],
        facts=known,
    )
    return side_by_side.with_files(page.address, text, known)


def _reversed(pair: tuple[str, str]) -> str:
    first, second = pair
    separator = addresses.pair(first, second)[len(addresses.COMPARE) + len(first) : -len(second) - 1]
    return f"{addresses.COMPARE}{second}{separator}{first}/"
