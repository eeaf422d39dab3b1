"""What is computed from records: cards, rows that compare them, where the panel splits, what to remark.

Nothing here is stored in a catalog and nothing here is text for a particular format. The formulas are
those of docs/explanation/numbers.md.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from vcompare.model import Entry, Panelist, PanelVerdict, Pricing, Record, Review, Tally, Verdict

Section = Literal["glance", "scorecard", "about"]


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


class Community(Struct, frozen=True):
    """The community on one tool: tally plus ballots. `ship_percent` is None without votes."""

    ship: int
    skip: int
    ship_percent: int | None


class Opinion(Struct, frozen=True):
    """One panelist's review, with a summary in plain text in any case."""

    reviewer: str
    name: str
    verdict: Verdict
    score: int | None
    summary: str
    text: str
    date: datetime.date | None


class Overview(Struct, frozen=True, kw_only=True):
    """A tool with all that is known and computed of it but what the reviewers wrote."""

    slug: str
    name: str
    tagline: str
    category: str
    entry: Entry
    best_for: str
    description: str | None
    vendor: str | None
    homepage: str | None
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    added: datetime.date | None
    retired: datetime.date | None
    pricing: Pricing | None
    panel: Panel
    community: Community


class Card(Overview, frozen=True, kw_only=True):
    """A tool with its reviews; the tool object of every JSON output."""

    reviews: tuple[Opinion, ...]

    def opinion(self, reviewer: str) -> Opinion | None:
        """Return the review by this panelist, if there is one."""
        return next((review for review in self.reviews if review.reviewer == reviewer), None)


class Row(Struct, frozen=True):
    """One field across the tools. `best` is the index of the better value, None where nothing is better.

    `prose` marks running text, which is there to be read and not to be compared.
    """

    field: str
    section: Section
    values: tuple[Any, ...]
    best: int | None = None
    prose: bool = False

    @property
    def differs(self) -> bool:
        """Whether the tools disagree in this field; an unknown value differs from a known one."""
        return not self.prose and any(value != self.values[0] for value in self.values)


class Difference(Struct, frozen=True):
    """A row whose values differ, as in the JSON of `show`."""

    field: str
    values: tuple[Any, ...]
    best: int | None


class Gap(Struct, frozen=True):
    """One reviewer's scores of the tools. `leader` is the index of the highest, by `lead` points."""

    name: str
    scores: tuple[int | None, ...]
    leader: int | None
    lead: int | None


