"""The index answers as the files do, whatever happens to the files, to the cache, or while it is written."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PROGRAM, REVIEW, SETTINGS, TOOL, MakeCatalog, environment
from vcompare.catalog import index as index_module
from vcompare.catalog import survey
from vcompare.catalog.full_text import asked
from vcompare.catalog.index import Indexed
from vcompare.catalog.store import Catalog
from vcompare.errors import VcompareError
from vcompare.match import resolve

QUERIES = ("alpha", "beta one", "alhpa", "gamma 2", "nothing at all", "tool-3", "bta")
SEARCHES = ("called", "alpha", '"said of"', "al*", "called -alpha", "skeptic more")
SLUGS = tuple(f"tool-{number}" for number in range(6))


def said(catalog: Catalog) -> dict[str, object]:
    """Return everything that an index answers, from any kind of catalog."""
    answers: dict[str, object] = {"names": catalog.names(), "broken": catalog.broken()}
    answers["list"] = [(tool and tool.text, list(findings)) for tool, findings in catalog.listed()]
    for query in QUERIES:
        try:
            answers[query] = resolve(query, catalog.shortlist(query))
        except VcompareError as error:
            answers[query] = type(error)
    return answers


def found(catalog: Indexed) -> list[object]:
    return [catalog.search(asked(query)) for query in SEARCHES]


def compared(root: Path, cache: Path) -> None:
    """Hold a new index against the files, and its search against one made from nothing."""
    kept = Indexed(Catalog.open(root), cache, warn=pytest.fail)
    fresh = Indexed(Catalog.open(root), None)
    try:
        assert said(kept) == said(Catalog.open(root)) == said(fresh)
        assert found(kept) == found(fresh)
    finally:
        kept.close()
        fresh.close()


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    names = ("Alpha", "Beta One", "Beta Two", "Gamma 2", "Delta")
    files = {f"tools/tool-{number}.toml": TOOL.format(name=name) for number, name in enumerate(names)}
    files |= {
        f"reviews/tool-{number}/{seat}.toml": REVIEW.format(verdict="ship", score=50 + number)
        for number in range(3)
        for seat in ("builder", "skeptic")
    }
    files["votes/tool-1.toml"] = "[tally]\nship = 3\nskip = 1\n"
    return make_catalog(files)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as old at once, so that their stamps are trusted."""
    monkeypatch.setattr(survey, "_GRAIN", -3600 * 10**9)


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
    index = Indexed(Catalog.open(root), cache, warn=pytest.fail)
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
    index = Indexed(Catalog.open(root), cache)
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
    monkeypatch.setattr(survey, "_GRAIN", 3600 * 10**9)
    compared(root, cache)
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert set(reads.slugs) >= {"tool-0", "tool-1"}


edits = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "same size", "remove", "review", "unreview", "break", "rename", "vote", "seat", "ask"]
        ),
        st.sampled_from(SLUGS),
        st.sampled_from(["Alpha", "Alhpa", "Beta 1", "Gamma 2"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_whatever_happens_to_the_files(root: Path, cache: Path, steps: list[tuple[str, str, str]]) -> None:
    for what, slug, name in steps:
        change(root, what, slug, name)
        if what == "ask":
            index = Indexed(Catalog.open(root), cache)
            index.names()  # the names alone are brought up to date
            index.close()
    compared(root, cache)


def change(root: Path, what: str, slug: str, name: str) -> None:
    tool, reviews = root / f"tools/{slug}.toml", root / f"reviews/{slug}"
    if what == "edit":
        tool.write_text(TOOL.format(name=name))
    elif what == "same size" and tool.exists():
        stat = tool.stat()
        tool.write_text(tool.read_text()[::-1])
        os.utime(tool, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    elif what == "remove":
        tool.unlink(missing_ok=True)
    elif what == "review":
        reviews.mkdir(parents=True, exist_ok=True)
        (reviews / "skeptic.toml").write_text(REVIEW.format(verdict="skip", score=len(name)))
    elif what == "unreview":
        shutil.rmtree(reviews, ignore_errors=True)
    elif what == "break":
        tool.write_text("name = \n")
    elif what == "rename" and tool.exists():
        tool.rename(root / "tools" / "tool-5.toml")
    elif what == "vote":
        (root / "votes").mkdir(exist_ok=True)
        (root / f"votes/{slug}.toml").write_text(f"[tally]\nship = {len(name)}\nskip = 1\n")
    elif what == "seat":
        (root / "catalog.toml").write_text(SETTINGS.replace('"Skeptic"', f'"{name}"'))


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
            f"{status.st_ino} {status.st_ctime_ns} {status.st_mtime_ns} {status.st_size}\n"
        )
        compared(root, cache)


def test_a_folder_in_place_of_the_file(root: Path, cache: Path) -> None:
    compared(root, cache)
    path = database(cache)
    path.unlink()
    path.mkdir()
    (path / "x").touch()
    warnings: list[str] = []
    index = Indexed(Catalog.open(root), cache, warn=warnings.append)
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
    index = Indexed(Catalog.open(root), cache, warn=pytest.fail)
    assert said(index) == said(Catalog.open(root))
    assert not any(text for text, _ in said(index)["list"])  # type: ignore[attr-defined]
    index.close()


BUILD = """
import sys
from pathlib import Path
from vcompare.catalog.index import Indexed
from vcompare.catalog.store import Catalog

index = Indexed(Catalog.open(sys.argv[1]), Path(sys.argv[2]))
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
    old, young = cache / "x-1.draft", cache / "y-2.draft"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    compared(root, cache)
    assert (old.exists(), young.exists()) == (False, True)


def test_the_cache_is_for_the_person_alone(root: Path, cache: Path) -> None:
    compared(root, cache)
    assert cache.stat().st_mode & 0o077 == 0


@pytest.fixture
def _small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_WORTH_HELP", 1)
    monkeypatch.setattr(survey, "_PIECE", 3)


@pytest.mark.usefixtures("_small_shares")
def test_helpers_see_the_same(root: Path, cache: Path) -> None:
    compared(root, cache)
    compared(root, cache)
    (root / "votes/tool-1.toml").write_text("[tally]\nship = 4\nskip = 1\n")
    compared(root, cache)


@pytest.mark.usefixtures("_small_shares")
def test_a_helper_that_dies_is_stood_in_for(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(root, cache)
    monkeypatch.setattr(survey, "_report", lambda *_: os._exit(1))
    reads = Reads(monkeypatch)
    ask(root, cache)
    assert reads.slugs == []


def test_names_that_are_no_text_can_be_kept() -> None:
    odd = {"tools/a\udcff.toml": (1, 2, 3, 4), "tools/line\nbreak": survey.ABSENT}
    assert survey.unpacked(survey.packed(odd)) == odd
    many = {f"tools/{number}.toml": (number, 1, 2, 3) for number in range(5000)}
    assert survey.unpacked(survey.packed(many)) == many


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
        assert running.returncode in {0, 130} or part <= EARLY, talk
        assert talk in {b"", b"note: 20 of 201 tools; --limit shows more\n"} or part <= EARLY
        assert not list(cache.rglob("*.draft"))
        assert_gone(running.pid)


EARLY = 4
"""Up to this part of a run the interpreter itself may still be starting, and has its own say."""


def assert_gone(group: int) -> None:
    """Wait for a group of processes to end; helpers may need a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a helper outlived its command")
