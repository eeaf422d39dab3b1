"""What people think of a tool: the panel's reviews and predictions, and the community's votes."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Count, Line, Markdown, Percent, Probability, Sentence, Slug, Url, Verdict


class Prediction(TomlTable, frozen=True):
    """What a panelist expects of a tool, or of what it competes with; the key of its table names it.

    `made` and `due` are the days on which it was made, and by which it is true or not; `settled_by` says what
    will decide.
    """

    says: Line
    probability: Probability | None = None
    made: datetime.date | None = None
    due: datetime.date | None = None
    settled_by: Line | None = None


class Review(TomlTable, frozen=True):
    """One panelist's opinion of one tool, as in `reviews/<tool>/<reviewer>.toml`."""

    verdict: Verdict
    text: Markdown
    score: Percent | None = None
    summary: Sentence | None = None
    date: datetime.date | None = None
    predictions: dict[Slug, Prediction] = field(default_factory=dict)
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


class Outcome(TomlTable, frozen=True):
    """How a prediction turned out, where that is written, and the day on which it was settled.

    What can no longer be said to be true or false is void.
    """

    outcome: Annotated[bool | Literal["void"], Meta(description='true, false or "void"')]
    source: Url | None = None
    settled: datetime.date | None = None
    quote: Line | None = None


Outcomes = dict[Slug, dict[Slug, Outcome]]
"""How predictions about one tool turned out, as in `outcomes/<tool>.toml`: by reviewer and prediction."""
