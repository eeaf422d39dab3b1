"""The index answers as the files do, whatever happens to the files, to the cache, or while it is written."""

import errno
import importlib
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PROGRAM, REVIEW, SETTINGS, TOOL, MakeCatalog, children, environment
from vcompare.app.listing import Listed
from vcompare.catalog.store import Catalog
from vcompare.errors import UnreadableFileError, VcompareError
from vcompare.index import database as database_module
from vcompare.index import fingerprint, tables
from vcompare.index import indexed as index_module
from vcompare.index.indexed import Indexed
from vcompare.index.query import asked
from vcompare.match import resolve
from vcompare.render.data import tool_json

QUERIES = ("alpha", "beta one", "alhpa", "gamma 2", "nothing at all", "tool-3", "bta")
SEARCHES = ("called", "alpha", '"said of"', "al*", "called -alpha", "skeptic more")
T = TypeVar("T")
SLUGS = tuple(f"tool-{number}" for number in range(6))


def written(tool: Listed) -> bytes:
    """Return the text of a tool, and see that it says what is known of it."""
    text = tool_json(tool.overview)
    assert tool.text in {None, text}
    return text


def said(catalog: Catalog) -> dict[str, object]:
    """Return everything that an index answers, from any kind of catalog."""
    broken = catalog.broken(), catalog.broken(deep=True)
    answers: dict[str, object] = {"names": catalog.names(), "broken": broken}
    answers["list"] = [(tool and written(tool), list(findings)) for tool, findings in catalog.listed()]
    answers |= {query: outcome(query, catalog) for query in QUERIES}
    return answers


def outcome(query: str, catalog: Catalog) -> object:
    try:
        return resolve(query, catalog.shortlist(query))
    except VcompareError as error:
        return type(error)


def found(catalog: Indexed) -> list[object]:
    return [catalog.search(asked(query)) for query in SEARCHES]


def compared(root: Path, cache: Path) -> None:
    """Hold a new index against the files, and its search against one made from nothing."""
    kept = Indexed(Catalog.open(root), cache, tool_json, warn=pytest.fail)
    fresh = Indexed(Catalog.open(root), None, tool_json)
    try:
        assert said(kept) == said(Catalog.open(root)) == said(fresh)
        assert found(kept) == found(fresh)
    finally:
        kept.close()
        fresh.close()


FILES = {
    **{
        f"tools/tool-{number}.toml": TOOL.format(name=name)
        for number, name in enumerate(("Alpha", "Beta One", "Beta Two", "Gamma 2", "Delta"))
    },
    **{
        f"reviews/tool-{number}/{seat}.toml": REVIEW.format(verdict="ship", score=50 + number)
        for number in range(3)
        for seat in ("builder", "skeptic")
    },
    "votes/tool-1.toml": "[tally]\nship = 3\nskip = 1\n",
}


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as old at once, so that their stamps are trusted."""
    monkeypatch.setattr(fingerprint, "_GRAIN", -3600 * 10**9)


class Reads:
    """Counts the tools that are read from their files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slugs: list[str] = []
        read = Catalog.tool

        def tool(catalog: Catalog, slug: str) -> object:
            self.slugs.append(slug)
            return read(catalog, slug)

        monkeypatch.setattr(Catalog, "tool", tool)


def ask(root: Path, cache: Path | None) -> tuple[dict[str, object], list[object]]:
    index = Indexed(Catalog.open(root), cache, tool_json, warn=pytest.fail)
    try:
        return said(index), found(index)
    finally:
        index.close()


