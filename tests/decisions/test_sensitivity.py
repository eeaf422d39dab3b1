"""`sensitivity.py`: against all corners of the unknowns, and against a fine grid of weights."""

import time
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.decisions.brute_force import corners, decisions, leaders, score, weights, worth
from vcompare.decisions import (
    CriterionValues,
    Scores,
    Span,
    certain,
    decisive,
    dominated,
    flips,
    scored,
    smallest_shift,
    standings,
)


@settings(max_examples=60)
@given(decisions(most=2))
def test_a_winner_is_certain_if_it_wins_in_every_corner(scores: Scores) -> None:
    own = weights(scores)
    always = set(range(len(scores.tools)))
    for corner in corners(scores):
        worths = [sum(weight * one for weight, one in zip(own, row, strict=True)) for row in corner]
        always &= {
            tool for tool, one in enumerate(worths) if worths.count(max(worths)) == 1 and one == max(worths)
        }
    assert ({certain(scores)} if certain(scores) is not None else set()) == always


@settings(max_examples=100)
@given(decisions())
def test_no_smaller_change_of_weights_changes_the_winner(scores: Scores) -> None:
    own = weights(scores)
    shares = [one / sum(own) for one in own]
    leader, found = scores.leader, smallest_shift(scores)
    if found is not None:
        assert sum(found.weights) == 1
        assert min(found.weights) >= 0
        assert found.moved == sum(abs(new - old) for new, old in zip(found.weights, shares, strict=True)) / 2
        assert worth(scores, found.winner, found.weights) == worth(scores, leader, found.weights)
        assert found.winner != leader
    steps = {2: 40, 3: 16}.get(len(own), 8)
    for grid in product(range(steps + 1), repeat=len(own)):
        if sum(grid) == steps:
            new = [Fraction(one, steps) for one in grid]
            moved = sum(abs(one - old) for one, old in zip(new, shares, strict=True)) / 2
            if found is None or moved < found.moved:
                assert leader in leaders(scores, new)


@given(decisions())
def test_a_decisive_unknown_changes_the_winner_from_its_score_on(scores: Scores) -> None:
    own = weights(scores)
    found = {(one.tool, one.criterion): one for one in decisive(scores)}
    best = worth(scores, scores.leader, own)
    for tool in range(len(scores.tools)):
        for number, column in enumerate(scores.columns):
            low, high = score(column, tool, high=False), score(column, tool, high=True)
            reach = worth(scores, tool, own) + own[number] * (high - low) / sum(own)
            can = tool != scores.leader and high > low and reach > best
            assert ((tool, number) in found) == can
            if can:
                gained = own[number] * (found[tool, number].score - low) / sum(own)
                assert worth(scores, tool, own) + gained == best


@given(decisions())
def test_a_dominated_tool_never_wins(scores: Scores) -> None:
    tools = list(range(len(scores.tools)))
    assume(len(tools) > 1)
    for tool, by in dominated(scores, tools).items():
        for other in by:
            assert worth(scores, other, weights(scores)) > worth(
                scores, tool, weights(scores), high=True
            ) or all(
                score(column, other, high=False) >= score(column, tool, high=True)
                for column in scores.columns
                if column.weight
            )
    assert scores.leader not in dominated(scores, tools)


@given(decisions(), st.data())
def test_all_that_dominate_are_found(scores: Scores, data: st.DataObject) -> None:
    tools = data.draw(st.permutations(range(len(scores.tools))))
    counting = [column for column in scores.columns if column.weight]
    found = {}
    for tool in tools:
        by = []
        for other in tools:
            both = [(score(column, other, high=False), score(column, tool, high=True)) for column in counting]
            if other != tool and all(own >= of for own, of in both) and any(own > of for own, of in both):
                by.append(other)
        if by:
            found[tool] = by
    assert dominated(scores, tools) == found


def many(spans: Sequence[Span], tools: int = 3, criteria: int = 100) -> Scores:
    """Tools whose values by so many criteria are these, again and again."""
    return scored(
        [f"t{at:05}" for at in range(tools)],
        [
            CriterionValues(
                f"c{number}",
                Fraction(10) ** (number % 2 * 400),
                Fraction(-1),
                Fraction(10) ** 30,
                [spans[(at + number) % len(spans)] for at in range(tools)],
            )
            for number in range(criteria)
        ],
    )


@pytest.mark.parametrize(
    ("spans", "tools", "criteria"),
    [
        ([(-0.0, -0.0), (1e308, 1e308), (10**30, 10**30), (0, 5e-324)], 5, 100),
        ([None], 3_000, 10),
        ([(0, 0)], 3_000, 10),
        ([(0, 0)], 1, 1),
        ([None, (Decimal("1E+30"), None), (None, Decimal("-0"))], 300, 100),
        ([None, (1, 2)], 20, 1_000),
    ],
)
def test_hostile_numbers_take_bounded_time(spans: Sequence[Span], tools: int, criteria: int) -> None:
    started = time.process_time()
    scores = many(spans, tools, criteria)
    first = [one.row for one in standings(scores) if one.rank == 1]
    certain(scores)
    flips(scores)
    smallest_shift(scores)
    dominated(scores, first)
    for one in decisive(scores):
        assert 0 <= one.score <= 1
    assert time.process_time() - started < 20
