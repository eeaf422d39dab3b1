"""A tool's page: all that is known of it, what else there is, and with what it can be compared."""

from collections.abc import Iterator, Mapping

from vcompare.site import addresses, side_by_side, templates
from vcompare.site.contents import Contents, alternatives
from vcompare.site.page import SitePage
from vcompare.site.structured import structured


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield a page for every tool."""
    for slug in contents.tools:
        others = (*contents.nearest[slug], *contents.paired[slug])
        yield SitePage("tool", addresses.tool(slug), (slug,), (slug,), tuple(dict.fromkeys(others)))


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page of a tool, and the same for programs."""
    slug = page.names[0]
    card = contents.card(slug)
    text = templates.fill(
        contents,
        "tool.html",
        page,
        title=card.name,
        description=card.tool.tagline,
        card=card,
        facts=side_by_side.facts(contents, [slug]),
        alternatives=alternatives(contents, slug),
        compared=[contents.tools[other] for other in contents.paired[slug]],
        category=contents.category_slugs[card.tool.category],
        tags={tag: contents.tag_slugs[tag] for tag in card.tool.tags},
        vote=contents.vote(slug),
        structured=structured(card, contents.absolute(page.address)),
    )
    return {
        addresses.file(page.address): text,
        **side_by_side.for_programs(contents, page.address, [slug], card.name),
    }
