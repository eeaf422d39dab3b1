"""The lock: one writer at a time, and nothing left of it in the catalog."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from vcompare.editing import lock
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError

HOLD = """
import sys, time
from pathlib import Path
from vcompare.editing.lock import locked
with locked(Path(sys.argv[1])):
    print(1, flush=True)
    time.sleep(60)
"""


def test_one_waits_for_another(tmp_path: Path) -> None:
    order = []

    def second() -> None:
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]


def test_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with locked(tmp_path), pytest.raises(VcompareError, match="another vcompare has been writing"):
        locked(tmp_path).__enter__()


def test_a_dry_run_waits_for_nobody(tmp_path: Path) -> None:
    with locked(tmp_path), locked(tmp_path, dry_run=True):
        pass


def test_another_folder_has_another_lock_and_a_link_has_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to("one")
    with locked(tmp_path / "one"):
        with locked(tmp_path / "other"):
            pass
        with pytest.raises(VcompareError, match="another vcompare"):
            locked(tmp_path / "link").__enter__()


def test_the_lock_ends_with_its_holder_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with pytest.raises(VcompareError):
        locked(tmp_path).__enter__()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_no_folder_for_the_lock_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(VcompareError, match="cannot be locked for writing"):
        locked(tmp_path).__enter__()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EIO, errno.EINVAL])
def test_a_lock_that_the_file_system_refuses_is_an_error_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(fcntl, "lockf", refuse)
    started = time.monotonic()
    with pytest.raises(VcompareError, match="cannot be locked for writing") as refused:
        locked(tmp_path).__enter__()
    assert os.strerror(number).lower() in refused.value.message
    assert refused.value.hint == "set TMPDIR to a folder that you may write to"
    assert time.monotonic() - started < lock.PATIENCE / 2


def test_a_folder_in_the_place_of_the_lock_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    with locked(tmp_path):
        (path,) = (tmp_path / "tmp").iterdir()
    path.unlink(missing_ok=True)
    path.mkdir()
    with pytest.raises(VcompareError, match="cannot be locked for writing"):
        locked(tmp_path).__enter__()
