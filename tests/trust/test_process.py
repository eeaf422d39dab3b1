"""Every command as a process: streams that close or fill, odd surroundings, an interrupt at any moment."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import vcompare
from tests.conftest import PROGRAM, SAMPLE, bound_by_permissions, environment
from tests.history.repositories import git
from tests.trust import hostile
from tests.trust.commands import A

PAIR = ("claude-4-api", "azure-ai-foundry")
PAIRED = ("show", *PAIR)
EVERY: Sequence[tuple[str, ...]] = (
    ("--version",),
    ("--help",),
    ("--show-completion", "zsh"),
    ("show", *PAIR),
    ("show", *PAIR, "-f", "html"),
    ("list",),
    ("list", "-f", "json"),
    ("search", "model"),
    ("export", *PAIR),
    ("export", "--print-template"),
    ("sync", "-"),
    ("check",),
    ("explain",),
    ("schema", "tool"),
    ("init", "new", "--dry-run"),
    ("add", "N", "--tagline", "T", "--category", "Developer Tools", "--entry", "free", "--dry-run"),
    ("review", "modal", "builder", "--score", "1", "--dry-run"),
    ("vote", "modal", "ship", "--as", "Ana", "--dry-run"),
    ("edit", "modal", "entry=paid", "--dry-run"),
    ("rename", "modal", "renamed", "--dry-run"),
    ("fmt", "--check"),
    ("bookmark", "add", "modal", "--dry-run"),
    ("history", "modal"),
    ("diff",),
    ("digest", "--since", "2000-01-01"),
)
"""A command line of every command that has something to say."""
SHELL = ["/bin/sh", "-c"]
PAGE = b"<!-- vcompare: show modal -->\n<!-- /vcompare -->\n"
HISTORICAL = {"history", "diff", "digest"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a fault in it, so that every command speaks, and with a history."""
    root = tmp_path_factory.mktemp("process") / "catalog"
    shutil.copytree(SAMPLE, root)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        git(root, *words)
    hostile.write(root, {"votes/ghost.toml": "[ballots]\nx = 'ship'\n"})
    tool = root / "tools/modal.toml"
    tool.write_text(re.sub('entry = ".*"', "entry   =   'freemium'", tool.read_text()))
    return root


def start(
    words: Sequence[str], catalog: Path, before: Sequence[str] = (), **how: object
) -> "subprocess.Popen[bytes]":
    variables = how.pop("variables", {})
    assert isinstance(variables, dict)
    options = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "cwd": catalog.parent,
        **how,
    }
    settings = environment(
        **{"VCOMPARE_CATALOG": str(catalog), "XDG_DATA_HOME": str(catalog.parent / "data"), **variables}
    )
    return subprocess.Popen([*before, str(PROGRAM), *words], env=settings, **options)  # type: ignore[call-overload,no-any-return]


def ended(
    words: Sequence[str], catalog: Path, before: Sequence[str] = (), **how: object
) -> tuple[int, bytes, bytes]:
    process = start(words, catalog, before, **how)
    piped = how.get("stdin", subprocess.PIPE) == subprocess.PIPE
    output, talk = process.communicate(PAGE if piped else None, timeout=60)
    assert b"Traceback" not in (output or b"") + (talk or b"")
    assert b"vcompare failed" not in (talk or b"")
    return process.returncode, output, talk


@pytest.mark.parametrize(
    ("words", "unbuffered"), [*((words, None) for words in EVERY), *((words, "1") for words in EVERY[::4])]
)
def test_a_full_disk_is_never_a_success(
    words: tuple[str, ...], unbuffered: str | None, catalog: Path
) -> None:
    with Path("/dev/full").open("wb") as full:
        status, _, talk = ended(words, catalog, stdout=full, variables={"PYTHONUNBUFFERED": unbuffered})
    assert status == 1
    assert talk.endswith(b"error: the output could not be written: no space left on device\n")


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_without_stdout(words: tuple[str, ...], catalog: Path) -> None:
    status, _, talk = ended(words, catalog, [*SHELL, '"$0" "$@" >&-'])
    assert (status, talk.splitlines()[-1:]) == (
        1,
        [b"error: the output could not be written: stdout is closed"],
    )


@pytest.mark.parametrize("words", [*EVERY[::3], ("sync", "-"), ("check",)], ids=" ".join)
def test_other_streams_are_not_needed(words: tuple[str, ...], catalog: Path) -> None:
    """Every third command, the one that reads stdin, and the one with most to say on stderr."""
    usual = ended(words, catalog)
    assert usual[0] in {0, 1}  # every command has something to say, or this would prove nothing
    assert usual[1]
    status, output, _ = ended(words, catalog, [*SHELL, '"$0" "$@" <&- 2>&-'])
    assert (status, output) == ((2, b"") if words[0] == "sync" else usual[:2])
    with Path("/dev/full").open("wb") as full:
        assert ended(words, catalog, stderr=full)[:2] == usual[:2]


