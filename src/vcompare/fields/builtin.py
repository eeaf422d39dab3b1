"""The fields that every catalog has, in the order in which they are shown.

A new one is a line here and its place in `vcompare.model`.
"""

from typing import Any, get_args

from msgspec import Struct

from vcompare.fields.field import Field
from vcompare.fields.kinds import (
    Choice,
    Date,
    Link,
    List,
    Price,
    Prose,
    Quantity,
    Slug,
    Verdict,
)
from vcompare.fields.priced import SELLERS, TABLES
from vcompare.model import Entry

ENTRY = Choice(get_args(Entry), up="more expensive to start", down="cheaper to start", capitalized=True)
PANEL_VERDICT = Verdict(("skip", "split", "ship"), capitalized=True)
REVIEW_VERDICT = Verdict(("skip", "ship"), capitalized=True)
SCORE = Quantity(decimals=1)
PERCENT = Quantity(unit="%")
COUNT = Quantity()


class DisagreementsOf(Struct, frozen=True):
    """Counts the facts on which the layers of a tool disagree."""

    def __call__(self, card: Any) -> int | None:
        """Return how many there are, None of a tool that has only one layer."""
        return None if card.disagreements is None else len(card.disagreements)


# One line for each field:
# fmt: off
FIELDS: tuple[Field, ...] = (
    Field("slug", "Slug", "name", Slug(), change="renamed"),
    Field("name", "Name", "name", search=10, change="renamed", asks="As its maker writes it.", option="NAME"),
    Field("short_name", "Short name", "name", search=8, rare=True, asks="What sentences and narrow columns call it; the name without it."),
    Field("panel.verdict", "Panel verdict", "glance", PANEL_VERDICT, short="Panel", better="higher", change="verdict", absent="No reviews yet", given_by="reviewers"),
    Field("panel.ship", "Ships", "glance", COUNT, part_of="panel.verdict", counted_if="panel.verdict", change=None),
    Field("panel.skip", "Skips", "glance", COUNT, part_of="panel.verdict", counted_if="panel.verdict", change=None),
    Field("panel.ship_percent", "Ship share", "glance", PERCENT, part_of="panel.verdict", better="higher", change="ship_percent", ordered_by="panel.support", given_by="reviewers", alias="ship-percent", descends=True),
    Field("panel.score", "Panel score", "glance", SCORE, short="Score", better="higher", change="score", value_at="panel.score.mean", given_by="scorers", descends=True),
    Field("panel.score.low", "Lowest score", "glance", COUNT, part_of="panel.score", change=None),
    Field("panel.score.high", "Highest score", "glance", COUNT, part_of="panel.score", change=None),
    Field("panel.score.count", "Scores", "glance", COUNT, part_of="panel.score", change=None),
    Field("community.ship", "Votes to ship", "glance", COUNT, part_of="community.ship_percent", counted_if="community.ship_percent", change="votes"),
    Field("community.skip", "Votes to skip", "glance", COUNT, part_of="community.ship_percent", counted_if="community.ship_percent", change="votes"),
    Field("community.ship_percent", "Community", "glance", PERCENT, better="higher", change=None, absent="No community votes yet", ordered_by="community.assured", alias="community", descends=True),
    Field("entry", "Entry tier", "glance", ENTRY, short="Entry", change="entry", asks="What it costs to start."),
    Field("pricing.summary", "Pricing", "glance", Price(), search=2, change="pricing", asks="What it costs, in a line.", option="--pricing"),
    Field("pricing.checked", "Pricing as of", "glance", Date(), part_of="pricing.summary", asks="When the price was last checked."),
    Field("pricing.currency", "Currency", "list", asks="The currency of its prices: three letters, such as USD.", option="--currency", metavar="CODE"),
    Field("best_for", "Best for", "glance", search=3, asks="Who it suits, in a line."),
    Field("category", "Category", "glance", asks="One of the catalog's categories.", metavar="NAME"),
    Field("tagline", "Tagline", "about", search=4, asks="What it is, in a line."),
    Field("description", "Description", "about", Prose(), search=2, asks="What it does, in Markdown."),
    Field("vendor", "Vendor", "about", search=5, asks="Who makes it.", metavar="NAME"),
    Field("homepage", "Homepage", "about", Link(), asks="Its own page."),
    Field("pricing.source", "Price page", "about", Link(), asks="The page that states the price."),
    Field("aliases", "Other names", "about", List(), short="Also called", search=8, absent="no other names", optional=True, asks="Another name that people type; repeatable.", option="--alias", metavar="NAME"),
    Field("tags", "Tags", "about", List(), search=4, absent="no tags", optional=True, asks="A tag, which is a slug; repeatable.", option="--tag", metavar="TAG"),
    Field("added", "Added", "about", Date(), optional=True, asks="When it came into the catalog.", descends=True),
    Field("retired", "Retired", "about", Date(planned=True), change="retired", absent="not retired", optional=True, rare=True, asks="When it was discontinued."),
    *TABLES,
    SELLERS,
    Field("disagreements", "Disagreements", "list", COUNT, change=None, absent="one source", compute=DisagreementsOf()),
    Field("pricing.rates", "Rates", "file", change=None, rare=True),
    Field("offers", "Offers", "file", change=None, rare=True),
    Field("sources", "Sources", "file", change=None, rare=True),
    Field("specs", "Specs", "file", change=None, rare=True),
    Field("allow", "Allowed rules", "file", List(), change=None, rare=True, asks="A rule of `check` to silence in this file; repeatable.", metavar="RULE"),
)


def of_reviewer(slug: str, name: str) -> tuple[Field, ...]:
    """Return the fields of one panelist's opinion; the scorecard shows them in one row."""
    path, score = f"reviews.{slug}", f"reviews.{slug}.score"
    return (
        Field(f"{path}.verdict", f"{name}'s verdict", "scorecard", REVIEW_VERDICT, part_of=score, change="verdict", asks="What the panelist says.", reviewer=slug),
        Field(score, f"{name}'s score", "scorecard", COUNT, short=name, better="higher", change="score", asks="From 0 to 100.", reviewer=slug),
        Field(f"{path}.summary", f"{name}'s summary", "scorecard", Prose(one_line=True), part_of=score, change="review", asks="The review in one line.", reviewer=slug),
        Field(f"{path}.text", f"{name}'s review", "scorecard", Prose(), part_of=score, change="review", asks="Why, in Markdown.", reviewer=slug),
        Field(f"{path}.date", f"Date of {name}'s review", "scorecard", Date(), part_of=score, change="review", asks="When it was written.", reviewer=slug),
    )
