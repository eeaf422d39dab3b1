"""What people think of a tool: the panel's reviews and the community's votes."""

import datetime

from msgspec import field

from vcompare.model.file import Table
from vcompare.model.scalars import Count, Line, Markdown, Percent, Sentence, Url, Verdict


class Review(Table, frozen=True):
    """One panelist's opinion of one tool, as in `reviews/<tool>/<reviewer>.toml`."""

    verdict: Verdict
    text: Markdown
    score: Percent | None = None
    summary: Sentence | None = None
    date: datetime.date | None = None
    allow: tuple[Line, ...] = ()


class Tally(Table, frozen=True):
    """Votes counted elsewhere."""

    ship: Count
    skip: Count
    source: Url | None = None
    counted: datetime.date | None = None


class Votes(Table, frozen=True):
    """The community's votes on one tool, as in `votes/<tool>.toml`."""

    tally: Tally | None = None
    ballots: dict[Line, Verdict] = field(default_factory=dict)
