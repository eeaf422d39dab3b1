"""Blocks for a terminal: one grid from top to bottom.

May import what `render` may import.
"""

from vcompare.render.terminal.document import render

__all__ = ["render"]
