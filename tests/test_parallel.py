"""`parallel.py`: the same answers in the same order, whichever process did the work."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import children
from vcompare import parallel
from vcompare.parallel import cores, imap, shared_test


@pytest.fixture(autouse=True)
def _three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    if cores() == 1:
        pytest.skip("nothing can be forked here, or there is one core only")
    monkeypatch.setattr(parallel, "cores", lambda: 3)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 50])
def test_answers_come_in_order(count: int) -> None:
    assert list(imap(lambda number: number * number, range(count))) == [
        number * number for number in range(count)
    ]


def test_many_pieces_are_done_by_other_processes() -> None:
    done_by = set(imap(lambda _: os.getpid(), range(20)))
    assert os.getpid() not in done_by
    assert len(done_by) == 3


def test_no_interrupt_is_lost_in_a_finalizer() -> None:
    """Those of `multiprocessing` are written in Python, where Ctrl-C would be printed and forgotten."""
    code = (
        "import sys; from vcompare import parallel; parallel.cores = lambda: 2;"
        "assert [*parallel.imap(abs, range(20))] == [*range(20)]; print('multiprocessing' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_few_pieces_are_done_here() -> None:
    assert set(imap(lambda _: os.getpid(), range(7))) == {os.getpid()}


def test_with_one_core_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    assert set(imap(lambda _: os.getpid(), range(20))) == {os.getpid()}


def test_what_a_process_that_dies_leaves_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here and number == 5:
            os._exit(1)
        return -number

    assert list(imap(work, range(30))) == [-number for number in range(30)]


def test_a_reader_who_stops_leaves_no_process() -> None:
    others = children()
    answers = imap(lambda number: bytes(100_000) + bytes([number]), range(40))
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert children() == others


def test_an_error_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(number: int) -> int:
        return 1 // (number - 20)

    with pytest.raises(ZeroDivisionError):
        list(imap(work, range(30)))
    assert capfd.readouterr() == ("", "")


def test_no_more_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    assert list(imap(lambda number: -number, range(30))) == [-number for number in range(30)]


def test_an_interrupt_is_not_for_other_processes() -> None:
    here = os.getpid()

    def work(_number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGINT)
        return os.getpid()

    assert here not in set(imap(work, range(20)))
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


@pytest.mark.parametrize("failing", [set(), {0}, {99}, {3, 50, 98}, {*range(100)}])
def test_a_shared_test_finds_all_that_fail(failing: set[int]) -> None:
    others = children()
    outcome = shared_test(lambda number: number not in failing, range(100))
    assert set(outcome()) == failing
    assert children() == others


def test_what_a_process_that_dies_leaves_untested_is_tested_here() -> None:
    here = os.getpid()

    def test(number: int) -> bool:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number != 90

    assert shared_test(test, range(100))() == [90]


def test_a_process_goes_on_while_its_results_wait_to_be_read(tmp_path: Path) -> None:
    def work(number: int) -> bytes:
        (tmp_path / str(number)).touch()
        return bytes(200_000)

    answers = imap(work, range(12))
    next(answers)
    for _ in range(200):
        if (tmp_path / "6").exists():  # the third of the first process
            break
        time.sleep(0.01)
    assert (tmp_path / "6").exists()
    answers.close()  # type: ignore[attr-defined]
