"""An Atom feed (RFC 4287). What is in it and its ids depend on the catalog's history alone."""

from vcompare.render import html
from vcompare.render.jinja import template
from vcompare.views.blocks import Feed


def feed(of: Feed) -> str:
    """Return a feed; its author is the catalog, and its entries have ids that stay."""
    return template("feed.atom").render(feed=of, content=html.render) + "\n"
