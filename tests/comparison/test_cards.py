"""`comparison.py`: the numbers, which value is better, what differs."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.comparison import Comparison, card, compare, mean, percent, short_labels, wilson_low
from vcompare.model import Panelist, Record, Review, Tally, Tool, Verdict, Votes

PANEL = {name: Panelist(name=name.capitalize()) for name in ("builder", "skeptic", "futurist", "founder")}


def record(
    slug: str = "one",
    reviews: dict[str, tuple[Verdict, int | None]] | None = None,
    votes: Votes | None = None,
) -> Record:
    tool = Tool(name=slug.capitalize(), tagline=f"about {slug}", category="Tools", entry="free")
    written = {
        name: Review(verdict=verdict, text="First. Second.", score=score)
        for name, (verdict, score) in (reviews or {}).items()
    }
    return Record(slug, tool, written, votes or Votes())


def of(*records: Record) -> Comparison:
    return compare(records, PANEL)


def row(comparison: Comparison, field: str) -> tuple[tuple[object, ...], int | None]:
    return next((row.values, row.best) for row in comparison.rows if row.field.path == field)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_percent_rounds_half_up(part: int, rest: int) -> None:
    whole = part + rest
    expected = int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else None
    assert percent(part, whole) == expected


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 8, 13), (1, 200, 1), (1, 201, 0), (2, 3, 67), (0, 0, None)]
)
def test_percent_by_example(part: int, whole: int, shown: int | None) -> None:
    assert percent(part, whole) == shown


# Table I of Newcombe (1998), method 3: the lower ends, to four decimals.
@pytest.mark.parametrize(
    ("part", "whole", "low"), [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)]
)
def test_the_lower_end_of_wilsons_interval_is_the_published_one(part: int, whole: int, low: float) -> None:
    assert round(wilson_low(part, whole), 4) == low


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_lower_end_is_the_least_share_that_a_test_does_not_reject(part: int, rest: int) -> None:
    """Find the interval as it is defined, by inverting the score test: |p - x| = z √(x (1 - x) / n)."""
    whole = part + rest
    low = wilson_low(part, whole)
    assert 0.0 <= low <= (part / whole if whole else 0.0)
    if not part:
        assert low == 0.0
        return
    below, above = Fraction(0), Fraction(part, whole)
    z = Fraction(NormalDist().inv_cdf(0.975))
    for _ in range(60):
        x = (below + above) / 2
        rejected = (Fraction(part, whole) - x) ** 2 * whole > z**2 * x * (1 - x)
        below, above = (x, above) if rejected else (below, x)
    assert low == pytest.approx(float(below), rel=1e-9, abs=1e-12)


def test_a_short_name_is_for_sentences_unless_two_tools_share_it() -> None:
    def labels(*names: tuple[str, str | None]) -> list[str]:
        tools = [Tool(name=name, short_name=short, tagline="x", category="Tools") for name, short in names]
        return short_labels([card(Record(f"s{at}", tool), PANEL) for at, tool in enumerate(tools)])

    assert labels(("Claude Opus 4.5", "Opus"), ("GPT-5", None)) == ["Opus", "GPT-5"]
    assert labels(("Claude Opus 4.5", "Opus"), ("Claude Opus 4.1", "Opus")) == [
        "Claude Opus 4.5",
        "Claude Opus 4.1",
    ]
    assert labels(("Opus", "O"), ("Opus", "O")) == ["Opus (s0)", "Opus (s1)"]
    assert labels(("Claude Opus", "Opus"), ("Opus", None)) == ["Claude Opus", "Opus"]
    assert labels(("Opus", "Opus"), ("GPT", None)) == ["Opus", "GPT"]


@given(st.lists(st.integers(0, 100), max_size=30))
def test_mean_has_one_decimal_half_up(scores: list[int]) -> None:
    average = mean(scores)
    if not scores:
        assert average is None
        return
    assert average is not None
    exact = Fraction(sum(scores), len(scores))
    assert Fraction(str(average)) * 10 == int(exact * 10 + Fraction(1, 2))


@given(st.dictionaries(st.sampled_from(list(PANEL)), st.tuples(st.sampled_from(["ship", "skip"]), st.none())))
def test_the_panel_verdict_is_the_majority(reviews: dict[str, tuple[Verdict, None]]) -> None:
    panel = of(record(reviews=dict(reviews))).tools[0].panel
    assert panel.ship + panel.skip == len(reviews)
    assert panel.score is None
    if not reviews:
        assert (panel.verdict, panel.ship_percent) == (None, None)
    elif panel.ship == panel.skip:
        assert panel.verdict == "split"
    else:
        assert panel.verdict == ("ship" if panel.ship > panel.skip else "skip")


def test_the_score_is_over_the_reviews_that_carry_one() -> None:
    score = of(record(reviews={"builder": ("ship", 80), "skeptic": ("ship", None), "founder": ("skip", 41)}))
    panel = score.tools[0].panel
    assert panel.score is not None
    assert (panel.score.mean, panel.score.low, panel.score.high, panel.score.count) == (60.5, 41, 80, 2)


def test_the_community_is_tally_plus_ballots() -> None:
    votes = Votes(tally=Tally(ship=41, skip=9), ballots={"ana": "ship", "bo": "skip"})
    community = of(record(votes=votes)).tools[0].community
    assert (community.ship, community.skip, community.ship_percent) == (42, 10, 81)
    assert of(record()).tools[0].community.ship_percent is None


def test_the_better_value_needs_two_known_ones_and_no_tie() -> None:
    high, low = record("high", {"builder": ("ship", 90)}), record("low", {"builder": ("ship", 70)})
    silent = record("silent", {"builder": ("ship", None)})
    assert row(of(low, high), "panel.score") == ((70.0, 90.0), 1)
    assert row(of(silent, low, high), "panel.score") == ((None, 70.0, 90.0), 2)
    assert row(of(silent, high), "panel.score") == ((None, 90.0), None)
    assert row(of(high, record("equal", {"builder": ("ship", 90)})), "panel.score")[1] is None
    assert row(of(high, low), "entry") == (("free", "free"), None)


def test_differences_hold_only_rows_that_differ_and_no_running_text() -> None:
    comparison = of(record("a", {"builder": ("ship", 90)}), record("b", {"builder": ("ship", 70)}))
    fields = [difference.field for difference in comparison.differences]
    assert "panel.score" in fields
    assert "reviews.builder.score" in fields
    assert "entry" not in fields
    assert "panel.verdict" not in fields
    assert not any(field.endswith((".text", "description")) for field in fields)


def test_unknown_differs_from_known() -> None:
    comparison = of(record("a", {"builder": ("ship", 90)}), record("b"))
    assert next(d for d in comparison.differences if d.field == "panel.score").values == (90.0, None)


def test_reviews_come_in_the_panels_order_and_off_panel_ones_do_not_count() -> None:
    reviews: dict[str, tuple[Verdict, int | None]] = {
        "stranger": ("skip", 1),
        "founder": ("ship", 2),
        "builder": ("ship", 3),
    }
    card = of(record(reviews=reviews)).tools[0]
    assert [review.reviewer for review in card.reviews] == ["builder", "founder"]
    assert (card.panel.ship, card.panel.skip) == (2, 0)


def test_gaps_name_the_leader_and_the_lead() -> None:
    one = record("a", {"builder": ("ship", 88), "skeptic": ("ship", 60), "founder": ("ship", None)})
    two = record("b", {"builder": ("ship", 78), "skeptic": ("ship", 60), "founder": ("ship", None)})
    gaps = of(one, two).gaps
    assert [(gap.name, gap.scores, gap.leader, gap.lead) for gap in gaps] == [
        ("Builder", (88, 78), 0, 10),
        ("Skeptic", (60, 60), None, None),
    ]


def test_a_missing_best_for_is_unknown() -> None:
    assert row(of(record("a")), "best_for") == ((None,), None)
