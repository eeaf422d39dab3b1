"""Blocks for a terminal: one grid from top to bottom."""

from vcompare.render.terminal.document import render

__all__ = ["render"]
