"""What people think of a tool: the panel's reviews and the community's votes."""

import datetime

from msgspec import field

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Count, Line, Markdown, Percent, Sentence, Url, Verdict


class Review(TomlTable, frozen=True):
    """One panelist's opinion of one tool, as in `reviews/<tool>/<reviewer>.toml`."""

    verdict: Verdict
    text: Markdown
    score: Percent | None = None
    summary: Sentence | None = None
    date: datetime.date | None = None
    allow: tuple[Line, ...] = ()


class Tally(TomlTable, frozen=True):
    """Votes counted elsewhere."""

    ship: Count
    skip: Count
    source: Url | None = None
    counted: datetime.date | None = None


class Votes(TomlTable, frozen=True):
    """The community's votes on one tool, as in `votes/<tool>.toml`."""

    tally: Tally | None = None
    ballots: dict[Line, Verdict] = field(default_factory=dict)
