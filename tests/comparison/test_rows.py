"""Which value is better, and when that is certain."""

from collections.abc import Mapping

import pytest

from tests.comparison.test_cards import PANEL, of, record, row
from vcompare.comparison import card, side_by_side
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Quantity
from vcompare.model import Tally, Verdict, Votes

Reviews = dict[str, tuple[Verdict, int | None]]


def best(field: str, *tools: Mapping[str, tuple[Verdict, int | None]]) -> int | None:
    return row(of(*(record(f"tool-{at}", dict(reviews)) for at, reviews in enumerate(tools))), field)[1]


def voted(ship: int, skip: int) -> Votes:
    return Votes(tally=Tally(ship=ship, skip=skip))


def favorite(*votes: tuple[int, int]) -> int | None:
    tools = [record(f"tool-{at}", votes=voted(*counts)) for at, counts in enumerate(votes)]
    return row(of(*tools), "community.ship_percent")[1]


BOTH: Reviews = {"builder": ("ship", 88), "skeptic": ("ship", 60)}


def test_a_mean_is_better_only_than_one_by_the_same_reviewers() -> None:
    alone: Reviews = {"builder": ("ship", 90)}
    assert best("panel.score", BOTH, alone) is None
    assert best("panel.score", BOTH, {"builder": ("ship", 90), "skeptic": ("ship", None)}) is None
    assert best("panel.score", BOTH, {"builder": ("ship", 90), "founder": ("ship", 90)}) is None
    assert best("panel.score", BOTH, {"builder": ("ship", 90), "skeptic": ("skip", 59)}) == 1
    # What no one scored is unknown and takes no part.
    assert best("panel.score", BOTH, {"builder": ("ship", 90), "skeptic": ("ship", 90)}, {}) == 1
    assert best("panel.score", {"founder": ("ship", 99)}, BOTH, {**BOTH, "builder": ("ship", 90)}) is None


def test_a_panel_is_better_only_than_one_of_the_same_reviewers() -> None:
    split: Reviews = {"builder": ("ship", 1), "skeptic": ("skip", 1)}
    for field in ("panel.verdict", "panel.ship_percent"):
        assert best(field, split, {"builder": ("ship", 1)}) is None
        assert best(field, split, {"builder": ("ship", 1), "skeptic": ("ship", 1)}) == 1
    # A reviewer's own score of each is always from the same reviewer.
    assert best("reviews.builder.score", BOTH, {"builder": ("ship", 90)}) == 1


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (((1, 0), (970, 30)), 1),
        (((970, 30), (1, 0)), 0),
        (((1, 0), (2, 0)), 1),
        (((5, 5), (50, 50)), 1),
        (((0, 1), (0, 100)), None),
        (((3, 1), (3, 1)), None),
        (((3, 1), (0, 0)), None),
        (((9, 1), (0, 0), (1, 0)), 0),
    ],
)
def test_few_votes_never_beat_many(votes: tuple[tuple[int, int], ...], expected: int | None) -> None:
    assert favorite(*votes) == expected


def test_lower_is_better_where_the_field_says_so() -> None:
    few = Registry([Field("panel.skip", "Skips", "glance", Quantity(), better="lower")])
    skipped = [record("a", {"builder": ("skip", 1)}), record("b", BOTH)]
    assert side_by_side([card(one, PANEL) for one in skipped], {}, few).rows[0].best == 1