def test_no_stream_at_all(catalog: Path) -> None:
    for words in EVERY[::4]:
        assert ended(words, catalog, [*SHELL, '"$0" "$@" <&- >&- 2>&-'])[0] in {1, 2}


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_pipe_that_nobody_reads_is_no_fault(words: tuple[str, ...], catalog: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    status, _, talk = ended(words, catalog, stdout=writer)
    os.close(writer)
    assert status == 0
    assert b"could not" not in talk


SURROUNDINGS: Sequence[Mapping[str, str | None]] = (
    *({"PYTHONIOENCODING": encoding} for encoding in ("ascii", "cp1252", "utf-16", "shift-jis", "idna")),
    {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    *({"COLUMNS": columns, "LINES": columns} for columns in ("0", "1", "-5", "abc", "", "9" * 30, "٣", "1e3")),
    *({"TERM": term, "FORCE_COLOR": "1"} for term in ("dumb", "", None, "nonsense", "\x1b[2J")),
    {"HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None},
    {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "XDG_DATA_HOME": "relative", "TMPDIR": "/nonexistent"},
    {"HOME": "", "XDG_CACHE_HOME": "/dev/null", "XDG_DATA_HOME": "/dev/null", "PATH": ""},
    {"EDITOR": "'unclosed", "VISUAL": "$(touch PWNED)", "PAGER": "touch PWNED", "GIT_PAGER": "touch PWNED", "GIT_EDITOR": "x"},
    {"NO_COLOR": "", "FORCE_COLOR": "\x1b", "VCOMPARE_DEBUG": "1", "TZ": "Nowhere/At\x1bAll", "PYTHONHASHSEED": "0"},
    {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "::error::\n##[x]", "CI": "1"},
    {"GIT_DIR": "/nonexistent", "GIT_CONFIG_COUNT": "x", "GIT_TRACE": "1", "GIT_EXTERNAL_DIFF": "touch PWNED", "GIT_SSH_COMMAND": "touch PWNED"},
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(SURROUNDINGS)))
def test_any_surroundings(number: int, catalog: Path) -> None:
    """Each with a comparison and one more command, which is another each time."""
    for words in (PAIRED, EVERY[number % len(EVERY)]):
        status, output, talk = ended(words, catalog, variables=SURROUNDINGS[number])
        assert status in {0, 1} or (status == 2 and talk.startswith((b"error: ", b"note: "))), (words, talk)
        assert status == 2 or output, words
    assert not list(catalog.parent.rglob("PWNED"))


@pytest.mark.parametrize("value", ["", " ", "\x1b[2J", "/nonexistent", "/dev/null", "~", "x" * 5000])
def test_a_catalog_that_the_environment_names(value: str, tmp_path: Path) -> None:
    for words in (("list",), ("show", "modal"), ("check",), ("vote", "modal", "ship", "--as", "x")):
        status, _, talk = ended(words, tmp_path, variables={"VCOMPARE_CATALOG": value}, cwd=tmp_path)
        assert status in {0, 2}
        assert b"\x1b" not in talk


def test_nothing_may_be_written_anywhere(catalog: Path, tmp_path: Path) -> None:
    """On a disk that is read-only, what reads still answers, and what writes says in a line why not."""
    reader = bound_by_permissions()
    if reader is None:
        pytest.skip("root writes everywhere here, and setpriv is not installed")
    closed = [tmp_path / name for name in ("catalog", "home", "cache", "data")]
    shutil.copytree(catalog, closed[0])
    for folder in closed[1:]:
        folder.mkdir()
    subprocess.run(["chmod", "-R", "a-w", *closed], check=True)
    places = {
        "HOME": str(closed[1]),
        "XDG_CACHE_HOME": str(closed[2]),
        "XDG_DATA_HOME": str(closed[3]),
        "TMPDIR": str(closed[1]),
    }
    try:
        for words in EVERY[3::2]:
            status, output, talk = ended(words, closed[0], reader, variables=places, cwd=closed[1])
            assert (status in {0, 1} and output) or words[0] in HISTORICAL, (words, talk)
        for words in (
            ("vote", "modal", "ship", "--as", "x"),
            ("edit", "modal", "vendor=x"),
            ("bookmark", "add", "modal"),
            ("init", "new"),
            ("export", *PAIR, "-o", "x.md"),
            ("rename", "modal", "x"),
            ("fmt",),
            ("site", "--into", "public"),
        ):
            status, _, talk = ended(words, closed[0], reader, variables=places, cwd=closed[1])
            assert status == 2, (words, talk)
            assert talk.count(b"error: ") == 1
    finally:
        subprocess.run(["chmod", "-R", "u+w", *closed], check=True)


def test_a_folder_that_is_gone(tmp_path: Path, catalog: Path) -> None:
    for words in (("check",), *EVERY[::4]):
        gone = tmp_path / "gone"
        gone.mkdir()
        status, output, talk = ended(
            words, catalog, ["/bin/sh", "-c", 'rmdir "$PWD" && exec "$0" "$@"'], cwd=gone
        )
        assert (status in {0, 1} and output) or (status == 2 and b"error: " in talk), words


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog that takes a while."""
    root = tmp_path_factory.mktemp("crowd") / "catalog"
    hostile.write(root, hostile.catalog(["word"]))
    tool = (root / f"tools/{A}.toml").read_text()
    for number in range(4000):
        (root / f"tools/t{number}.toml").write_text(tool)
    return root


SLOW = (
    ("check",),
    ("list", "--no-cache"),
    ("search", "word", "--no-cache"),
    ("fmt", "--check"),
    ("export", "--all-pairs", "--into", "pages", "--check"),
)


@pytest.mark.parametrize("moment", [0.005 * step for step in range(20)] + [0.15, 0.25, 0.5])
def test_an_interrupt_at_any_moment(moment: float, crowd: Path) -> None:
    """Within the first tenth of a second at twenty points, and at some later ones."""
    # Later on only the one that takes minutes is still at work.
    words = random.Random(moment).choice(SLOW) if moment < 0.1 else SLOW[-1]  # noqa: S311 - no secret
    process = start(words, crowd, stdin=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    talk = process.communicate(timeout=30)[1]
    # Before our first line runs, Python itself may be interrupted and say where.
    early = b"KeyboardInterrupt" in talk or talk.startswith(b"Fatal Python error: init_")
    assert process.returncode in {130, -signal.SIGINT} or early, (words, process.returncode, talk)
    assert b"vcompare failed" not in talk
    assert str(Path(vcompare.__file__).parent).encode() not in talk
    assert early or not talk