class Comparison(Struct, frozen=True):
    """Tools side by side, in the order asked for. `panel` names the reviewers, in the catalog's order.

    `tallies` are the votes on each tool that were counted elsewhere.
    """

    tools: tuple[Card, ...]
    panel: Mapping[str, str]
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    tallies: tuple[Tally | None, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The rows that differ."""
        return tuple(Difference(row.field, row.values, row.best) for row in self.rows if row.differs)


def compare(records: Iterable[Record], panel: Mapping[str, Panelist]) -> Comparison:
    """Compare tools, in the order given, as the panel (a catalog's `settings.panel`) sees them."""
    return side_by_side([(card(record, panel), record.votes.tally) for record in records], panel)


def side_by_side(tools: Sequence[tuple[Card, Tally | None]], panel: Mapping[str, Panelist]) -> Comparison:
    """Compare tools of which the cards are there already, with the votes that were counted elsewhere."""
    cards, tallies = tuple(card for card, _ in tools), tuple(tally for _, tally in tools)
    names = {reviewer: panelist.name for reviewer, panelist in panel.items()}
    return Comparison(cards, names, tuple(_rows(cards, names)), _gaps(cards, names), tallies)


def overview(record: Record, panel: Mapping[str, Panelist]) -> Overview:
    """Compute what can be said of one tool in a list."""
    return Overview(**_facts(record, panel))


def card(record: Record, panel: Mapping[str, Panelist], *, summarized: bool = True) -> Card:
    """Compute all that can be said of one tool. Reviews come in the panel's order.

    Where nobody will read them, `summarized` spares the summaries that would be made from texts.
    """
    reviews = tuple(
        _opinion(reviewer, panel[reviewer].name, record.reviews[reviewer], summarized)
        for reviewer in panel
        if reviewer in record.reviews
    )
    return Card(**_facts(record, panel), reviews=reviews)


def _facts(record: Record, panel: Mapping[str, Panelist]) -> dict[str, Any]:
    tool = record.tool
    return dict(  # noqa: C408 - so that they read as what they are, arguments
        slug=record.slug,
        name=tool.name,
        tagline=tool.tagline,
        category=tool.category,
        entry=tool.entry,
        best_for=tool.best_for or tool.tagline,
        description=tool.description,
        vendor=tool.vendor,
        homepage=tool.homepage,
        aliases=tool.aliases,
        tags=tool.tags,
        added=tool.added,
        retired=tool.retired,
        pricing=tool.pricing,
        panel=_panel([review for reviewer, review in record.reviews.items() if reviewer in panel]),
        community=_community(record),
    )


def percent(part: int, whole: int) -> int | None:
    """Return part of whole in percent, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


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


def _opinion(reviewer: str, name: str, review: Review, summarized: bool) -> Opinion:
    summary = review.summary or ""
    if summarized and not summary:
        from vcompare.text.summary import first_sentence

        summary = first_sentence(review.text)
    return Opinion(reviewer, name, review.verdict, review.score, summary, review.text, review.date)


_VERDICTS = {"ship": 2, "split": 1, "skip": 0}
_Pick = Callable[[Card], Any]
_FIELDS: tuple[tuple[Section, str, _Pick, Callable[[Any], Any] | None], ...] = (
    ("glance", "panel.verdict", lambda tool: tool.panel.verdict, _VERDICTS.__getitem__),
    ("glance", "panel.ship", lambda tool: tool.panel.ship, None),
    ("glance", "panel.skip", lambda tool: tool.panel.skip, None),
    ("glance", "panel.ship_percent", lambda tool: tool.panel.ship_percent, int),
    ("glance", "panel.score", lambda tool: tool.panel.score and tool.panel.score.mean, float),
    ("glance", "panel.score.low", lambda tool: tool.panel.score and tool.panel.score.low, None),
    ("glance", "panel.score.high", lambda tool: tool.panel.score and tool.panel.score.high, None),
    ("glance", "panel.score.count", lambda tool: tool.panel.score and tool.panel.score.count, None),
    ("glance", "community.ship", lambda tool: tool.community.ship, None),
    ("glance", "community.skip", lambda tool: tool.community.skip, None),
    ("glance", "community.ship_percent", lambda tool: tool.community.ship_percent, int),
    ("glance", "entry", lambda tool: tool.entry, None),
    ("glance", "pricing.summary", lambda tool: tool.pricing and tool.pricing.summary, None),
    ("glance", "pricing.checked", lambda tool: tool.pricing and tool.pricing.checked, None),
    ("glance", "best_for", lambda tool: tool.best_for, None),
    ("glance", "category", lambda tool: tool.category, None),
    ("about", "tagline", lambda tool: tool.tagline, None),
    ("about", "description", lambda tool: tool.description, None),
    ("about", "vendor", lambda tool: tool.vendor, None),
    ("about", "homepage", lambda tool: tool.homepage, None),
    ("about", "pricing.source", lambda tool: tool.pricing and tool.pricing.source, None),
    ("about", "aliases", lambda tool: tool.aliases, None),
    ("about", "tags", lambda tool: tool.tags, None),
    ("about", "added", lambda tool: tool.added, None),
    ("about", "retired", lambda tool: tool.retired, None),
)


def _rows(tools: Sequence[Card], panel: Mapping[str, str]) -> Iterable[Row]:
    for section, field, pick, worth in _FIELDS:
        values = tuple(pick(tool) for tool in tools)
        yield Row(field, section, values, _best(values, worth), field == "description")
    for reviewer in panel:
        opinions = [tool.opinion(reviewer) for tool in tools]
        for field, worth in (
            ("verdict", None),
            ("score", int),
            ("summary", None),
            ("text", None),
            ("date", None),
        ):
            values = tuple(getattr(opinion, field) if opinion else None for opinion in opinions)
            prose = field in {"summary", "text"}
            yield Row(f"reviews.{reviewer}.{field}", "scorecard", values, _best(values, worth), prose)


def _best(values: Sequence[Any], worth: Callable[[Any], Any] | None) -> int | None:
    """Return the index of the one highest among the known values; it takes two to compare."""
    if worth is None:
        return None
    known = sorted(
        ((worth(value), index) for index, value in enumerate(values) if value is not None), reverse=True
    )
    if len(known) < 2 or known[0][0] == known[1][0]:  # noqa: PLR2004
        return None
    return known[0][1]


def _gaps(tools: Sequence[Card], panel: Mapping[str, str]) -> tuple[Gap, ...]:
    gaps = []
    for reviewer, name in panel.items():
        opinions = [tool.opinion(reviewer) for tool in tools]
        scores = tuple(opinion.score if opinion else None for opinion in opinions)
        known = sorted((score for score in scores if score is not None), reverse=True)
        leader = _best(scores, int)
        if known:
            gaps.append(Gap(name, scores, leader, None if leader is None else known[0] - known[1]))
    return tuple(gaps)
