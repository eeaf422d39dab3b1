"""Measure what the index is for: names, lists and search on 10,000 tools, and making it from nothing.

Short commands run beside the floor of `startup.py`, warm, in pairs. A cold run makes the index in an empty
cache folder, in turns with the two ways of reading every byte of `check.py`. `python benchmarks/index.py`
prints the medians; run it with the interpreter of the environment that has vcompare in it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from check import _RGLOB, _WALK
from measure import ENVIRONMENT, TOOLS, generated, program, seconds, spread
from startup import Timing, measure, opened, report

_COLD = 5.0
"""How many times as long as reading every byte with `rglob` a cold run may take."""
_MEGABYTES = 60
"""How much memory `show` may have."""


class Subject(NamedTuple):
    """A command, and how many times the floor it may take."""

    arguments: Sequence[str]
    most: float


SUBJECTS = {
    "`show` of two slugs": Subject(("show", "{a}", "{b}"), 1.4),
    "`show` of two names with slips": Subject(("show", "{a_typed}", "{b_typed}"), 2.2),
    "`list --format json`": Subject(("list", "--format", "json"), 3.0),
    "`search cold start`": Subject(("search", "cold", "start"), 2.5),
    "`search` of a phrase": Subject(("search", '"rate limits" deploy*'), 2.5),
}


def typed(name: str) -> str:
    """Return a name as it may be typed from memory: lower case, one slip in its longest word."""
    words = name.lower().split()
    longest = max(words, key=len)
    return " ".join(
        longest[:2] + longest[3] + longest[2] + longest[4:] if word == longest else word for word in words
    )


def pair(root: Path) -> dict[str, str]:
    """Choose two tools from the middle of the catalog that can be told from their neighbours."""
    slugs = sorted(path.stem for path in (root / "tools").iterdir())
    chosen = slugs[len(slugs) // 3], slugs[2 * len(slugs) // 3]
    names = [name_of(root, slug) for slug in chosen]
    return dict(zip(("a", "b", "a_typed", "b_typed"), (*chosen, *map(typed, names)), strict=True))


def name_of(root: Path, slug: str) -> str:
    """Return the name of a tool, from the first line of its file."""
    first = (root / "tools" / f"{slug}.toml").read_text(encoding="utf-8").partition("\n")[0]
    return first.split('"')[1]


def cold(root: Path, rounds: int) -> dict[str, list[float]]:
    """Make the index from nothing, and read every byte, in turns; return the seconds of each."""
    found: dict[str, list[float]] = {
        "cold `search`": [],
        "`rglob`, `read_bytes`": [],
        "`os.walk`, `open().read()`": [],
    }
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory() as empty:
            first = (program(), "search", "cold", "start", "--catalog", str(root))
            taken = (
                seconds(first, {**ENVIRONMENT, "XDG_CACHE_HOME": empty}),
                seconds((sys.executable, "-c", _RGLOB, str(root))),
                seconds((sys.executable, "-c", _WALK, str(root))),
            )
        if number:  # the first round only fills the system's caches
            for name, value in zip(found, taken, strict=True):
                found[name].append(value)
    return found


def megabytes(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the most memory that a command had, as the system counts it (Linux)."""
    child = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, *command], env=environment, check=True, stdout=subprocess.PIPE
    )
    return int(done.stdout) * 1024 / 1e6


def main() -> int:
    """Read the arguments, measure, print; 1 where `--check` finds something too slow or too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="pairs of runs a command (default: 21)")
    parser.add_argument("--cold-rounds", type=int, default=3, help="runs from nothing (default: 3)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="the generated catalog; made where it is missing"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 where a bound is not kept")
    options = parser.parse_args()
    with generated(options.data) as root, tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = ENVIRONMENT["XDG_CACHE_HOME"] = cache
        words = pair(root)
        commands = {
            name: (program(), *(part.format(**words) for part in subject.arguments), "--catalog", str(root))
            for name, subject in SUBJECTS.items()
        }
        timings = measure(commands, options.rounds)
        counts = {"`show` of two slugs": opened(root, (words["a"], words["b"]))}
        print(report(timings, counts), "\n", sep="")
        memory = {name: megabytes(command, ENVIRONMENT) for name, command in commands.items()}
        for name, size in memory.items():
            print(f"- {name}: {size:.0f} MB")
        runs = cold(root, options.cold_rounds)
        print(_cold_report(runs))
    return int(options.check and bool(_too_slow(timings, memory, runs)))


def _cold_report(runs: Mapping[str, Sequence[float]]) -> str:
    floors = list(runs.values())[1:]
    lines = [f"\n| {TOOLS:,} tools, cold | s | 10–90% | × rglob | × os.walk |", "|---|--:|--:|--:|--:|"]
    for name, values in runs.items():
        times = (median(a / b for a, b in zip(values, floor, strict=True)) for floor in floors)
        lines.append(
            f"| {name} | {median(values):.2f} | {spread(values, 2)} | "
            + " | ".join(f"{one:.2f}" for one in times)
            + " |"
        )
    return "\n".join(lines)


def _too_slow(
    timings: Mapping[str, Timing], memory: Mapping[str, float], runs: Mapping[str, Sequence[float]]
) -> list[str]:
    """Say on stderr which bounds were not kept, and return them."""
    own, rglob, _ = runs.values()
    faults = [name for name, subject in SUBJECTS.items() if median(timings[name].ratios) > subject.most]
    faults += [f"{name}: memory" for name in list(SUBJECTS)[:2] if memory[name] > _MEGABYTES]
    faults += ["cold index"] if median(a / b for a, b in zip(own, rglob, strict=True)) > _COLD else []
    for fault in faults:
        print(f"over its bound: {fault}", file=sys.stderr)
    return faults


if __name__ == "__main__":
    sys.exit(main())
