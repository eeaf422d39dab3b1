"""With and without a cache the answers are equal, whatever happens to the files, the cache or the process."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PROGRAM, TOOL, MakeCatalog, children, environment
from tests.index.answers import FILES, SLUGS, assert_same, names, tools
from tests.index.conftest import Reads
from tests.index.edits import EDITS, Edit, edit, write_review, write_votes
from tests.program import inside
from vcompare.catalog.store import Catalog
from vcompare.errors import UnreadableFileError
from vcompare.index import database, fingerprint
from vcompare.index.database import CacheFile
from vcompare.index.names import NameIndex
from vcompare.index.tools import ToolIndex

STEPS = st.lists(
    st.tuples(
        st.sampled_from(EDITS),
        st.sampled_from(SLUGS),
        st.sampled_from(["Alpha", "Alhpa", "Beta 1", "Gamma 2"]),
    ),
    min_size=1,
    max_size=6,
)


def fresh(make_catalog: MakeCatalog, tmp_path: Path) -> tuple[Path, Path]:
    """Make the catalog again, and a cache of it."""
    root, cache = tmp_path / "catalog", tmp_path / "cache"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    make_catalog(FILES)
    assert_same(root, cache)
    return root, cache


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_with_and_without_the_cache_the_answers_are_equal(
    make_catalog: MakeCatalog, tmp_path: Path, steps: list[tuple[Edit, str, str]]
) -> None:
    root, cache = fresh(make_catalog, tmp_path)
    for change, slug, name in steps:
        change(root, slug, name)
        assert_same(root, cache)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_commands_give_the_bytes_of_a_fresh_cache(
    make_catalog: MakeCatalog, tmp_path: Path, steps: list[tuple[Edit, str, str]]
) -> None:
    root, _ = fresh(make_catalog, tmp_path)
    for number, (change, slug, name) in enumerate(steps):
        change(root, slug, name)
        for words in (("list",), ("search", "called -alpha")):
            asked = (*words, "--format", "json", "--catalog", str(root))
            kept, new = (
                inside(asked, XDG_CACHE_HOME=str(tmp_path / folder))
                for folder in ("cache", f"fresh-{number}")
            )
            assert (kept.status, kept.output, kept.talk) == (new.status, new.output, new.talk)
        shutil.rmtree(tmp_path / f"fresh-{number}", ignore_errors=True)


@pytest.mark.parametrize("change", EDITS)
def test_each_edit_is_noticed(make_catalog: MakeCatalog, tmp_path: Path, change: Edit) -> None:
    for slug in ("tool-1", "tool-4"):
        root, cache = fresh(make_catalog, tmp_path)
        change(root, slug, "Gamma 2")
        assert_same(root, cache)


def test_what_has_not_changed_is_not_read_again(root: Path, cache: Path, reads: Reads) -> None:
    names(root, cache)
    tools(root, cache)
    assert sorted(reads) == sorted([*SLUGS[:5], *SLUGS[:5]])
    reads.clear()
    names(root, cache)
    tools(root, cache)
    assert reads == []


def test_only_what_has_changed_is_read_again(root: Path, cache: Path, reads: Reads) -> None:
    assert_same(root, cache)
    write_review(root, "tool-1", "Changed")
    reads.clear()
    names(root, cache)
    assert reads == []
    tools(root, cache)
    assert reads == ["tool-1"]


def test_what_another_process_kept_meanwhile_is_checked_again(
    root: Path, cache: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_same(root, cache)
    edit(root, "tool-0", "Changed")
    change = CacheFile.change

    def after_another(file: CacheFile, tables: Sequence[str]) -> sqlite3.Connection:
        monkeypatch.setattr(CacheFile, "change", change)
        edit(root, "tool-1", "Changed by another")
        tools(root, cache)
        edit(root, "tool-2", "Changed last")
        reads.clear()
        return change(file, tables)

    monkeypatch.setattr(CacheFile, "change", after_another)
    index = ToolIndex(Catalog.open(root), cache)
    listed = index.listed()
    index.close()
    assert reads == ["tool-2"]
    assert listed == tools(root, None)["listed"]


def test_a_file_as_young_as_the_cache_is_read_again(
    root: Path, cache: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_TICK", 3600 * 10**9)
    assert_same(root, cache)
    reads.clear()
    tools(root, cache)
    assert sorted(reads) == list(SLUGS[:5])


def test_reviews_that_cannot_be_listed(root: Path, cache: Path) -> None:
    assert_same(root, cache)
    shutil.rmtree(root / "reviews")
    (root / "reviews").symlink_to(root / "tools")
    assert_same(root, cache)
    assert tools(root, cache)["broken"] == 5
    (root / "reviews").unlink()
    assert_same(root, cache)


def test_tools_that_cannot_be_listed(root: Path, cache: Path) -> None:
    assert_same(root, cache)
    shutil.rmtree(root / "tools")
    (root / "tools").write_text("no folder")
    for _ in range(2):
        with pytest.raises(UnreadableFileError):
            names(root, cache)


def files(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sqlite"))


def test_another_version_is_rebuilt(
    root: Path, cache: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_same(root, cache)
    monkeypatch.setattr(database, "__version__", "0.0.0")
    reads.clear()
    tools(root, cache)
    assert sorted(reads) == list(SLUGS[:5])


def test_two_catalogs_of_one_name_have_a_cache_each(root: Path, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "catalog"
    shutil.copytree(root, other)
    edit(other, "tool-0", "Elsewhere")
    for one in (root, other, root):
        assert_same(one, cache)
    assert len(files(cache)) == 4


@pytest.mark.parametrize("content", [b"", b"no database" * 1000, None])
@pytest.mark.parametrize("change", [None, edit])
def test_a_damaged_file_is_rebuilt(
    root: Path, cache: Path, content: bytes | None, change: Edit | None, reads: Reads
) -> None:
    assert_same(root, cache)
    for path in files(cache):
        path.write_bytes(path.read_bytes()[:20_000] if content is None else content)
    if change:
        change(root, "tool-0", "Changed")
    assert_same(root, cache)
    reads.clear()
    tools(root, cache)
    assert reads == []


NONSENSE = (
    "update tool set named = x'ff'", "drop table tool", "drop table spelling",
    "drop table texts", "drop table meta", "delete from meta", "drop table files",
    "delete from files", "update files set paths = x'ff'", "update files set stamps = x'ff'",
)  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("change", [None, edit])
def test_nonsense_in_the_file_is_rebuilt(root: Path, cache: Path, nonsense: str, change: Edit | None) -> None:
    assert_same(root, cache)
    for path in files(cache):
        with closing(sqlite3.connect(path)) as kept, suppress(sqlite3.Error):
            kept.execute(nonsense)
            kept.commit()
    if change:
        change(root, "tool-0", "Changed")
    assert_same(root, cache)
    assert_same(root, cache)


def test_no_cache_folder_is_a_warning(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    warnings: list[str] = []
    index = ToolIndex(Catalog.open(root), tmp_path / "file" / "cache", warn=warnings.append)
    assert index.listed() == tools(root, None)["listed"]
    assert warnings == [
        f"no cache in {tmp_path / 'file' / 'cache'}: not a directory (--no-cache does without)"
    ]
    index.close()


def test_a_folder_in_place_of_the_file_is_a_warning(root: Path, cache: Path) -> None:
    assert_same(root, cache)
    for path in files(cache):
        path.unlink()
        (path / "x").mkdir(parents=True)
    warnings: list[str] = []
    index = NameIndex(Catalog.open(root), cache, warn=warnings.append)
    assert index.names() == names(root, None)["names"]
    assert len(warnings) == 1
    index.close()


@pytest.mark.parametrize("change", [None, edit])
def test_a_locked_file_is_done_without(
    root: Path, cache: Path, change: Edit | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    assert_same(root, cache)
    if change:
        change(root, "tool-0", "Changed")

    monkeypatch.setattr(sqlite3, "connect", partial(connect, timeout=0.01))
    before = [path.read_bytes() for path in files(cache)]
    locks = [connect(path) for path in files(cache)]
    for lock in locks:
        lock.execute("begin exclusive")
    assert_same(root, cache)
    for lock in locks:
        lock.close()
    assert [path.read_bytes() for path in files(cache)] == before


@pytest.mark.parametrize("index", [NameIndex, ToolIndex])
def test_an_index_that_nobody_asks_keeps_nobody_from_writing(
    root: Path, cache: Path, index: type[NameIndex | ToolIndex]
) -> None:
    assert_same(root, cache)
    index(Catalog.open(root), cache)
    for path in files(cache):
        with closing(sqlite3.connect(path, timeout=0)) as other:
            other.execute("begin exclusive")


@pytest.fixture
def _two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare the files of small catalogs in two processes, too."""
    monkeypatch.setattr(fingerprint, "_MANY", 0)
    if len(os.sched_getaffinity(0)) == 1:
        pytest.skip("one core only")


