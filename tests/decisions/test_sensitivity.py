"""`sensitivity.py`: against all corners of the unknowns, and against a fine grid of weights."""

from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings

from tests.decisions.brute_force import corners, decisions, leaders, score, weights, worth
from vcompare.decisions import Scores, certain, decisive, dominated, smallest_shift


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
    steps = 8
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
