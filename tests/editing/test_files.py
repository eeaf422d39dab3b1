import errno
import os
import resource
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import bound_by_permissions
from vcompare.editing import files
from vcompare.editing.files import write, write_all
from vcompare.errors import VcompareError
from vcompare.text.safe import is_safe

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
FEW, MANY = 3, files._FEW + 10
TIGHT = ["unshare", "--user", "--map-root-user", "--mount"]


@contextmanager
def refused(path: Path, reason: str) -> Iterator[None]:
    with pytest.raises(VcompareError) as caught:
        yield
    assert f"{path} cannot be written: {reason}" in caught.value.message


def run(code: str, *arguments: str, before: list[str] | None = None) -> str:
    done = subprocess.run(
        [*(before or []), sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_new_file_holds_the_text_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    assert write(path, "á\r\nb\rc\n\x85") is True
    assert path.read_bytes() == b"\xc3\xa1\r\nb\rc\n\xc2\x85"
    assert names(tmp_path) == ["post.md"]


def test_a_file_that_holds_it_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    write(path, "same")
    path.chmod(0o444)
    before = path.stat()
    assert write(path, "same") is False
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


@given(old=ANY_TEXT, new=ANY_TEXT)
@example(old="old", new="new \udcff")
def test_a_file_is_new_or_old(tmp_path_factory: pytest.TempPathFactory, old: str, new: str) -> None:
    folder = tmp_path_factory.mktemp("files")
    path = folder / "post.md"
    before = old.encode(errors="replace")
    path.write_bytes(before)
    try:
        changed = write(path, new)
    except VcompareError as error:
        assert any("\ud800" <= character <= "\udfff" for character in new)
        assert is_safe(error.message)
        assert path.read_bytes() == before
    else:
        assert path.read_bytes() == new.encode()
        assert changed == (new.encode() != before)
    assert names(folder) == ["post.md"]


def test_what_cannot_be_encoded_is_named_with_its_line(tmp_path: Path) -> None:
    with refused(tmp_path / "post.md", r"UTF-8 has no \ud800, which is on line 3"):
        write(tmp_path / "post.md", "a\nb\n \ud800")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o200])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "post.md"
    path.write_text("old")
    path.chmod(mode)
    write(path, "newer")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_gets_what_the_umask_allows(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write(tmp_path / "post.md", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "post.md").stat().st_mode) == 0o666 & ~umask


def test_nobody_reads_a_private_file_while_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "post.md"
    path.write_text("old")
    path.chmod(0o600)
    seen = []
    real = os.fchmod

    def look(descriptor: int, mode: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        real(descriptor, mode)

    monkeypatch.setattr(os, "fchmod", look)
    write(path, "new")
    assert seen == [0o600]


@pytest.mark.parametrize("target", ["elsewhere.md", "missing.md", "."])
def test_a_symbolic_link_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere.md").write_text("old")
    link = tmp_path / "post.md"
    link.symlink_to(target)
    with refused(link, "it is a symbolic link"):
        write(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "elsewhere.md").read_text() == "old"
    assert not (tmp_path / "missing.md").exists()


def test_a_pipe_and_a_socket_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with refused(Path("pipe"), "it is not a regular file"):
        write(Path("pipe"), "new")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with refused(Path("socket"), "it is not a regular file"):
            write(Path("socket"), "new")
    assert names(tmp_path) == ["pipe", "socket"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "it is a folder"),
        ("missing/post.md", "no such file or directory"),
        ("file/post.md", "not a directory"),
        ("x" * 300, "file name too long"),
        ("/dev/null", "it is not a regular file"),
    ],
)
def test_what_is_no_place_for_a_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    with refused(tmp_path / name, reason):
        write(tmp_path / name, "new")
    assert names(tmp_path) == ["file"]


def test_a_name_as_long_as_can_be_is_written(tmp_path: Path) -> None:
    assert write(tmp_path / ("x" * 255), "new")


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("old")
    path.chmod(0o444)
    with refused(path, "it is read-only"):
        write(path, "new")
    assert path.read_text() == "old"


WRITES = """
import sys
from pathlib import Path
from vcompare.errors import VcompareError
from vcompare.editing.files import write
try:
    write(Path(sys.argv[1]), sys.argv[2] * int(sys.argv[3]))
except VcompareError as error:
    print(error.message)
"""


