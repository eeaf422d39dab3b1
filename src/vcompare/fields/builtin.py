"""The fields that every catalog has, in the order in which they are shown.

A new one is a line here and its place in `vcompare.model`.
"""

from vcompare.fields.field import Field
from vcompare.fields.kinds import Choice, Date, Link, List, Price, Prose, Quantity, Verdict

ENTRY = Choice(
    choices=("free", "freemium", "paid"),
    up="more expensive to start",
    down="cheaper to start",
)
PANEL_VERDICT = Verdict(choices=("skip", "split", "ship"))
SCORE = Quantity(decimals=1)
PERCENT = Quantity(unit="%")
COUNT = Quantity()

FIELDS: tuple[Field, ...] = (
    Field(path="slug", label="Slug", group="name", change="renamed"),
    Field(
        path="name",
        label="Name",
        group="name",
        search=10,
        change="renamed",
        asks="As its maker writes it.",
        option="NAME",
    ),
    Field(
        path="panel.verdict",
        label="Panel verdict",
        short="Panel",
        group="glance",
        kind=PANEL_VERDICT,
        better="higher",
        change="verdict",
        absent="No reviews yet",
    ),
    Field(path="panel.ship", label="Ships", group="glance", kind=COUNT, part_of="panel.verdict"),
    Field(path="panel.skip", label="Skips", group="glance", kind=COUNT, part_of="panel.verdict"),
    Field(
        path="panel.ship_percent",
        label="Ship share",
        group="glance",
        kind=PERCENT,
        part_of="panel.verdict",
        better="higher",
        change="ship_percent",
    ),
    Field(
        path="panel.score",
        label="Panel score",
        short="Score",
        group="glance",
        kind=SCORE,
        better="higher",
        change="score",
        value_at="panel.score.mean",
    ),
    Field(path="panel.score.low", label="Lowest score", group="glance", kind=COUNT, part_of="panel.score"),
    Field(path="panel.score.high", label="Highest score", group="glance", kind=COUNT, part_of="panel.score"),
    Field(path="panel.score.count", label="Scores", group="glance", kind=COUNT, part_of="panel.score"),
    Field(
        path="community.ship",
        label="Votes to ship",
        group="glance",
        kind=COUNT,
        part_of="community.ship_percent",
        change="votes",
    ),
    Field(
        path="community.skip",
        label="Votes to skip",
        group="glance",
        kind=COUNT,
        part_of="community.ship_percent",
        change="votes",
    ),
    Field(
        path="community.ship_percent",
        label="Community",
        group="glance",
        kind=PERCENT,
        better="higher",
        absent="No community votes yet",
    ),
    Field(
        path="entry",
        label="Entry tier",
        short="Entry",
        group="glance",
        kind=ENTRY,
        change="entry",
        asks="What it takes to start.",
    ),
    Field(
        path="pricing.summary",
        label="Pricing",
        group="glance",
        kind=Price(),
        search=2,
        change="pricing",
        asks="What it costs, in a line.",
        option="--pricing",
    ),
    Field(
        path="pricing.checked",
        label="Pricing as of",
        group="glance",
        kind=Date(),
        part_of="pricing.summary",
        asks="When that page was last read.",
    ),
    Field(path="best_for", label="Best for", group="glance", search=3, asks="Who it suits, in a line."),
    Field(
        path="category",
        label="Category",
        group="glance",
        asks="One of the catalog's categories.",
        metavar="NAME",
    ),
    Field(path="tagline", label="Tagline", group="about", search=4, asks="What it is, in a line."),
    Field(
        path="description",
        label="Description",
        group="about",
        kind=Prose(),
        search=2,
        asks="What it does, in Markdown.",
    ),
    Field(path="vendor", label="Vendor", group="about", search=5, asks="Who makes it.", metavar="NAME"),
    Field(path="homepage", label="Homepage", group="about", kind=Link(), asks="Its own page."),
    Field(
        path="pricing.source",
        label="Price page",
        group="about",
        kind=Link(),
        asks="The page that settles that.",
    ),
    Field(
        path="aliases",
        label="Other names",
        short="Also called",
        group="about",
        kind=List(),
        search=8,
        absent="no other names",
        optional=True,
        asks="Another name that people type; repeatable.",
        option="--alias",
        metavar="NAME",
    ),
    Field(
        path="tags",
        label="Tags",
        group="about",
        kind=List(),
        search=4,
        absent="no tags",
        optional=True,
        asks="A tag, which is a slug; repeatable.",
        option="--tag",
        metavar="TAG",
    ),
    Field(
        path="added",
        label="Added",
        group="about",
        kind=Date(),
        optional=True,
        asks="When it came into the catalog.",
    ),
    Field(
        path="retired",
        label="Retired",
        group="about",
        kind=Date(),
        change="retired",
        absent="not retired",
        optional=True,
        asks="When it was discontinued.",
    ),
    Field(
        path="allow",
        label="Allowed rules",
        group="file",
        kind=List(),
        asks="A rule that does not count for it; repeatable.",
        metavar="RULE",
    ),
)


def of_reviewer(slug: str, name: str) -> tuple[Field, ...]:
    """Return the fields of one panelist's opinion; the scorecard shows them in one row."""
    path, score = f"reviews.{slug}", f"reviews.{slug}.score"
    return (
        Field(
            path=f"{path}.verdict",
            label=f"{name}'s verdict",
            group="scorecard",
            kind=REVIEW_VERDICT,
            part_of=score,
            change="verdict",
            reviewer=slug,
        ),
        Field(
            path=score,
            label=f"{name}'s score",
            short=name,
            group="scorecard",
            kind=COUNT,
            better="higher",
            change="score",
            reviewer=slug,
        ),
        Field(
            path=f"{path}.summary",
            label=f"{name}'s summary",
            group="scorecard",
            kind=Prose(),
            part_of=score,
            change="review",
            reviewer=slug,
        ),
        Field(
            path=f"{path}.text",
            label=f"{name}'s review",
            group="scorecard",
            kind=Prose(),
            part_of=score,
            change="review",
            reviewer=slug,
        ),
        Field(
            path=f"{path}.date",
            label=f"Date of {name}'s review",
            group="scorecard",
            kind=Date(),
            part_of=score,
            change="review",
            reviewer=slug,
        ),
    )


REVIEW_VERDICT = Verdict(choices=("skip", "ship"))
