"""How long a short command takes, next to the least that its libraries allow."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.floors import ENDING, IMPORTS, INTERPRETER, TYPER
from benchmarks.measure import ENVIRONMENT, measured, table
from benchmarks.session import Section, Session

SAMPLE = Path(__file__).resolve().parents[1] / "catalog"
SAMPLE_PAIR = ("claude-4-api", "azure-ai-foundry")
_LIMIT = 1.4
"""How many times the floor `show` may take."""

_OPENED = """
import os, sys

folder, files, listings = os.path.realpath(sys.argv[1]), [], []
kinds = {"open": files, "os.listdir": listings, "os.scandir": listings}

def watch(event, arguments):
    if event in kinds and isinstance(arguments[0], (str, os.PathLike)):
        path = os.path.abspath(arguments[0])
        if path.startswith(folder + os.sep):
            kinds[event].append(path)

sys.addaudithook(watch)
from vcompare.cli import run

status = run(["show", *sys.argv[2:], "--catalog", folder])
print(f"\\n{len(files)} {len(listings)}")
sys.exit(status)
"""


class Opened(NamedTuple):
    """How many files of its catalog a command opened, and how many of its folders it listed."""

    files: int
    folders: int


def opened(root: Path, pair: Sequence[str]) -> Opened:
    """Count what `show` of two tools opens below `root`, in a child that watches itself."""
    child = (sys.executable, "-c", _OPENED, str(root), *pair)
    done = subprocess.run(child, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    files, folders = done.stdout.splitlines()[-1].split()
    return Opened(int(files), int(folders))


def measure(session: Session) -> Section:
    """Run short commands, each right beside the floor."""
    large = session.catalog(session.large)
    shows = {"the sample": (SAMPLE, SAMPLE_PAIR), f"{session.large:,} tools": (large, session.pair(large))}
    entrants = [
        session.own(f"`show A B`, {which}", "show", *pair, root=root) for which, (root, pair) in shows.items()
    ]
    root, pair = shows["the sample"]
    entrants += [
        session.own("`show A B --full`, the sample", "show", *pair, "--full", root=root),
        session.own("`show A B --format json`, the sample", "show", *pair, "--format", "json", root=root),
        *(session.plain(f"`{option}`", option) for option in ("--help", "--version")),
        session.plain("`--show-completion bash`", "--show-completion", "bash"),
    ]
    results = measured([*entrants, ENDING, TYPER, INTERPRETER], session.pace, IMPORTS)
    slow = [result for result in results[: len(shows)] if median(result.ratios) > _LIMIT]
    text = [table(results), ""]
    for which, (root, pair) in shows.items():
        counts = opened(root, pair)
        text.append(f"- `show A B`, {which}: opens {counts.files} files, lists {counts.folders} folders.")
    missed = [f"{one.entrant.name} takes more than {_LIMIT} times the floor" for one in slow]
    return Section("\n".join(text), missed)
