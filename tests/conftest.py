"""What the tests share: the sample, small catalogs made on the spot, and the real program."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from vcompare.catalog.store import Catalog
from vcompare.model import Record

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "catalog"
PROGRAM = Path(sys.executable).with_name("vcompare")

# A busy machine is no fault of a test.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

# As the program has it: most of what the tests keep is never garbage.
gc.set_threshold(1_000_000, 50, 50)

# A shell makes what it runs in the background deaf to interrupts; the programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

SETTINGS = """\
format = 1
title = "Small"
categories = ["Tools"]

[panel.builder]
name = "Builder"

[panel.skeptic]
name = "Skeptic"
"""
TOOL = """\
name = "{name}"
tagline = "A tool called {name}"
category = "Tools"
entry = "free"
"""
REVIEW = """\
verdict = "{verdict}"
score = {score}
text = "Said of it. Said more."
"""


@pytest.fixture(scope="session", autouse=True)
def _folders_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the cache and lock files away from the person who runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["TMPDIR"] = str(tmp_path_factory.mktemp("tmp"))
    tempfile.tempdir = None


Run = Callable[..., subprocess.CompletedProcess[str]]
MakeCatalog = Callable[[Mapping[str, str | bytes]], Path]


def record_of(catalog: Catalog, slug: str) -> Record:
    """Return everything about a tool whose files can be read."""
    found, findings = catalog.record(slug)
    assert found is not None, findings
    return found


@pytest.fixture(scope="session")
def sample() -> Catalog:
    return Catalog.open(SAMPLE)


@pytest.fixture(scope="session")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample without what is imported: eight tools, whatever models are beside them."""
    copy = tmp_path_factory.mktemp("eight") / "catalog"
    return shutil.copytree(SAMPLE, copy, ignore=shutil.ignore_patterns("imported", "recipes"))


@pytest.fixture
def make_catalog(tmp_path: Path) -> MakeCatalog:
    """Write a catalog of the files given; `catalog.toml` is there unless it is given."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "catalog"
        for path, content in {"catalog.toml": SETTINGS, **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture
def two_catalogs(tmp_path: Path) -> Path:
    """Write two catalogs, `a/catalog` and `b/catalog`, each with the tools `one` and `two`; return the folder."""
    for name in "ab":
        for slug in ("one", "two"):
            path = tmp_path / f"{name}/catalog/tools/{slug}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TOOL.format(name=f"{slug.title()} of {name}"))
        settings = SETTINGS.replace("Small", f"Catalog {name}")
        (tmp_path / f"{name}/catalog/catalog.toml").write_text(settings)
    return tmp_path


def environment(**changes: str | None) -> dict[str, str]:
    """Return the environment for the program: nothing of the person's who runs the tests."""
    kept = {
        key: os.environ[key]
        for key in ("PATH", "HOME", "LANG", "SYSTEMROOT", "XDG_CACHE_HOME", "TMPDIR")
        if key in os.environ
    }
    merged = {**kept, "COLUMNS": "80", **changes}
    return {key: value for key, value in merged.items() if value is not None}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Which files there are and when they were written. When they were read may change at any time."""
    return {path.name: ((found := path.stat()).st_ino, found.st_mtime_ns) for path in folder.iterdir()}


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def children() -> set[int]:
    """Return the processes that this one has started and not waited for, zombies among them."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name of a process, in brackets, may hold anything.
            if int(status.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.add(int(status.parent.name))
    return found


def bound_by_permissions() -> list[str] | None:
    """Return what to put before a command so that permissions bind it; None where that cannot be had."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    powers = "-dac_override,-dac_read_search"
    return [setpriv, f"--bounding-set={powers}", f"--inh-caps={powers}"] if setpriv else None


@pytest.fixture
def vcompare(tmp_path: Path) -> Run:
    """Run the program as a person would, by default from an empty folder on the sample catalog.

    It runs in this process. Where the process itself is what a test is about, there is `process`.
    """
    from tests.program import inside

    def run(
        *arguments: str | bytes,
        cwd: Path | None = None,
        env: Mapping[str, str | bytes | None] | None = None,
        catalog: Path | None = SAMPLE,
        input: bytes = b"",  # noqa: A002 - as subprocess has it
    ) -> subprocess.CompletedProcess[str]:
        named = {} if catalog is None else {"VCOMPARE_CATALOG": str(catalog)}
        variables = {
            key: value if value is None else os.fsdecode(value) for key, value in (env or {}).items()
        }
        words = [os.fsdecode(word) for word in arguments]
        with chdir(cwd or tmp_path):
            done = inside(words, given=input, **{**named, **variables})  # type: ignore[arg-type]
        return subprocess.CompletedProcess(arguments, done.status, done.text, done.talk.decode())

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run the program as `vcompare` does, in a process of its own."""

    def run(
        *arguments: str, catalog: Path = SAMPLE, env: Mapping[str, str | None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [str(PROGRAM), *arguments],
            cwd=tmp_path,
            env=environment(**{"VCOMPARE_CATALOG": str(catalog), **(env or {})}),
            capture_output=True,
            check=False,
            timeout=60,
        )
        output, talk = result.stdout.decode(), result.stderr.decode()
        assert "Traceback" not in output + talk
        return subprocess.CompletedProcess(result.args, result.returncode, output, talk)

    return run


class TextFiles(SingleFileSnapshotExtension):
    """Snapshots as text files, to be read in a review."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFiles)
