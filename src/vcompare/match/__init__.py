"""From what someone typed to a tool: exact, then close, and never a guess.

A name is a bag of words and numbers. Every word that was typed must be found in a name: exactly, as
neighbors written as one, as initials, or with a slip of the finger in a long enough word; every number
exactly, so that no slip turns one version into another. Two names that fit equally well are a question, and
so is a name of which more than the beginning was left out.
"""

from vcompare.match.answer import LISTED, WEIGHED, Match, Weighed, Weighing, resolve, weigh
from vcompare.match.folding import fold

__all__ = ["LISTED", "WEIGHED", "Match", "Weighed", "Weighing", "fold", "resolve", "weigh"]
