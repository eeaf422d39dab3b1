"""An Atom feed (RFC 4287). What is in it and its ids depend on the catalog's history alone."""

import datetime
from collections.abc import Sequence

from markupsafe import Markup, escape

from vcompare.render import html
from vcompare.render.tags import element, lines
from vcompare.views.blocks import Block, Feed, FeedEntry


def feed(of: Feed) -> str:
    """Return a feed; its author is the catalog, and its entries have ids that stay."""
    parts = [
        element("title", of.title),
        element("id", f"urn:uuid:{of.key}"),
        element("updated", _moment(of.updated)),
        element("author", element("name", of.title)),
        element("generator", "vcompare"),
        *map(_entry, of.entries),
    ]
    whole = element("feed", lines(*parts), xmlns="http://www.w3.org/2005/Atom")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n'


def _entry(entry: FeedEntry) -> Markup:
    return element(
        "entry",
        lines(
            element("title", entry.title),
            element("id", f"urn:uuid:{entry.key}"),
            element("updated", _moment(entry.updated)),
            element("content", _content(entry.blocks), type="html"),
        ),
    )


def _content(blocks: Sequence[Block]) -> Markup:
    return Markup(escape(html.render(blocks)))  # noqa: S704 - it is escaped once more, as markup is here


def _moment(of: datetime.datetime) -> str:
    return of.strftime("%Y-%m-%dT%H:%M:%SZ")
