"""`spread.py`: the same answers in the same order, whoever did the work."""

import errno
import itertools
import os
import signal

import pytest

from tests.conftest import children
from vcompare import parallel as spread_module
from vcompare.parallel import cores, forked, spread


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
    others = children()
    answers = spread(lambda number: bytes(100_000) + bytes([number]), range(40))
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert children() == others


def test_an_error_in_a_helper_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(number: int) -> int:
        return 1 // (number - 20)

    answers = spread(work, range(30))
    with pytest.raises(ZeroDivisionError):
        list(answers)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("what", ["fork", "pipe"])
@pytest.mark.parametrize("works", [[False], [True, False], [False, True]])
def test_no_more_processes_or_files(monkeypatch: pytest.MonkeyPatch, what: str, works: list[bool]) -> None:
    others = children()
    turns, original = itertools.cycle(works), getattr(os, what)

    def sometimes() -> object:
        if next(turns):
            return original()
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(spread_module, "cores", lambda: 3)
    monkeypatch.setattr(os, what, sometimes)
    before = os.listdir("/proc/self/fd")
    assert list(spread(lambda number: -number, range(30))) == [-number for number in range(30)]
    assert os.listdir("/proc/self/fd") == before
    assert children() == others


def test_helpers_do_not_hear_an_interrupt() -> None:
    here = os.getpid()

    def work(_number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGINT)
        return os.getpid()

    assert here not in set(spread(work, range(20))) or cores() == 1


def test_a_child_never_returns_into_the_code_of_its_parent() -> None:
    def task() -> None:
        raise SystemExit(3)

    assert os.waitstatus_to_exitcode(os.waitpid(forked(task), 0)[1]) == 0
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()
