"""`flips.py`: on each side of a flip another tool leads, and between two flips none does."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings

from tests.decisions.brute_force import decisions, leaders, weights
from vcompare.decisions import CriterionValues, Scores, flips, scored


def at(scores: Scores, criterion: int, weight: Fraction) -> list[Fraction]:
    changed = weights(scores)
    changed[criterion] = weight
    return changed


@settings(max_examples=150)
@given(decisions())
def test_flips_are_where_the_leader_changes(scores: Scores) -> None:
    for criterion in range(len(scores.criteria)):
        found = [flip for flip in flips(scores) if flip.criterion == criterion]
        marks = [Fraction(0), *(flip.weight for flip in found)]
        assert marks == sorted(set(marks)) or marks[:2] == [0, 0]
        others = sum(weights(scores)) - weights(scores)[criterion]
        ends = [*marks, marks[-1] + 1000]
        known = [*(flip.before for flip in found[:1]), *(flip.after for flip in found)]
        for (low, high), leader in zip(pairwise(ends), known, strict=False):
            for share in (Fraction(1, 1000), Fraction(1, 3), Fraction(999, 1000)):
                weight = low + (high - low) * share
                assert leader in leaders(scores, at(scores, criterion, weight)), (criterion, weight)
        for flip, end in zip(found, ends[2:], strict=True):
            beyond = flip.weight + (end - flip.weight) / 1000
            assert flip.before not in leaders(scores, at(scores, criterion, beyond))
        if not found:
            points = [Fraction(1, 10**6), Fraction(1), Fraction(10**6)]
            assert set.intersection(
                *(leaders(scores, at(scores, criterion, one)) for one in points if one or others)
            )


def test_a_founder_has_to_weigh_much() -> None:
    rows = {"builder": (88, 70), "skeptic": (72, 60), "futurist": (80, 74), "founder": (60, 96)}
    columns = [
        CriterionValues(name, Fraction(1), Fraction(0), Fraction(100), [(score, score) for score in scores])
        for name, scores in rows.items()
    ]
    [flip] = [one for one in flips(scored(["one", "other"], columns)) if one.criterion == 3]
    assert flip.weight == Fraction(18 + 12 + 6, 36)
    assert (flip.before, flip.after) == (0, 1)
