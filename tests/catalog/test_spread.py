"""`spread.py`: the same answers in the same order, whoever did the work."""

import multiprocessing
import os
import time

import pytest

from vcompare.catalog.spread import spread


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 50])
def test_answers_come_in_order(count: int) -> None:
    assert list(spread(lambda number: number * number, range(count))) == [
        number * number for number in range(count)
    ]


def test_large_pieces_are_done_by_others_where_there_are_cores() -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one core only")
    done_by = set(spread(lambda _: os.getpid(), range(20)))
    assert os.getpid() not in done_by
    assert len(done_by) == len(os.sched_getaffinity(0))


def test_a_helper_that_dies_leaves_its_share_to_us() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here and number == 5:
            os._exit(1)
        return -number

    assert list(spread(work, range(30))) == [-number for number in range(30)]


def test_a_reader_who_stops_leaves_no_helper_behind() -> None:
    answers = spread(lambda number: bytes(100_000) + bytes([number]), range(40))
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    time.sleep(0.2)
    multiprocessing.active_children()  # joins those that have ended
    assert multiprocessing.active_children() == []
