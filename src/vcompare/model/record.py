"""What several files of a catalog say about one tool."""

from collections.abc import Mapping

from msgspec import Struct

from vcompare.model.facts import Disagreement, Origin
from vcompare.model.opinions import Outcomes, Review, Votes
from vcompare.model.tool import Tool


class Named(Struct, frozen=True):
    """What a tool can be called, and what tells it apart; a short name is the first of the `aliases`."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    tagline: str
    vendor: str | None = None
    category: str = ""
    short_name: str | None = None


class Record(Struct, frozen=True):
    """Everything a catalog holds about one tool. `reviews` maps a reviewer's slug to the review.

    `origins` maps the paths of fields to where their values were imported from; specs and rates have theirs.
    `disagreements` are those between its layers, None where it has only one. `outcomes` maps a reviewer's
    slug to how the predictions in that review turned out.
    """

    slug: str
    tool: Tool
    reviews: Mapping[str, Review] = {}
    votes: Votes = Votes()
    origins: Mapping[str, Origin] = {}
    disagreements: tuple[Disagreement, ...] | None = None
    outcomes: Outcomes = {}
