"""The page that searches all tools, and the index that it searches: names, and words of their texts."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from vcompare.comparison import Card
from vcompare.fields import Registry
from vcompare.render.payloads import ndjson_pieces
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage
from vcompare.text.folding import fold
from vcompare.text.safe import one_line

INDEX = "index.json"
_NAMES = ("name", "short_name", "aliases")
_MOST = 3_000_000
"""How long the words of all tools are at most: more would take too long to fetch on a phone."""


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the page, which knows all tools."""
    yield SitePage("search", addresses.SEARCH, brief=tuple(contents.tools))


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the page and its index."""
    text = templates.fill(
        contents,
        "search.html",
        page,
        title="Search",
        description=f"Search {contents.count} by name and text.",
    )
    tools = [_entry(contents.tools[slug], contents) for slug in page.brief]
    index = msgspec.json.encode({"schema": "vcompare.site-search/1", "tools": tools})
    return {
        addresses.file(page.address): text,
        addresses.file(page.address, INDEX): b"".join(ndjson_pieces([index])).decode(),
    }


def _entry(card: Card, contents: Contents) -> dict[str, Any]:
    """Return what the index has of a tool; what is empty is left out."""
    tool = card.tool
    found = {
        "slug": card.slug,
        "name": one_line(card.name),
        "also": [one_line(name) for name in (tool.short_name, *tool.aliases) if name],
        "tagline": one_line(tool.tagline),
        "category": one_line(tool.category),
        "words": _words(card, contents.fields, _MOST // len(contents.tools)),
    }
    return {key: value for key, value in found.items() if value}


def _words(card: Card, fields: Registry, most: int) -> str:
    """Return each word of a tool's texts once, the most telling first, but for those already in its name."""
    shown = (*_NAMES, "tagline")
    searched = [field for field in fields.searched if field.path not in shown and not field.needs_reviews]
    values = (field.of(card) for field in searched)
    texts = [" ".join(value) if isinstance(value, tuple) else str(value) for value in values if value]
    known = fold(f"{card.name} {card.tool.tagline} {card.tool.category}").split()
    words = dict.fromkeys(fold(one_line(" ".join(texts))).split())
    text = " ".join(word for word in words if word not in known)
    return text if len(text) <= most else text[:most].rpartition(" ")[0]
