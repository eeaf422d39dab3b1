"""Blocks as Markdown, and text as a line of it.

May import what `render` may import.
"""

from vcompare.render.markdown.document import render
from vcompare.render.markdown.inline import anywhere, escape, inline, picture

__all__ = ["anywhere", "escape", "inline", "picture", "render"]
