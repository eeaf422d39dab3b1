"""Blocks as HTML: fragments, pages that need nothing but themselves, charts, and the entries of feeds.

May import what `render` may import.
"""

from vcompare.render.html.document import document, feed, page, render

__all__ = ["document", "feed", "page", "render"]