@pytest.mark.usefixtures("_two_processes")
def test_a_change_that_either_process_sees_is_noticed(root: Path, cache: Path) -> None:
    assert_same(root, cache)
    for path in sorted((*root.rglob("*/*.toml"), *(one for one in root.rglob("*") if one.is_dir()))):
        if path.is_dir():
            (path / "tool-5.toml").write_text(TOOL.format(name="Epsilon"))
        else:
            path.write_text(path.read_text().replace("tool", "Tool").replace("5", "6").replace("3", "4"))
        assert_same(root, cache)


@pytest.mark.usefixtures("_two_processes")
def test_no_process_is_left(root: Path, cache: Path) -> None:
    others = children()
    assert_same(root, cache)
    write_votes(root, "tool-1", "Changed")
    assert_same(root, cache)
    ToolIndex(Catalog.open(root), cache).close()
    assert children() == others


@pytest.mark.usefixtures("_two_processes")
def test_no_more_processes(root: Path, cache: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    assert_same(root, cache)
    monkeypatch.setattr(os, "fork", refused)
    reads.clear()
    tools(root, cache)
    assert reads == []
    edit(root, "tool-4", "Changed")
    assert_same(root, cache)


BUILD = """
import sys
from pathlib import Path
from vcompare.catalog.store import Catalog
from vcompare.index.tools import ToolIndex

print(len(ToolIndex(Catalog.open(sys.argv[1]), Path(sys.argv[2])).listed()), flush=True)
"""


def test_many_processes_at_once(root: Path, cache: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(root), str(cache)]
    for number in range(4):
        edit(root, "tool-0", f"Alpha {number}")
        if number == 2:
            shutil.rmtree(cache)
        builders = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
        ]
        for builder in builders:
            assert builder.communicate() == (b"5\n", b"")
        assert_same(root, cache)


