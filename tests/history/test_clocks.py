"""`clocks.py`: dates that never go back, whatever the clocks said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.history.clocks import in_order


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], []),
        ([5], [5]),
        ([1, 2, 2, 3], [1, 2, 2, 3]),
        ([1, 99, 3, 4], [1, 3, 3, 4]),  # one clock was ahead
        ([1, 5, 2, 6], [1, 5, 6, 6]),  # one was behind
        ([1, 5, 2], [1, 5, 5]),  # and at the end of the branch
        ([1, 99, 3], [1, 99, 99]),  # of as many, the later are believed
        ([9, 1, 2, 3, 8], [1, 1, 2, 3, 8]),
        ([3, 2, 1], [3, 3, 3]),
    ],
)
def test_clocks(times: list[int], expected: list[int]) -> None:
    assert in_order(times) == expected


@given(st.lists(st.integers(0, 20), max_size=12))
def test_they_never_go_back_and_right_ones_stay(times: list[int]) -> None:
    found = in_order(times)
    assert found == sorted(found)
    assert len(found) == len(times)
    if times == sorted(times):
        assert found == times


@given(st.lists(st.integers(0, 50), min_size=3, max_size=12), st.integers(0, 100), st.integers(0, 11))
def test_one_wrong_clock_among_many_right_ones_moves_no_other(
    times: list[int], wrong: int, place: int
) -> None:
    """Unless it is as late as one of two neighbors, and either may be wrong."""
    right = sorted(set(times))
    at = place % (len(right) + 1)
    found = in_order([*right[:at], wrong, *right[at:]])
    others = [*found[:at], *found[at + 1 :]]
    assert sum(one != other for one, other in zip(others, right, strict=True)) <= 1
