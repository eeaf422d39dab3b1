"""A tool's page: all that is known of it, what else there is, and with what it can be compared."""

from collections.abc import Iterator, Mapping, Sequence

from vcompare.site import addresses, cells, side_by_side, templates
from vcompare.site.contents import Contents, alternatives
from vcompare.site.news import digest_of
from vcompare.site.page import SitePage
from vcompare.site.structured import structured
from vcompare.views import prices
from vcompare.views.blocks import FeedEntry
from vcompare.views.draft import as_sentence

_MOST_CHANGES = 10


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield a page for every tool."""
    for slug in contents.tools:
        others = (*contents.nearest[slug], *contents.paired[slug])
        brief, made_of = tuple(dict.fromkeys(others)), digest_of(_changes(contents, slug))
        yield SitePage("tool", addresses.tool(slug), (slug,), (slug,), brief, made_of)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page of a tool, and the same for programs."""
    slug = page.names[0]
    card = contents.card(slug)
    known = side_by_side.all_known(contents, [slug], card.name)
    price = prices.in_short(card, contents.fields, contents.opened.settings.meters)
    text = templates.fill(
        contents,
        "tool.html",
        page,
        title=card.name,
        description=f"{as_sentence(card.tool.tagline)} {price}".rstrip(),
        price=price,
        card=card,
        facts=known,
        alternatives=alternatives(contents, slug),
        compared=[contents.tools[other] for other in contents.paired[slug]],
        category=contents.category_slugs[card.tool.category],
        tags={tag: contents.tag_slugs[tag] for tag in card.tool.tags},
        vote=contents.vote(slug),
        changes=_changes(contents, slug),
        structured=structured(card, contents.absolute(page.address)),
    )
    beside = {addresses.file(page.address, cells.NAME): cells.of_tool(contents, slug)}
    return {**side_by_side.with_files(page.address, text, known), **beside}


def _changes(contents: Contents, slug: str) -> Sequence[FeedEntry]:
    """Return the latest of what changed in a tool."""
    return contents.news.by_tool.get(slug, ())[:_MOST_CHANGES] if contents.news else ()
