"""`scores.py`: worths are exact, and equal to a plain computation."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from tests.decisions.brute_force import decisions, score, weights, worth
from vcompare.decisions import CriterionValues, Interval, Scores, scored


@given(decisions())
def test_a_worth_is_the_weighted_mean_of_scores(scores: Scores) -> None:
    for tool in range(len(scores.tools)):
        plain = [worth(scores, tool, weights(scores), high=high) for high in (False, True)]
        assert scores.worth(tool) == Interval(*plain)
        for number, column in enumerate(scores.columns):
            both = [score(column, tool, high=high) for high in (False, True)]
            assert scores.part(tool, number) == Interval(*both)


def test_amounts_and_shares_are_exact() -> None:
    column = CriterionValues(
        "cost",
        Fraction(1, 3),
        Fraction(500),
        Fraction(50),
        [(Decimal("410.1"), Decimal("410.1")), (0.5, 0.5)],
    )
    scores = scored(["a", "b"], [column])
    assert scores.worth(0).low == Fraction(500 - Fraction("410.1"), 450)
    assert scores.worth(1) == Interval(Fraction(1), Fraction(1))


def test_what_is_unknown_may_be_anything() -> None:
    scores = scored(["a"], [CriterionValues("c", Fraction(1), Fraction(0), Fraction(10), [None])])
    assert scores.worth(0) == Interval(Fraction(0), Fraction(1))


def test_a_limit_is_a_limit_whichever_way_is_better() -> None:
    column = CriterionValues("c", Fraction(1), Fraction(10), Fraction(0), [(4, None), (None, 4)])
    scores = scored(["a", "b"], [column])
    assert scores.worth(0) == Interval(Fraction(0), Fraction(3, 5))
    assert scores.worth(1) == Interval(Fraction(3, 5), Fraction(1))
