"""Blocks as HTML: fragments, pages that need nothing but themselves, charts, and the entries of feeds."""

from vcompare.render.html.document import document, feed, page, render

__all__ = ["document", "feed", "page", "render"]