def test_a_closed_folder_keeps_its_file(tmp_path: Path) -> None:
    if (bound := bound_by_permissions()) is None:
        pytest.skip("root is not bound by permissions, and there is no setpriv")
    path = tmp_path / "post.md"
    path.write_text("old")
    tmp_path.chmod(0o555)
    try:
        output = run(WRITES, str(path), "new", "1", before=bound)
    finally:
        tmp_path.chmod(0o755)
    assert output == f"{path} cannot be written: permission denied\n"
    assert path.read_text() == "old"
    assert names(tmp_path) == ["post.md"]


def test_a_full_disk_keeps_the_old_file() -> None:
    on_disk = "mount -t tmpfs -o size=64k tmpfs /mnt && cd /mnt"
    if (
        not shutil.which("unshare")
        or subprocess.run([*TIGHT, "sh", "-c", on_disk], check=False, capture_output=True).returncode
    ):
        pytest.skip("this system lets nobody mount a small disk of their own")
    after = '"$@" && cat post.md && ls -A'
    output = run(
        WRITES,
        "post.md",
        "new",
        "100000",
        before=[*TIGHT, "sh", "-c", f"{on_disk} && echo old >post.md && {after}", "sh"],
    )
    assert output == "post.md cannot be written: no space left on device\nold\npost.md\n"


def test_a_limit_on_files_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with refused(path, "file too large"):
            write(path, "new" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["post.md"]


@pytest.mark.parametrize("count", [1, FEW, MANY])
@pytest.mark.parametrize("step", ["fchmod", "sync", "replace"])
@pytest.mark.parametrize(
    "trouble", [OSError(errno.EIO, "Input/output error"), OSError(errno.EDQUOT, "Full"), KeyboardInterrupt()]
)
def test_trouble_at_any_step_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, trouble: BaseException, count: int
) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(count)]
    for path in paths:
        path.write_text("old")

    def fails(*_arguments: object) -> None:
        raise trouble

    if step == "sync":
        step = "sync" if count == MANY else "fsync"
    monkeypatch.setattr(os, step, fails)
    with pytest.raises((VcompareError, KeyboardInterrupt, OSError)):
        write_all(dict.fromkeys(paths, "new"))
    assert {path.read_text() for path in paths} == {"old"}
    assert names(tmp_path) == sorted(path.name for path in paths)


@pytest.mark.parametrize("number", range(5))
def test_if_one_of_several_fails_those_before_it_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    texts: dict[Path, str | None] = {tmp_path / name: "new" for name in ("a", "b", "new")}
    texts |= {tmp_path / "c": None, tmp_path / "d": None}
    for path in texts:
        if path.name != "new":
            path.write_bytes(b"old \xff")
            path.chmod(0o640)
    before = {path.name: (path.read_bytes(), path.stat().st_mode) for path in tmp_path.iterdir()}
    left, real = [number], files._replace

    def fails(*arguments: Any) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise VcompareError("full")
        real(*arguments)

    monkeypatch.setattr(files, "_replace", fails)
    with pytest.raises(VcompareError, match="full"):
        write_all(texts)
    assert {path.name: (path.read_bytes(), path.stat().st_mode) for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("count", [1, FEW, MANY])
@pytest.mark.parametrize("sync", [True, False])
def test_everything_is_on_the_disk_before_anything_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, sync: bool
) -> None:
    done: list[str] = []

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            done.append(name)
            return real(*arguments)

        return call

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(os, "sync", noted("sync", os.sync))
    monkeypatch.setattr(os, "replace", noted("replace", os.replace))
    for text in ("new", "newer"):
        done.clear()
        write_all({tmp_path / f"{number}.md": text for number in range(count)}, sync=sync)
        synced = ["sync"] if count == MANY else ["fsync"] * count
        assert done == [*(synced if sync else ()), *["replace"] * count]


@pytest.mark.parametrize("count", [FEW, MANY])
def test_what_changed_since_it_was_read_stays(tmp_path: Path, count: int) -> None:
    texts = {tmp_path / f"{number}.md": "new" for number in range(count)}
    expected: dict[Path, str | None] = dict.fromkeys(texts, "old")
    for path in texts:
        path.write_text("old")
    for text in ("mine", "", None):
        changed = tmp_path / f"{count - 1}.md"
        changed.unlink() if text is None else changed.write_text(text)
        before = {path.name: path.read_text() for path in tmp_path.iterdir()}
        with pytest.raises(VcompareError, match=f"{changed} was changed while vcompare was at work"):
            write_all(texts, expected=expected)
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before
    assert write_all(texts, expected=expected | {changed: None}) == list(texts)


