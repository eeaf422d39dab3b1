"""Commands that are killed at any moment, and many at once: nothing is lost, nothing torn."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, REVIEW, TOOL, MakeCatalog, environment, record_of
from vcompare.catalog.store import Catalog
from vcompare.checks.runner import check
from vcompare.cli import run

KILLS = 30
COMMENTED = TOOL.format(name="Nib") + "# kept\n\n[pricing]  # kept\nsummary = 'Free'  # kept\n"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    reviews = {
        f"reviews/nib/{panelist}.toml": REVIEW.format(verdict="ship", score=80)
        for panelist in ("builder", "skeptic")
    }
    votes = "".join(f'voter-{number:03} = "ship"\n' for number in range(200))
    return make_catalog({"tools/nib.toml": COMMENTED, **reviews, "votes/nib.toml": f"[ballots]\n{votes}"})


def content(root: Path) -> dict[str, str]:
    """Return the files that the format has a place for."""
    paths = (path for path in root.rglob("*.toml") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in paths}


def killed(arguments: list[str], moment: float) -> None:
    """Run a command in a child that has everything imported, and kill it after so many seconds."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            run(arguments)
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("command", ["vote", "edit"])
def test_killed_at_any_moment(root: Path, command: str) -> None:
    """The file is the old or the new one, and the next command works."""
    chance = random.Random(command)  # noqa: S311 - the moments need no secrecy

    def words() -> list[str]:
        verdict, entry = chance.choice(["ship", "skip"]), chance.choice(["free", "paid"])
        asked = {
            "vote": ["vote", "nib", verdict, "--as", "Ana B"],
            "edit": ["edit", "nib", f"entry={entry}", f"pricing.summary=It is {entry}"],
        }
        return [*asked[command], "--catalog", str(root)]

    assert run(words()) == 0  # imports what is needed
    before = content(root)
    while content(root) == before:  # what is there already is not written again
        started = time.perf_counter()
        assert run(words()) == 0
        whole = (time.perf_counter() - started) * 2 + 0.02
    changed = 0
    for _ in range(KILLS):
        before = content(root)
        killed(words(), chance.uniform(0, whole))
        changed += content(root) != before
        assert check(root).count("error") == 0
        facts = content(root)["tools/nib.toml"]
        assert facts.count("# kept") == 3
        assert command == "vote" or ('entry = "paid"' in facts) == ("It is paid" in facts)
        assert len(record_of(Catalog.open(root), "nib").votes.ballots) in {200, 201}
    assert 0 < changed < KILLS


VOTES = """
import sys
from vcompare.cli import run
for number in range(25):
    assert run(["vote", "nib", ("ship", "skip")[number % 2], "--as", f"{sys.argv[1]} {number}"]) == 0
"""


def test_eight_voters_at_once(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": TOOL.format(name="Nib")})
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", VOTES, name],
            env=environment(VCOMPARE_CATALOG=str(root)),
            stderr=subprocess.PIPE,
        )
        for name in "abcdefgh"
    ]
    errors = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, errors
    ballots = record_of(Catalog.open(root), "nib").votes.ballots
    assert len(ballots) == 200
    assert list(ballots) == sorted(ballots)
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == [
        "catalog.toml",
        "nib.toml",
        "nib.toml",
    ]


def test_programs_that_write_different_things_at_once(root: Path) -> None:
    words = [
        ["vote", "nib", "ship", "--as", "zoe"],
        ["edit", "nib", "entry=paid"],
        ["vote", "nib", "skip", "--as", "yan"],
    ]
    words += [["edit", "nib", "tags+=a"], ["edit", "nib", "tags+=b"], ["edit", "nib", "vendor=Smith"]]
    running = [
        subprocess.Popen(
            [str(PROGRAM), *arguments], env=environment(VCOMPARE_CATALOG=str(root)), stderr=subprocess.PIPE
        )
        for arguments in words
    ]
    for process in running:
        assert (process.communicate(timeout=60)[1], process.returncode)[1] == 0
    nib = record_of(Catalog.open(root), "nib")
    assert len(nib.votes.ballots) == 202
    assert (nib.tool.entry, nib.tool.vendor, set(nib.tool.tags)) == ("paid", "Smith", {"a", "b"})
