"""One tool with everything that can be computed of it: a card.

The formulas are those of docs/explanation/numbers.md.
"""

import datetime
import math
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from vcompare.model import (
    Disagreement,
    Origin,
    Outcome,
    Panelist,
    PanelVerdict,
    Record,
    Review,
    Tally,
    Tool,
    Verdict,
)
from vcompare.text import words

_Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution, for an interval of 95%."""


class Score(Struct, frozen=True):
    """Scores of the reviews that carry one; the mean is to one decimal, rounded half up."""

    mean: float
    low: int
    high: int
    count: int


class Panel(Struct, frozen=True):
    """The panel on one tool; None without reviews, and for `score` without scores."""

    verdict: PanelVerdict | None
    ship: int
    skip: int
    ship_percent: int | None
    score: Score | None

    @property
    def support(self) -> tuple[float, int]:
        """The exact share that would ship it, and of how many reviews: panels are ordered by this."""
        reviews = self.ship + self.skip
        return (self.ship / reviews if reviews else 0.0, reviews)


class Community(Struct, frozen=True):
    """The community on one tool: tally plus ballots. `ship_percent` is None without votes."""

    ship: int
    skip: int
    ship_percent: int | None

    @property
    def assured(self) -> float:
        """The share to ship that so many votes assure: communities are ordered by this."""
        return wilson_low(self.ship, self.ship + self.skip)


class StatedPrediction(Struct, frozen=True):
    """What a panelist predicted, by its key, and how it turned out, None where that is not settled."""

    prediction: str
    says: str
    probability: float | None
    made: datetime.date | None
    due: datetime.date | None
    settled_by: str | None
    outcome: Outcome | None


class Opinion(Struct, frozen=True, omit_defaults=True):
    """One panelist's review. `summary` is plain text, made from the review where it has none."""

    reviewer: str
    name: str
    verdict: Verdict
    score: int | None
    summary: str
    text: str
    date: datetime.date | None
    predictions: tuple[StatedPrediction, ...] = ()


class Card(Struct, frozen=True, kw_only=True):
    """A tool: its facts, and what the panel and the community make of it.

    `reviews` are in the order of the panel, and empty where the card is one of a list. `tally` are the votes
    counted elsewhere, which are part of `community`. `origins` maps the paths of fields to where their values
    were imported from; specs and rates have theirs. `disagreements` are those between the layers of the tool,
    None where it has only one.
    """

    slug: str
    tool: Tool
    panel: Panel
    community: Community
    reviews: tuple[Opinion, ...] = ()
    tally: Tally | None = None
    origins: Mapping[str, Origin] = {}
    disagreements: tuple[Disagreement, ...] | None = None

    @property
    def name(self) -> str:
        """The name of the tool."""
        return self.tool.name

    @property
    def votes(self) -> int:
        """How many people of the community have voted on it."""
        return self.community.ship + self.community.skip

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The slugs of the panelists who reviewed it: two panels compare only where these are the same."""
        return tuple(review.reviewer for review in self.reviews)

    @property
    def scorers(self) -> tuple[str, ...]:
        """The slugs of the panelists who gave it a score: two means compare only where these are the same."""
        return tuple(review.reviewer for review in self.reviews if review.score is not None)

    def opinion(self, reviewer: str) -> Opinion | None:
        """Return the review by this panelist, if there is one."""
        return next((review for review in self.reviews if review.reviewer == reviewer), None)


def card(record: Record, panel: Mapping[str, Panelist], *, summarized: bool = True) -> Card:
    """Compute everything about one tool.

    Without `summarized`, reviews that have no summary get none, which saves reading their texts.
    """
    opinions = tuple(
        _opinion(reviewer, panel[reviewer].name, record, summarized)
        for reviewer in panel
        if reviewer in record.reviews
    )
    return _card(record, panel, opinions)


def overview(record: Record, panel: Mapping[str, Panelist]) -> Card:
    """Compute everything about one tool of a list: its card without the reviews."""
    return _card(record, panel, ())


def _card(record: Record, panel: Mapping[str, Panelist], opinions: tuple[Opinion, ...]) -> Card:
    return Card(
        slug=record.slug,
        tool=record.tool,
        panel=_panel([review for reviewer, review in record.reviews.items() if reviewer in panel]),
        community=_community(record),
        reviews=opinions,
        tally=record.votes.tally,
        origins=record.origins,
        disagreements=record.disagreements,
    )


def labels(cards: Sequence[Card]) -> list[str]:
    """Return what to call tools that are named together: the name, with the slug where two share it."""
    called = words.labels({card.slug: card.name for card in cards})
    return [called[card.slug] for card in cards]


def short_labels(cards: Sequence[Card]) -> list[str]:
    """Return what sentences call tools that are named together: the short name, unless two share it."""
    shorts = [card.tool.short_name or card.name for card in cards]
    taken = Counter(name for card in cards for name in {card.tool.short_name or card.name, card.name})
    return [short if taken[short] == 1 else label for short, label in zip(shorts, labels(cards), strict=True)]


def percent(part: int, whole: int) -> int | None:
    """Return part of whole in percent, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def share(part: int, whole: int) -> str:
    """Return part of whole as people read it: 100% and 0% only of all and of none; it takes a whole."""
    if part in {0, whole}:
        return "100%" if part else "0%"
    rounded = percent(part, whole) or 0
    return "under 1%" if rounded == 0 else "over 99%" if rounded == 100 else f"{rounded}%"  # noqa: PLR2004


