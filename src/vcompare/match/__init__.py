"""What someone typed to a tool: an exact match, a similar one, or a question, and never a guess.

May import `fields` and what is below.

A name is a bag of words and numbers. Every typed word must be found in a name: exactly, as neighbors written
as one, as initials, or with a typo if it is long enough. Every number must be found exactly, so that no typo
turns one version into another. Names that fit equally well are ambiguous; a name of which more than the
beginning was left out is only suggested.
"""

from vcompare.match.explanation import Explanation, explain
from vcompare.match.resolution import Match, resolve

__all__ = ["Explanation", "Match", "explain", "resolve"]