def test_what_is_not_utf_8_is_compared_too(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"\xff")
    assert write_all({path: "new"}, expected={path: files.current(path)}) == [path]


def test_a_new_file_never_goes_over_one_that_appeared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {tmp_path / name: "new" for name in ("old", "a", "b", "c")}
    (tmp_path / "old").write_text("old")
    real = files._write_drafts

    def late(*arguments: Any, **options: Any) -> None:
        real(*arguments, **options)
        (tmp_path / "b").write_text("mine")

    monkeypatch.setattr(files, "_write_drafts", late)
    with pytest.raises(VcompareError, match="b was changed while vcompare was at work"):
        write_all(texts)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"old": "old", "b": "mine"}


def test_a_file_may_take_the_mode_of_another(tmp_path: Path) -> None:
    (tmp_path / "old").touch(0o640)
    write_all({tmp_path / "new": "x", tmp_path / "old": None}, modes={tmp_path / "new": tmp_path / "old"})
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert names(tmp_path) == ["new"]


def test_a_file_may_be_too_large_to_read(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("x" * 2048)
    assert files.current(path, 2048) == files.current(path) == path.read_text()
    with pytest.raises(VcompareError, match="is larger than 1 KiB"):
        files.current(path, 2047)


@pytest.mark.parametrize("count", [FEW, MANY])
def test_many_files_change_where_they_are_not_yet_right(tmp_path: Path, count: int) -> None:
    texts = {tmp_path / f"{number}.md": f"text {number}" for number in range(count)}
    write(tmp_path / "1.md", "text 1")
    write(tmp_path / "2.md", "another")
    assert write_all(texts) == [path for path in texts if path.name != "1.md"]
    assert {path: path.read_text() for path in texts} == texts
    assert write_all(texts) == []


@pytest.mark.parametrize("count", [FEW, MANY])
@pytest.mark.parametrize("fault", ["text", "folder", "link", "read-only", "nowhere"])
def test_if_one_cannot_be_written_none_is(tmp_path: Path, count: int, fault: str) -> None:
    texts = {tmp_path / f"{number}.md": "new" for number in range(count)}
    for path in texts:
        path.write_text("old")
    bad = tmp_path / "bad"
    match fault:
        case "folder":
            bad.mkdir()
        case "link":
            bad.symlink_to("0.md")
        case "read-only":
            bad.touch(0o444)
        case "nowhere":
            bad = tmp_path / "nowhere" / "bad"
    with refused(bad, ""):
        write_all(texts | {bad: "\ud800" if fault == "text" else "new"})
    assert {path.read_text() for path in texts} == {"old"}
    assert not list(tmp_path.glob(".*"))


STRUCK = """
import os, random, signal, sys, time
from pathlib import Path
from vcompare.editing import files

folder, strike, rounds = Path(sys.argv[1]), getattr(signal, sys.argv[2]), int(sys.argv[3])
path = folder / "post.md"
texts = ["a" * 400_000 + "A", "b" * 300_000 + "B"]
files.write(path, texts[0])
chance, seen, left = random.Random(7), set(), 0
signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored in the background
receiving, sending = os.pipe()
for number in range(rounds):
    try:
        if (child := os.fork()) == 0:
            os.write(sending, b".")
            while True:
                for text in texts:
                    files.write(path, text)
    except KeyboardInterrupt:
        os._exit(0)
    os.read(receiving, 1)
    time.sleep(chance.uniform(0, 0.03))
    os.kill(child, strike)
    os.waitpid(child, 0)
    seen.add(texts.index(path.read_text()))
    for draft in folder.glob(".*"):
        left += 1
        draft.unlink()
print(sorted(seen), left, os.listdir(folder))
"""


def test_a_kill_leaves_one_text_whole(tmp_path: Path) -> None:
    seen, left, rest = run(STRUCK, str(tmp_path), "SIGKILL", "100").rsplit(maxsplit=2)
    assert (seen, rest) == ("[0, 1]", "['post.md']")
    assert int(left) > 0  # or nothing was ever struck while it was written


def test_an_interrupt_leaves_nothing_beside_it(tmp_path: Path) -> None:
    assert run(STRUCK, str(tmp_path), "SIGINT", "100") == "[0, 1] 0 ['post.md']\n"