def wilson_low(part: int, whole: int) -> float:
    """Return the lower end of Wilson's 95% score interval for a share, from 0 to 1; 0 of nothing.

    It is small where there are few votes, whatever they say. The formula is that of E. B. Wilson (1927),
    "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212; it is method 3
    in R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in
    Medicine 17, 857-872.
    """
    if not part:
        return 0.0
    rest = whole - part
    # (2np + z² - z √(z² + 4npq)) / (2 (n + z²)) of Newcombe, with np = part and nq = rest.
    spread = _Z * math.sqrt(_Z * _Z + 4 * part * rest / whole)
    return (2 * part + _Z * _Z - spread) / (2 * (whole + _Z * _Z))


def mean(values: Sequence[int]) -> float | None:
    """Return the mean to one decimal, rounded half up; None of nothing."""
    return (20 * sum(values) + len(values)) // (2 * len(values)) / 10 if values else None


def _panel(reviews: Sequence[Review]) -> Panel:
    ship = sum(review.verdict == "ship" for review in reviews)
    skip = len(reviews) - ship
    verdict: PanelVerdict = "ship" if ship > skip else "skip" if skip > ship else "split"
    scores = [review.score for review in reviews if review.score is not None]
    average = mean(scores)
    return Panel(
        verdict=verdict if reviews else None,
        ship=ship,
        skip=skip,
        ship_percent=percent(ship, len(reviews)),
        score=None if average is None else Score(average, min(scores), max(scores), len(scores)),
    )


def _community(record: Record) -> Community:
    tally, ballots = record.votes.tally, list(record.votes.ballots.values())
    ship = ballots.count("ship") + (tally.ship if tally else 0)
    skip = ballots.count("skip") + (tally.skip if tally else 0)
    return Community(ship, skip, percent(ship, ship + skip))


def _opinion(reviewer: str, name: str, record: Record, summarized: bool) -> Opinion:
    review = record.reviews[reviewer]
    summary = review.summary or ""
    if summarized and not summary:
        from vcompare.text.markdown import first_sentence

        summary = first_sentence(review.text)
    made = stated(record, reviewer) if review.predictions else ()
    return Opinion(reviewer, name, review.verdict, review.score, summary, review.text, review.date, made)


def stated(record: Record, reviewer: str) -> tuple[StatedPrediction, ...]:
    """Return what a panelist predicted in the review of a tool, in the order of the file."""
    outcomes, predictions = record.outcomes.get(reviewer, {}), record.reviews[reviewer].predictions
    return tuple(
        StatedPrediction(key, one.says, one.probability, one.made, one.due, one.settled_by, outcomes.get(key))
        for key, one in predictions.items()
    )
