"""When the commits of a branch were made, though some of the clocks were wrong."""

from bisect import bisect_right
from collections.abc import Sequence


def in_order(times: Sequence[int]) -> list[int]:
    """Return times, oldest commit first, that never go back.

    The most commits that are in order with each other are believed, and of as many the later ones. Any other
    counts as made with the next that is, or at the end of the branch with the last.
    """
    believed = set(_longest(times))
    found, later = list(times), None
    for at in reversed(range(len(times))):
        if at in believed:
            later = times[at]
        elif later is not None:
            found[at] = later
    for at in range(1, len(found)):
        found[at] = max(found[at], found[at - 1])
    return found


def _longest(times: Sequence[int]) -> list[int]:
    """Return where the longest run of times that never go back is (patience sorting, from the end)."""
    ends: list[int] = []
    places: list[int] = []
    behind: dict[int, int | None] = {}
    for at in reversed(range(len(times))):
        pile = bisect_right(ends, -times[at])
        behind[at] = places[pile - 1] if pile else None
        ends[pile : pile + 1] = [-times[at]]
        places[pile : pile + 1] = [at]
    run: list[int] = []
    at_last: int | None = places[-1] if places else None
    while at_last is not None:
        run.append(at_last)
        at_last = behind[at_last]
    return run