def test_a_process_that_is_killed_does_no_harm(root: Path, cache: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(root), str(cache)]
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - started
    for part in range(5, 21, 3):
        edit(root, "tool-0", f"Alpha {part}")
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as builder:
            time.sleep(whole * part / 20)
            builder.send_signal(signal.SIGKILL)
        assert_same(root, cache)


@pytest.mark.parametrize("command", [("search", "alpha"), ("list", "-f", "json")])
def test_an_interrupt_is_quiet_and_leaves_no_process(
    root: Path, cache: Path, command: tuple[str, ...]
) -> None:
    for number in range(1000):
        (root / f"tools/more-{number}.toml").write_text(TOOL.format(name=f"Alpha {number}"))
    env = environment(XDG_CACHE_HOME=str(cache), VCOMPARE_CATALOG=str(root))
    started = time.monotonic()
    subprocess.run([PROGRAM, *command], env=env, check=True, capture_output=True)
    whole = time.monotonic() - started
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    for part in range(2, 20, 4):
        shutil.rmtree(cache, ignore_errors=True)
        with subprocess.Popen([PROGRAM, *command], env=env, start_new_session=True, **pipes) as running:  # type: ignore[call-overload]
            time.sleep(whole * part / 20)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)
            _, errors = running.communicate()
        # While the interpreter itself is starting, it reports the interrupt.
        broke_off = running.returncode == -signal.SIGINT or b"Fatal Python error" in errors
        starting = broke_off and b"vcompare/cli" not in errors
        assert running.returncode in {0, 130} or starting, errors
        assert errors in {b"", b"note: 20 of 1001 tools; --limit shows more\n"} or starting
        assert_gone(running.pid)


def assert_gone(group: int) -> None:
    """Wait for a group of processes to end; the others may need a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a process outlived its command")
