"""What changed, week by week, and as feeds."""

from collections.abc import Iterator, Mapping

from vcompare.render import html
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.news import News, digest_of
from vcompare.site.page import SitePage
from vcompare.text.words import plural

_FEED = "feed.atom"
_SHOWN = 20
"""How many entries the first page of the news has."""


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the page of the latest news, a page for each week, and the feeds; none without a history."""
    if contents.news is None:
        return
    latest = digest_of(contents.news.entries[:_SHOWN])
    weeks = repr([(name, len(entries)) for name, entries in contents.news.weeks.items()])
    yield SitePage("digest", addresses.DIGEST, made_of=latest + weeks + _here(contents, contents.news))
    yield SitePage("digest", _FEED, made_of=digest_of(contents.news.entries))
    for name, entries in contents.news.weeks.items():
        made_of = digest_of(entries) + _here(contents, contents.news, name)
        yield SitePage("digest", addresses.week(name), (name,), made_of=made_of)
    for slug, entries in contents.news.by_tool.items():
        if slug in contents.tools:
            address, made_of = f"{addresses.tool(slug)}{_FEED}", digest_of(entries)
            yield SitePage("digest", address, ("tool", slug), brief=(slug,), made_of=made_of)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the news."""
    if contents.news is None:
        return {}
    if page.address.endswith(_FEED):
        return {page.address: _feed(contents, contents.news, page)}
    weeks = contents.news.weeks
    (name,) = page.names or ("",)
    entries = weeks[name] if name else contents.news.entries[:_SHOWN]
    title = f"Week {name.partition('-w')[2].lstrip('0')} of {name[:4]}" if name else "What changed"
    text = templates.fill(
        contents,
        "digest.html",
        page,
        title=title,
        description=f"{title}: {plural(len(entries), 'change')} to {contents.title}.",
        entries=[(entry, tool_address(contents, entry.slug)) for entry in entries],
        weeks=[] if name else [(week, addresses.week(week), len(of)) for week, of in weeks.items()],
    )
    return {addresses.file(page.address): text}


def _feed(contents: Contents, news: News, page: SitePage) -> str:
    slug = page.names[1] if page.names else ""
    title = f"{contents.tools[slug].name} · {contents.title}" if slug else contents.title
    entries = news.by_tool[slug] if slug else news.entries
    about = contents.absolute(addresses.tool(slug) if slug else addresses.DIGEST)
    own = contents.absolute(page.address)
    return html.feed(news.feed(title, entries, about, own, *filter(None, ["site", slug])))


def _here(contents: Contents, news: News, name: str = "") -> str:
    """Return which of the tools in the news still have a page."""
    entries = news.weeks[name] if name else news.entries[:_SHOWN]
    return repr([entry.slug in contents.tools for entry in entries])


def tool_address(contents: Contents, slug: str | None) -> str:
    """Return the address of a tool that the news are about, if it still has one."""
    return addresses.tool(slug) if slug in contents.tools and slug else ""
