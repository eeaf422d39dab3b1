"""What search engines and assistants look for: a map, what they may read, and where the facts are."""

from collections.abc import Iterator, Mapping, Sequence

from vcompare.parallel import batches
from vcompare.render import markdown
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.manifest import checksum
from vcompare.site.page import SitePage
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.views.blocks import Block, Heading, Passage, words

_MOST_IN_MAP = 50_000
"""How many addresses a file of a sitemap may hold, by its protocol (sitemaps.org)."""
_MOST_NAMED = 500
"""Up to so many tools are named in `llms.txt`; of more, assistants read `tools/index.json`."""


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the files for machines; those that need whole addresses only where these are known."""
    tools = tuple(contents.tools)
    yield SitePage("machines", "robots.txt")
    yield SitePage("machines", "llms.txt", brief=tools[: _MOST_NAMED + 1], made_of=str(len(tools)))
    yield SitePage("machines", addresses.NOT_FOUND)
    if contents.url:
        listed = _listed(contents)
        made_of = checksum("\n".join(map(str, listed)))
        for number in range(len(batches(listed, _MOST_IN_MAP)) + (len(listed) > _MOST_IN_MAP)):
            yield SitePage(
                "machines", f"sitemap{f'-{number}' if number else ''}.xml", (str(number),), made_of=made_of
            )


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Write one of the files."""
    return {page.address: _text(contents, page)}


def _text(contents: Contents, page: SitePage) -> str:
    if page.address == "robots.txt":
        map_of = f"\nSitemap: {contents.url}sitemap.xml\n" if contents.url else ""
        return f"User-agent: *\nAllow: /\n{map_of}"
    if page.address == "llms.txt":
        return markdown.render(_for_assistants(contents))
    if page.address == addresses.NOT_FOUND:
        return templates.fill(
            contents, "404.html", page, title="Not found", description="There is no such page."
        )
    return _map(contents, page)


def _listed(contents: Contents) -> list[tuple[str, str]]:
    """Return the addresses that search engines are to know, each with its newest day if it has one."""
    return [
        (page.address, max((contents.newest[slug][1] for slug in page.whole), default=""))
        for page in contents.pages
        if page.is_public
    ]


def _map(contents: Contents, page: SitePage) -> str:
    listed, number = _listed(contents), int(page.names[0])
    parts = batches(listed, _MOST_IN_MAP)
    if len(parts) > 1 and not number:
        maps = [f"sitemap-{part}.xml" for part in range(1, len(parts) + 1)]
        return templates.fill(contents, "sitemap.xml", page, maps=maps, entries=())
    return templates.fill(contents, "sitemap.xml", page, maps=(), entries=parts[max(number - 1, 0)])


def _for_assistants(contents: Contents) -> list[Block]:
    about = contents.site.description or f"{contents.count}, compared by facts with dates and sources."
    how = (
        "Every tool has its facts at tools/SLUG/index.md and, as JSON, at tools/SLUG/index.json; so have "
        "comparisons. What is unknown is absent or null, and means neither zero nor no."
    )
    blocks: list[Block] = [Heading(contents.title, 1), Passage(words(about)), Passage(words(how))]
    groups: list[tuple[str, Sequence[tuple[str, str, str]]]] = [
        ("Lists", [("All tools", addresses.LIST, "as JSON")])
    ]
    if len(contents.tools) <= _MOST_NAMED:
        groups += [
            (category, [_named(contents, slug) for slug in slugs])
            for category, slugs in contents.categories.items()
        ]
    for title, links in groups:
        items = tuple(_link(contents, *link) for link in links)
        blocks += [Heading(title, 2), Passage((Items(items),))]
    return blocks


def _named(contents: Contents, slug: str) -> tuple[str, str, str]:
    card = contents.tools[slug]
    return card.name, f"{addresses.tool(slug)}index.md", card.tool.tagline


def _link(contents: Contents, name: str, path: str, about: str) -> tuple[Node, ...]:
    address = contents.absolute(path)
    link = (Span(name, href=address),) if address else (Span(f"{name} ("), Span(path, code=True), Span(")"))
    return (Paragraph((*link, Span(f": {about}"))),)