def test_answers_as_the_files_do_and_reads_them_once(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(root, cache)
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert reads.slugs == []


def test_only_what_changed_is_read_again(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    path = root / "reviews/tool-1/builder.toml"
    path.write_text(path.read_text().replace("51", "52"))
    reads = Reads(monkeypatch)
    answers, _ = ask(root, cache)
    assert reads.slugs == ["tool-1"]
    assert '"mean": 51.5' in str(answers["list"])
    compared(root, cache)


def test_names_alone_do_not_read_reviews(root: Path, cache: Path) -> None:
    (root / "reviews/tool-1/builder.toml").write_text("broken")
    index = Indexed(Catalog.open(root), cache, tool_json)
    assert index.broken() == 0
    assert len(index.names()[0]) == 5
    index.close()
    compared(root, cache)


def test_an_edit_of_the_same_size_under_the_old_time_is_noticed(root: Path, cache: Path) -> None:
    compared(root, cache)
    path = root / "tools/tool-0.toml"
    before = path.stat()
    time.sleep(0.02)  # the clock of a file system ticks every few milliseconds
    path.write_text(path.read_text().replace("Alpha", "Alhpa"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    compared(root, cache)


def test_a_file_as_young_as_the_look_at_it_is_read_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_GRAIN", 3600 * 10**9)
    compared(root, cache)
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert set(reads.slugs) >= {"tool-0", "tool-1"}


def edit(root: Path, slug: str, name: str) -> None:
    path = root / f"tools/{slug}.toml"
    if not os.access(path, os.W_OK):
        gone(path)
    path.write_text(TOOL.format(name=name))


def same_size(root: Path, slug: str, _name: str) -> None:
    tool = root / f"tools/{slug}.toml"
    if os.access(tool, os.R_OK | os.W_OK):
        stat = tool.stat()
        time.sleep(0.005)  # the clock of a file system ticks every few milliseconds
        tool.write_text(tool.read_text()[::-1])
        os.utime(tool, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def remove(root: Path, slug: str, _name: str) -> None:
    gone(root / f"tools/{slug}.toml")


def write_review(root: Path, slug: str, name: str) -> None:
    written_to(root / f"reviews/{slug}/skeptic.toml", REVIEW.format(verdict="skip", score=len(name)))


def remove_review(root: Path, slug: str, _name: str) -> None:
    gone(root / f"reviews/{slug}/skeptic.toml")


def remove_reviews(root: Path, slug: str, _name: str) -> None:
    gone(root / f"reviews/{slug}")


def write_stranger(root: Path, slug: str, name: str) -> None:
    written_to(root / f"reviews/{slug}/{name.lower()[:3]}.toml", "x = 1")


def broken_tool(root: Path, slug: str, _name: str) -> None:
    written_to(root / f"tools/{slug}.toml", "name = \n")


def rename(root: Path, slug: str, _name: str) -> None:
    with suppress(FileNotFoundError):
        (root / f"tools/{slug}.toml").rename(root / "tools" / "tool-5.toml")


def write_votes(root: Path, slug: str, name: str) -> None:
    written_to(root / f"votes/{slug}.toml", f"[tally]\nship = {len(name)}\nskip = 1\n")


def remove_votes(root: Path, slug: str, _name: str) -> None:
    gone(root / f"votes/{slug}.toml")


def rename_seat(root: Path, _slug: str, name: str) -> None:
    (root / "catalog.toml").write_text(SETTINGS.replace('"Skeptic"', f'"{name}"'))


def remove_seat(root: Path, _slug: str, _name: str) -> None:
    (root / "catalog.toml").write_text(SETTINGS.partition("[panel.skeptic]")[0])


def close(root: Path, slug: str, _name: str) -> None:
    path = root / f"tools/{slug}.toml"
    if path.is_file():
        path.chmod(0o644 if path.stat().st_mode & 0o777 == 0 else 0)


def link(root: Path, slug: str, _name: str) -> None:
    path = root / f"reviews/{slug}/skeptic.toml"
    if path.is_file() and not path.is_symlink():
        path.rename(root / "elsewhere.toml")
        path.symlink_to(root / "elsewhere.toml")


def folder(root: Path, slug: str, _name: str) -> None:
    path = root / f"votes/{slug}.toml"
    gone(path)
    path.mkdir(parents=True)


def folder_link(root: Path, slug: str, _name: str) -> None:
    gone(root / f"reviews/{slug}")
    (root / f"reviews/{slug}").symlink_to(root / "reviews/tool-1")


def ask_names(root: Path, _slug: str, _name: str) -> None:
    """Bring the names alone up to date."""
    index = Indexed(Catalog.open(root), root.parent / "cache", tool_json)
    index.names()
    index.close()


def gone(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def written_to(path: Path, text: str) -> None:
    gone(path)
    if path.parent.is_symlink():
        path.parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


EDITS = (
    edit, same_size, remove, write_review, remove_review, remove_reviews, write_stranger, broken_tool, rename,
    write_votes, remove_votes, rename_seat, remove_seat, close, link, folder, folder_link, ask_names,
)  # fmt: skip
steps_taken = st.lists(
    st.tuples(
        st.sampled_from(EDITS),
        st.sampled_from(SLUGS),
        st.sampled_from(["Alpha", "Alhpa", "Beta 1", "Gamma 2"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps_taken)
def test_whatever_happens_to_the_files(
    make_catalog: MakeCatalog, tmp_path: Path, steps: list[tuple[Callable[[Path, str, str], None], str, str]]
) -> None:
    root, cache = started_afresh(make_catalog, tmp_path)
    for change, slug, name in steps:
        change(root, slug, name)
        compared(root, cache)


@pytest.mark.parametrize("change", EDITS)
def test_every_edit_is_noticed_by_itself(
    make_catalog: MakeCatalog, tmp_path: Path, change: Callable[[Path, str, str], None]
) -> None:
    for slug in ("tool-1", "tool-4"):
        root, cache = started_afresh(make_catalog, tmp_path)
        change(root, slug, "Gamma 2")
        compared(root, cache)


def started_afresh(make_catalog: MakeCatalog, tmp_path: Path) -> tuple[Path, Path]:
    """Make the catalog again, and a cache that has seen it and nothing else."""
    root, cache = tmp_path / "catalog", tmp_path / "cache"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    make_catalog(FILES)
    compared(root, cache)
    return root, cache


def database(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.5, 0.9, 0.999])
def test_a_flipped_byte_is_noticed(root: Path, cache: Path, share: float) -> None:
    compared(root, cache)
    path = database(cache)
    content = bytearray(path.read_bytes())
    content[int(share * len(content))] ^= 0xFF
    path.write_bytes(content)
    compared(root, cache)


@pytest.mark.parametrize("keep", [0, 10, 5000])
@pytest.mark.parametrize("pattern", ["*.sqlite", "*.seal"])
def test_a_truncated_file_is_noticed(root: Path, cache: Path, pattern: str, keep: int) -> None:
    compared(root, cache)
    (path,) = cache.glob(pattern)
    path.write_bytes(path.read_bytes()[:keep])
    compared(root, cache)


def test_a_file_with_a_fitting_seal_and_no_sense_in_it(root: Path, cache: Path) -> None:
    compared(root, cache)
    path = database(cache)
    for content in (
        b"",
        b"no database" * 1000,
        path.read_bytes()[:20000],
        path.read_bytes()[:-3000] + bytes(3000),
    ):
        path.write_bytes(content)
        status = path.lstat()
        path.with_suffix(".seal").write_text(
            f"{status.st_ino} {status.st_ctime_ns} {status.st_mtime_ns} {status.st_size}\n{root.resolve()}\n"
        )
        compared(root, cache)


def test_a_folder_in_place_of_the_file(root: Path, cache: Path) -> None:
    compared(root, cache)
    path = database(cache)
    path.unlink()
    path.mkdir()
    (path / "x").touch()
    warnings: list[str] = []
    index = Indexed(Catalog.open(root), cache, tool_json, warn=warnings.append)
    assert said(index) == said(Catalog.open(root))
    index.close()
    assert len(warnings) == 1
    assert list(cache.glob("*.draft")) == []


def test_another_version_starts_anew(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    monkeypatch.setattr(index_module, "__version__", "0.0.0")
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert len(set(reads.slugs)) == 5


def test_two_catalogs_of_one_name_do_not_meet(root: Path, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "catalog"
    shutil.copytree(root, other)
    (other / "tools/tool-0.toml").write_text(TOOL.format(name="Elsewhere"))
    compared(root, cache)
    compared(other, cache)
    compared(root, cache)
    assert len(list(cache.glob("*.sqlite"))) == 2


def test_an_unlistable_folder_is_no_reason_to_stop(root: Path, cache: Path) -> None:
    shutil.rmtree(root / "reviews")
    (root / "reviews").symlink_to(root / "tools")
    index = Indexed(Catalog.open(root), cache, tool_json, warn=pytest.fail)
    assert said(index) == said(Catalog.open(root))
    assert not any(text for text, _ in said(index)["list"])  # type: ignore[attr-defined]
    index.close()


BUILD = """
import sys
from pathlib import Path
from vcompare.index.indexed import Indexed
from vcompare.catalog.store import Catalog
from vcompare.render.data import tool_json

index = Indexed(Catalog.open(sys.argv[1]), Path(sys.argv[2]), tool_json)
print(len(list(index.listed())), flush=True)
"""


def test_many_builders_at_once(root: Path, cache: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(root), str(cache)]
    for number in range(8):
        (root / "tools/tool-0.toml").write_text(TOOL.format(name=f"Alpha {number}"))
        if number % 3 == 0:
            shutil.rmtree(cache, ignore_errors=True)
        builders = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
        ]
        for builder in builders:
            assert builder.communicate() == (b"5\n", b"")
        compared(root, cache)


def test_a_killed_builder_leaves_a_draft_at_most(root: Path, cache: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(root), str(cache)]
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - started
    shutil.rmtree(cache)
    for part in range(1, 21):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as builder:
            time.sleep(whole * part / 20)
            builder.send_signal(signal.SIGKILL)
        compared(root, cache)
        assert {path.suffix for path in cache.iterdir()} <= {".sqlite", ".seal", ".draft"}
        (root / "tools/tool-0.toml").write_text(TOOL.format(name=f"Alpha {part}"))


def test_an_abandoned_draft_is_removed(root: Path, cache: Path) -> None:
    cache.mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here = database_module._machine()
    gone = {cache / "x-1.draft": True, cache / f"x-{here}-{ended.pid}-ab_c.draft": False}
    there = [
        cache / f"x-{here}-{os.getppid()}-ab_c.draft",
        cache / f"x-{'0' * 8}-{ended.pid}-ab_c.draft",
        cache / f"x-{ended.pid}.draft",
        cache / f"{here}-{ended.pid}-abc.draft",
    ]
    for draft in (*gone, *there):
        draft.touch()
        if gone.get(draft):
            os.utime(draft, (0, 0))
    compared(root, cache)
    assert not any(draft.exists() for draft in gone)
    assert all(draft.exists() for draft in there)


def test_builders_with_one_number_do_not_share_a_draft(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 1)
    one, two = (database_module.IndexFile(cache, root, b"same") for _ in range(2))
    with one.draft(tables.create) as first, two.draft(tables.create) as second:
        assert len(list(cache.glob("*.draft"))) == 2
    first.close()
    second.close()
    assert list(cache.glob("*.draft")) == []


def test_the_files_of_a_catalog_that_is_gone_go_too(root: Path, cache: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    shutil.copytree(root, gone)
    compared(gone, cache)
    compared(root, cache)
    assert len(list(cache.iterdir())) == 4
    shutil.rmtree(gone)
    (root / "tools/tool-0.toml").write_text(TOOL.format(name="Changed"))
    compared(root, cache)
    assert {path.suffix for path in cache.iterdir()} == {".sqlite", ".seal"}


def test_the_file_does_not_grow_with_every_change(root: Path, cache: Path) -> None:
    sizes = []
    for number in range(30):
        for slug in SLUGS:
            (root / f"tools/{slug}.toml").write_text(TOOL.format(name=f"Alpha {number}" * 5))
        compared(root, cache)
        sizes.append(database(cache).stat().st_size)
    assert sizes[-1] <= 2 * sizes[0]


def test_ended_in_order_when_asked_to(root: Path, cache: Path) -> None:
    for number in range(300):
        (root / f"tools/more-{number}.toml").write_text(TOOL.format(name=f"Alpha {number}"))
    env = environment(XDG_CACHE_HOME=str(cache), VCOMPARE_CATALOG=str(root))
    for delay in (0.1, 0.15, 0.2, 0.25):
        with subprocess.Popen([PROGRAM, "search", "alpha"], env=env, stdout=subprocess.DEVNULL) as running:
            time.sleep(delay)
            running.terminate()
        assert running.returncode in {0, 143}
        assert not list(cache.rglob("*.draft"))


def test_the_cache_is_for_the_person_alone(root: Path, cache: Path) -> None:
    compared(root, cache)
    assert cache.stat().st_mode & 0o077 == 0


def sealed(path: Path, root: Path) -> None:
    """Give a file a seal that fits it."""
    path.with_suffix(".seal").write_bytes(
        database_module.IndexFile(path.parent, root.resolve(), b"")._stamp()
    )


NONSENSE = (
    "listed=x'ff'", "listed=7", "listed=x'7b7d'", "checksum=0", "checksum=null", "findings=x'ff'", "findings=null",
    "findings='[1]'", "named=null", "named=x'ff'", "named=7", "unnamed=null",
)  # fmt: skip


@pytest.mark.parametrize(
    "nonsense",
    [
        *(f"update tool set {one}" for one in NONSENSE),  # noqa: S608 - our own words
        "update survey set stamps=x'00'",
        "update survey set stamps=null",
        "update survey set paths=7",
        "update survey set part='else'",
        "delete from survey",
        "delete from survey where part = 'tools'",
        "delete from survey where part = 'opinions'",
        "update vocabulary set texts=null",
        "drop table texts",
        "drop table tool",
        "update about set identity=null",
    ],
)
@pytest.mark.parametrize("change", [None, edit, write_review])
def test_nonsense_under_a_fitting_seal(
    root: Path, cache: Path, nonsense: str, change: Callable[[Path, str, str], None] | None
) -> None:
    (root / "reviews/tool-2/stranger.toml").write_text(REVIEW.format(verdict="ship", score=1))
    compared(root, cache)
    with closing(sqlite3.connect(database(cache))) as kept:
        kept.execute(nonsense)
        kept.commit()
    sealed(database(cache), root)
    if change is not None:
        change(root, "tool-0", "Changed")
    compared(root, cache)
    compared(root, cache)


def test_an_answer_that_fails_on_a_new_index_is_an_error(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(root, cache)

    def fails(asked: sqlite3.Connection) -> None:
        made.append(asked)
        raise ZeroDivisionError

    made: list[sqlite3.Connection] = []
    monkeypatch.setattr(index_module, "_names", fails)
    index = Indexed(Catalog.open(root), cache, tool_json)
    for times in (2, 3):
        with pytest.raises(ZeroDivisionError):
            index.names()
        assert len(made) == times
    index.close()


def test_a_folder_of_tools_that_is_none(root: Path, cache: Path) -> None:
    compared(root, cache)
    shutil.rmtree(root / "tools")
    (root / "tools").write_text("no folder")
    for _ in range(2):
        index = Indexed(Catalog.open(root), cache, tool_json, warn=pytest.fail)
        with pytest.raises(UnreadableFileError):
            index.names()
        index.close()


def test_errors_of_the_catalog_pass(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    edit(root, "tool-0", "Changed")

    def unreadable(_: Catalog) -> list[str]:
        raise UnreadableFileError("no")

    monkeypatch.setattr(Catalog, "slugs", unreadable)
    monkeypatch.setattr(Indexed, "_anew", lambda *_: pytest.fail("begun anew"))
    index = Indexed(Catalog.open(root), cache, tool_json, warn=pytest.fail)
    with pytest.raises(UnreadableFileError):
        index.names()
    index.close()


def interrupted(_: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupt_is_no_doubt(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    monkeypatch.setattr(index_module, "_names", interrupted)
    index = Indexed(Catalog.open(root), cache, tool_json)
    reads = Reads(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        index.names()
    index.close()
    assert reads.slugs == []


def test_names_of_files_that_are_no_text(root: Path, cache: Path) -> None:
    for folder in ("tools", "reviews/tool-1", "reviews", "votes"):
        (Path(os.fsencode(root).decode()) / folder).mkdir(exist_ok=True)
        Path(os.fsdecode(os.fsencode(root / folder) + b"/x\xff.toml")).write_text("x")
    compared(root, cache)
    compared(root, cache)
    (_, (finding,)) = list(Catalog.open(root).listed())[1]
    assert finding.path == "reviews/tool-1/x\udcff.toml"


@pytest.mark.parametrize("query", ["alpha\udcff", "\udcff", "alpha \udcff", "beta\udcff one"])
def test_a_query_that_is_no_text(root: Path, cache: Path, query: str) -> None:
    plain = Catalog.open(root)
    index = Indexed(plain, cache, tool_json)
    assert outcome(query, index) == outcome(query, plain)
    index.close()


@pytest.mark.parametrize(
    "name", [b"x\xff", "ü".encode() * 120, b"a" * 250, b"a-b c", b"line\nbreak", b"100%?#"]
)
def test_whatever_a_catalog_is_called(
    root: Path, cache: Path, name: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(os.fsdecode(os.fsencode(root.parent) + b"/" + name))
    root.rename(other)
    compared(other, cache)
    reads = Reads(monkeypatch)
    ask(other, cache)
    assert reads.slugs == []
    (other / "tools/tool-1.toml").write_text(TOOL.format(name="Changed"))
    compared(other, cache)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("module", ["rtoml", "msgspec"])
def test_another_version_of_what_reads_starts_anew(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    compared(root, cache)
    monkeypatch.setattr(importlib.import_module(module), "__version__", "0.0.0")
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert len(set(reads.slugs)) == 5


def test_a_package_in_an_archive(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "__file__", str(root / "catalog.toml/vcompare/index/indexed.py"))
    compared(root, cache)
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert reads.slugs == []


@pytest.fixture
def _small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "_WORTH_HELP", 1)
    monkeypatch.setattr(fingerprint, "_PIECE", 3)
    monkeypatch.setattr(fingerprint, "cores", lambda: 3)


def opened() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.usefixtures("_small_shares")
def test_one_change_in_any_share_is_noticed(root: Path, cache: Path) -> None:
    compared(root, cache)
    for path in sorted((*root.rglob("*/*.toml"), *(one for one in root.rglob("*") if one.is_dir()))):
        before = said(Catalog.open(root))
        if path.is_dir():
            (path / "tool-5.toml").write_text(TOOL.format(name="Epsilon"))
        else:
            path.write_text(path.read_text().replace("tool", "Tool").replace("5", "6").replace("3", "4"))
        assert said(Catalog.open(root)) != before or path.name in {"reviews", "votes"}
        compared(root, cache)


def only_in(monkeypatch: pytest.MonkeyPatch, *, child: bool) -> None:
    """Let the parent, or else the children, see no file but as it was."""
    here, as_before = os.getpid(), fingerprint._as_before

    def seen(*arguments: bytes) -> bool:
        if (os.getpid() == here) != child:
            return as_before(*arguments)
        time.sleep(0.05)  # the other one may have the rest
        return True

    monkeypatch.setattr(fingerprint, "_as_before", seen)


@pytest.mark.usefixtures("_small_shares")
@pytest.mark.parametrize("child", [False, True])
def test_the_no_of_any_process_counts(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, *, child: bool
) -> None:
    compared(root, cache)
    for number in range(5):
        edit(root, f"tool-{number}", "Changed")
    for path in root.rglob("reviews/*/*.toml"):
        path.write_text(REVIEW.format(verdict="skip", score=1))
    shutil.rmtree(root / "votes")
    only_in(monkeypatch, child=child)
    compared(root, cache)


@pytest.mark.usefixtures("_small_shares")
def test_a_helper_that_dies_is_stood_in_for(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    monkeypatch.setattr(fingerprint, "_report", lambda *_: os._exit(1))
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert reads.slugs == []


@pytest.mark.usefixtures("_small_shares")
def test_what_a_dead_helper_took_is_looked_at_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(root, cache)
    edit(root, "tool-3", "Changed")
    here, work_off = os.getpid(), fingerprint._work_off

    def dies(root: bytes, queue: int, load: fingerprint.Load) -> bool:
        if os.getpid() == here:
            time.sleep(0.1)  # the helpers take everything
            return work_off(root, queue, load)
        while os.read(queue, 4):
            pass
        os._exit(1)

    monkeypatch.setattr(fingerprint, "_work_off", dies)
    compared(root, cache)


@pytest.mark.usefixtures("_small_shares")
def test_what_does_not_fit_into_the_queue_is_looked_at(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_MOST", 2)
    compared(root, cache)
    write_votes(root, "tool-1", "Changed")
    compared(root, cache)


def refused(*_: object) -> int:
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")


def every_other(function: Callable[..., T]) -> Callable[..., T]:
    """Return a function that works every other time."""
    turns = itertools.cycle([True, False])
    return lambda *arguments: function(*arguments) if next(turns) else cast("T", refused())


@pytest.mark.usefixtures("_small_shares")
@pytest.mark.parametrize("what", ["fork", "pipe"])
@pytest.mark.parametrize("always", [False, True])
def test_no_more_processes_or_files(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, what: str, *, always: bool
) -> None:
    others = children()
    compared(root, cache)
    monkeypatch.setattr(os, what, refused if always else every_other(getattr(os, what)))
    before = opened()
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert reads.slugs == []
    assert opened() == before
    write_votes(root, "tool-1", "Changed")
    compared(root, cache)
    assert opened() == before
    assert children() == others


@pytest.mark.usefixtures("_small_shares")
def test_what_is_begun_and_not_asked_for_is_let_go(root: Path, cache: Path) -> None:
    others = children()
    compared(root, cache)
    before = opened()
    index = Indexed(Catalog.open(root), cache, tool_json)
    index.begin(deep=False)
    assert opened() > before
    index.begin(deep=True)
    index.names()
    index.begin(deep=True)
    index.close()
    assert opened() == before
    assert children() == others
    index.begin(deep=False)
    assert index.broken(deep=True) == 0
    index.close()
    assert opened() == before
    assert children() == others


@pytest.mark.usefixtures("_small_shares")
def test_an_interrupted_wait_leaves_nothing(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = children()
    compared(root, cache)
    before = opened()
    index = Indexed(Catalog.open(root), cache, tool_json)
    index.begin(deep=True)
    monkeypatch.setattr(fingerprint, "_work_off", lambda *_: interrupted(_))
    with pytest.raises(KeyboardInterrupt):
        index.names()
    index.close()
    assert opened() == before
    assert children() == others


def test_a_file_that_could_not_be_opened_is_tried_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open
    closed = {"tools/tool-0.toml", "reviews/tool-1/builder.toml", "votes/tool-1.toml"}

    def no_open(path: str, *arguments: int) -> int:
        if any(str(path).endswith(one) for one in closed):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_open(path, *arguments)

    monkeypatch.setattr(os, "open", no_open)
    compared(root, cache)
    monkeypatch.setattr(os, "open", real_open)
    compared(root, cache)


def test_a_folder_that_cannot_be_listed_is_tried_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_listdir = os.listdir

    def no_listdir(path: str = ".") -> list[str]:
        if str(path).endswith("reviews/tool-1"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_listdir(path)

    monkeypatch.setattr(os, "listdir", no_listdir)
    compared(root, cache)
    monkeypatch.setattr(os, "listdir", real_listdir)
    compared(root, cache)


def test_a_folder_that_could_not_be_listed_once(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_listdir = os.listdir

    def no_listdir(path: str = ".") -> list[str]:
        if str(path).endswith("reviews/tool-1"):
            monkeypatch.setattr(os, "listdir", real_listdir)
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_listdir(path)

    monkeypatch.setattr(os, "listdir", no_listdir)
    ask(root, cache)  # the survey misses the files of a tool that is then read
    text = (root / "reviews/tool-1/skeptic.toml").read_text()
    (root / "reviews/tool-1/skeptic.toml").write_text(text.replace("51", "99"))
    compared(root, cache)


def test_a_file_that_is_replaced_while_it_is_opened_is_not_taken(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(root, cache)
    file = database_module.IndexFile(
        cache, root.resolve(), index_module._identity(root.resolve(), Catalog.open(root))
    )
    seal = file.seal()
    with closing(cast("sqlite3.Connection", file.open(seal))):
        pass
    connect = sqlite3.connect

    def replaced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        monkeypatch.setattr(sqlite3, "connect", connect)
        opened: sqlite3.Connection = connect(*arguments, **options)
        edit(root, "tool-0", "Changed")
        compared(root, cache)
        return opened

    monkeypatch.setattr(sqlite3, "connect", replaced)
    assert file.open(seal) is None
    with closing(cast("sqlite3.Connection", file.open(file.seal()))) as opened:
        assert opened is not None


def test_an_old_version_under_its_own_name_is_no_help(root: Path, cache: Path) -> None:
    compared(root, cache)
    kept = database(cache).read_bytes()
    edit(root, "tool-0", "Changed")
    compared(root, cache)
    stat = database(cache).stat()
    assert len(kept) == stat.st_size
    time.sleep(0.02)
    database(cache).write_bytes(kept)
    os.utime(database(cache), ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert database_module.IndexFile(cache, root.resolve(), b"").seal() is None
    compared(root, cache)


def test_what_is_forgotten_leaves_no_trace(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    edit(root, "tool-0", "Omega")
    remove(root, "tool-3", "")
    monkeypatch.setattr(Indexed, "_anew", lambda *_: pytest.fail("begun anew"))
    ask(root, cache)
    with closing(sqlite3.connect(database(cache))) as kept:
        kinds = "select text from spelling union select texts from vocabulary"
        left = "\0".join(text for (text,) in kept.execute(kinds))
        orphans = "select count(*) from spelling where tool not in (select id from tool)"
        assert kept.execute(orphans).fetchone() == (0,)
        documents = "select count(*) from texts where texts match 'alpha OR gamma'"
        assert kept.execute(documents).fetchone() == (0,)
    assert "omega" in left
    assert not any(word in left.split("\0") for word in ("alpha", "gamma"))


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, None])
def test_a_limit_takes_the_first(root: Path, limit: int | None) -> None:
    index = Indexed(Catalog.open(root), None, tool_json)
    everything, count = index.search(asked("called"))
    assert index.search(asked("called"), limit) == (everything[:limit], count)
    assert count == 5
    assert [hit.slug for hit in everything] == sorted(
        (hit.slug for hit in everything),
        key=lambda slug: next((-hit.rank, slug) for hit in everything if hit.slug == slug),
    )
    index.close()


def test_names_that_are_no_text_can_be_kept() -> None:
    odd = {"tools/a\udcff.toml": (1, 2, 3, 4), "tools/line\nbreak": fingerprint.ABSENT}
    assert fingerprint.unpacked(fingerprint.packed(odd)) == odd
    many = {f"tools/{number}.toml": (number, 1, 2, 3) for number in range(5000)}
    assert fingerprint.unpacked(fingerprint.packed(many)) == many


def test_sqlite_is_what_a_person_can_look_into(root: Path, cache: Path) -> None:
    compared(root, cache)
    kept = sqlite3.connect(database(cache))
    assert kept.execute("select count(*) from tool").fetchone() == (5,)
    kept.close()


@pytest.mark.parametrize("command", [("search", "alpha"), ("list", "-f", "json")])
def test_an_interrupt_leaves_nothing_behind(root: Path, cache: Path, command: tuple[str, ...]) -> None:
    for number in range(200):
        (root / f"tools/more-{number}.toml").write_text(TOOL.format(name=f"Alpha {number}"))
    env = environment(XDG_CACHE_HOME=str(cache), VCOMPARE_CATALOG=str(root))
    started = time.monotonic()
    subprocess.run([PROGRAM, *command], env=env, check=True, capture_output=True)
    whole = time.monotonic() - started
    for part in range(2, 20):
        shutil.rmtree(cache, ignore_errors=True)
        with subprocess.Popen(
            [PROGRAM, *command],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as running:
            time.sleep(whole * part / 20)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)
            _, talk = running.communicate()
        # While the interpreter itself is starting it has its own say.
        broke_off = running.returncode == -signal.SIGINT or b"Fatal Python error" in talk
        starting = broke_off and b"vcompare/cli" not in talk
        assert running.returncode in {0, 130} or starting, talk
        assert talk in {b"", b"note: 20 of 201 tools; --limit shows more\n"} or starting
        assert_gone(running.pid)
        if list(cache.rglob("*.draft")):  # between its making and the note of it: the next one removes it
            subprocess.run([PROGRAM, *command], env=env, check=True, capture_output=True)
        assert not list(cache.rglob("*.draft"))


def assert_gone(group: int) -> None:
    """Wait for a group of processes to end; helpers may need a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a helper outlived its command")
