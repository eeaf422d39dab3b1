"""A tool's page: all that is known of it, what else there is, and with what it can be compared."""

from collections.abc import Iterator, Mapping

from vcompare.site import addresses, templates
from vcompare.site.contents import Contents, alternatives
from vcompare.site.page import SitePage
from vcompare.views.comparison import sheet


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield a page for every tool."""
    for slug in contents.tools:
        others = (*contents.nearest[slug], *contents.paired[slug])
        yield SitePage("tool", addresses.tool(slug), (slug,), (slug,), tuple(dict.fromkeys(others)))


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page of a tool."""
    slug = page.names[0]
    card = contents.card(slug)
    result = contents.comparison([slug])
    text = templates.fill(
        contents,
        "tool.html",
        page,
        title=card.name,
        description=card.tool.tagline,
        card=card,
        sheet=sheet(result, full=True, sources=True, offers=True),
        alternatives=alternatives(contents, slug),
        compared=[contents.tools[other] for other in contents.paired[slug]],
        category=contents.category_slugs[card.tool.category],
        tags={tag: contents.tag_slugs[tag] for tag in card.tool.tags},
    )
    return {addresses.file(page.address): text}
