"""`ranking.py`: what shares a rank, and that other tools never matter to two."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.decisions.brute_force import decisions
from vcompare.decisions import CriterionValues, Scores, scored, standings


def of(worths: list[tuple[str, str]]) -> Scores:
    """Tools that are worth from so much to so much."""
    spans = [(Fraction(low), Fraction(high)) for low, high in worths]
    return scored(
        [f"t{number}" for number in range(len(worths))],
        [CriterionValues("c", Fraction(1), Fraction(0), Fraction(1), spans)],
    )


def test_what_may_come_near_the_leader_shares_its_rank() -> None:
    ranks = standings(
        of([("0.60", "0.60"), ("0.55", "0.55"), ("0.54", "0.54"), ("0.1", "0.9"), ("0.50", "0.50")])
    )
    assert [(place.tool, place.rank) for place in ranks] == [
        ("t0", 1),
        ("t1", 1),
        ("t3", 1),
        ("t2", 4),
        ("t4", 4),
    ]


@given(decisions(), st.integers(0, 4))
def test_another_tool_never_reorders_the_others(scores: Scores, number: int) -> None:
    assume(number < len(scores.tools) > 1)
    kept = [tool for tool in range(len(scores.tools)) if tool != number]
    columns = [
        CriterionValues(one.name, one.weight, one.worst, one.best, [one.spans[tool] for tool in kept])
        for one in scores.columns
    ]
    fewer = scored([scores.tools[tool] for tool in kept], columns)
    order = [scores.tools[tool] for tool in scores.order if tool != number]
    assert [fewer.tools[tool] for tool in fewer.order] == order
    worths = {place.tool: place.worth for place in standings(scores)}
    assert {place.tool: place.worth for place in standings(fewer)} == {tool: worths[tool] for tool in order}


@given(decisions())
def test_every_tool_has_one_place_and_ranks_ascend(scores: Scores) -> None:
    found = standings(scores)
    assert sorted(place.row for place in found) == list(range(len(scores.tools)))
    ranks = [place.rank for place in found]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    for at, place in enumerate(found):
        assert place.rank <= at + 1
        if place.rank == at + 1:
            lowest = place.worth.low
        assert place.worth.high >= lowest - Fraction(1, 20)
