"""What someone typed to a tool: an exact match, a similar one, or a question, and never a guess.

May import `fields` and what is below.

A name is a bag of words and numbers. Every typed word must be found in a name: exactly, as neighbors written
as one, as initials, or with a slip or two. Every number must be found exactly, so that no slip turns one
version into another. Names that fit equally well are ambiguous. Words may be left out where one tool has
those that are typed, but not those that make a version another thing (GPT-5 is not GPT-5 Pro).
"""

from vcompare.match.explanation import Explanation, explain
from vcompare.match.resolution import Match, resolve

__all__ = ["Explanation", "Match", "explain", "resolve"]
