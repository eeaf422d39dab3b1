"""Measure how long a short command takes, next to the least that its libraries allow.

The floor is an interpreter that imports Typer and the two parts of Rich that a table needs, and ends. Each
round runs every command right beside a run of the floor, in turn after and before it, and keeps the ratio
of the two: whatever else the machine does slows both of a pair. `python benchmarks/startup.py` prints the
medians over the rounds; run it with the interpreter of the environment that has vcompare in it.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from measure import ENVIRONMENT, TOOLS, generated, program, seconds, spread

_SAMPLE = Path(__file__).resolve().parents[1] / "catalog"
_SAMPLE_PAIR = ("claude-4-api", "azure-ai-foundry")
_LIMIT = 1.4
"""How many times the floor `show` may take."""

_FLOOR = (sys.executable, "-c", "import typer, rich.console, rich.table")
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


class Timing(NamedTuple):
    """Seconds that a command took, and the floor beside it, a pair a round."""

    command: list[float]
    floor: list[float]

    @property
    def ratios(self) -> list[float]:
        """How many times the floor the command took, round by round."""
        return [command / floor for command, floor in zip(self.command, self.floor, strict=True)]


class Opened(NamedTuple):
    """How many files of its catalog a command opened, and how many of its folders it listed."""

    files: int
    folders: int


def measure(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Timing]:
    """Time every command beside the floor, `rounds` times, after a round that only fills the caches."""
    timings = {name: Timing([], []) for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            if number % 2:
                floor, own = seconds(_FLOOR), seconds(command)
            else:
                own, floor = seconds(command), seconds(_FLOOR)
            if number:
                timings[name].command.append(own)
                timings[name].floor.append(floor)
    return timings


def opened(root: Path, pair: Sequence[str]) -> Opened:
    """Count what `show` of two tools opens below `root`, in a child that watches itself."""
    child = (sys.executable, "-c", _OPENED, str(root), *pair)
    done = subprocess.run(child, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    files, folders = done.stdout.splitlines()[-1].split()
    return Opened(int(files), int(folders))


def report(timings: Mapping[str, Timing], counts: Mapping[str, Opened]) -> str:
    """Lay the measurements out as a Markdown table."""
    lines = [
        "| command | ms | 10–90% | floor, ms | ratio | 10–90% | files opened | folders listed |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, timing in timings.items():
        own = [1000 * seconds for seconds in timing.command]
        floor = 1000 * median(timing.floor)
        files, folders = counts.get(name, ("", ""))
        lines.append(
            f"| {name} | {median(own):.1f} | {spread(own, 1)} | {floor:.1f} "
            f"| {median(timing.ratios):.2f} | {spread(timing.ratios, 2)} | {files} | {folders} |"
        )
    return "\n".join(lines)


def _pair(root: Path) -> tuple[str, str]:
    """Choose two tools from the middle of a catalog, with a summary in each review, as in the sample."""
    slugs = [slug for slug in sorted(os.listdir(root / "reviews")) if _has_summaries(root / "reviews" / slug)]
    return slugs[len(slugs) // 3], slugs[2 * len(slugs) // 3]


def _has_summaries(folder: Path) -> bool:
    return all("\nsummary = " in path.read_text(encoding="utf-8") for path in folder.iterdir())


def main() -> int:
    """Read the arguments, measure, print; 1 where `--check` finds `show` too slow."""
    parser = argparse.ArgumentParser(description="Measure vcompare's start-up against its libraries'.")
    parser.add_argument("--rounds", type=int, default=41, help="pairs of runs a command (default: 41)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="the generated catalog; made there where it is missing"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"exit with 1 where show takes more than {_LIMIT} times the floor",
    )
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("a spread takes two rounds or more")
    vcompare = program()
    with generated(options.data) as large:
        shows = {
            "`show A B`, sample catalog": (_SAMPLE, _SAMPLE_PAIR),
            f"`show A B`, {TOOLS:,} tools": (large, _pair(large)),
        }
        commands: dict[str, Sequence[str]] = {
            name: (vcompare, "show", *pair, "--catalog", str(root)) for name, (root, pair) in shows.items()
        }
        commands |= {f"`{option}`": (vcompare, option) for option in ("--help", "--version")}
        timings = measure(commands, options.rounds)
        counts = {name: opened(root, pair) for name, (root, pair) in shows.items()}
    print(report(timings, counts))
    slow = [name for name in shows if median(timings[name].ratios) > _LIMIT]
    for name in slow:
        print(f"{name} takes more than {_LIMIT} times the floor", file=sys.stderr)
    return 1 if options.check and slow else 0


if __name__ == "__main__":
    sys.exit(main())
