"""Commands that are killed at any moment, and many at once: nothing is lost, nothing torn."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, REVIEW, TOOL, MakeCatalog, environment
from vcompare.catalog.store import Catalog
from vcompare.checks.runner import check
from vcompare.cli import run
from vcompare.editing.edits import locked

KILLS = 300
COMMENTED = TOOL.format(name="Nib") + "# kept\n\n[pricing]  # kept\nsummary = 'Free'  # kept\n"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    reviews = {
        f"reviews/nib/{seat}.toml": REVIEW.format(verdict="ship", score=80) for seat in ("builder", "skeptic")
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


def duration(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


@pytest.mark.parametrize("command", ["vote", "edit", "rename"])
def test_killed_at_any_moment(root: Path, command: str) -> None:
    chance = random.Random(command)  # noqa: S311 - the moments need no secrecy
    slug, other, kind = "nib", "quill", ("free", "paid")

    def words() -> list[str]:
        return {
            "vote": ["vote", slug, chance.choice(["ship", "skip"]), "--as", "Ana B"],
            "edit": ["edit", slug, f"entry={kind[1]}", f"pricing.summary=It is {kind[1]}"],
            "rename": ["rename", slug, other],
        }[command]

    run([*words(), "--dry-run", "--catalog", str(root)])  # imports what is needed
    whole = duration(lambda: killed_never([*words(), "--dry-run", "--catalog", str(root)])) * 1.5 + 0.02
    outcomes = {"old": 0, "new": 0, "finished": 0}
    for _ in range(KILLS // 3):
        before = content(root)
        killed([*words(), "--catalog", str(root)], chance.uniform(0, whole))
        assert check(root).count("error") == 0
        torn = content(root)
        with locked(root):
            after = content(root)
        assert check(root).count("error") == 0
        assert not [path for path in root.iterdir() if path.name.startswith(".vcompare")]
        outcomes["finished" if after != torn else "old" if after == before else "new"] += 1
        if command == "rename":
            assert after in (before, {path.replace(slug, other): text for path, text in before.items()})
            if f"tools/{other}.toml" in after:
                slug, other = other, slug
        elif command == "edit":
            assert after["tools/nib.toml"].count("# kept") == 3
            kinds = [
                kind[1] in line
                for line in after["tools/nib.toml"].split("\n")
                if "entry" in line or "summary" in line
            ]
            assert len(set(kinds)) == 1
            kind = kind if after == before else kind[::-1]
        else:
            ballots = Catalog.open(root)["nib"].votes.ballots
            assert len(ballots) in {200, 201}
            assert list(ballots) == sorted(ballots)
    sys.stdout.write(f"{command}: {outcomes}\n")
    assert outcomes["old"] > 0
    assert outcomes["new"] + outcomes["finished"] > 0


def killed_never(arguments: list[str]) -> None:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            run(arguments)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


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
    said = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, said
    ballots = Catalog.open(root)["nib"].votes.ballots
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
    record = Catalog.open(root)["nib"]
    assert len(record.votes.ballots) == 202
    assert (record.tool.entry, record.tool.vendor, set(record.tool.tags)) == ("paid", "Smith", {"a", "b"})
