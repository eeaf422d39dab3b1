"""Measure what a page costs: `vcompare export --all-pairs --into DIR`, from nothing and with nothing to do.

Each round exports all pairs of a catalog of 50 tools and of one of 200 into an empty folder, then again into
the same one. From each time the start-up is taken off, which is that of `vcompare export` of two tools. What
the disk has a share in is seen beside the floor: to copy the finished pages, and wait until they are on it.
`python benchmarks/pages.py` prints the medians; run it with the interpreter of the environment that has
vcompare in it.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generate import generate
from index import megabytes
from measure import ENVIRONMENT, program, seconds, spread

_SIZES = (50, 200)
_LIMIT = 1.0
"""How many milliseconds a page may take beyond start-up, on the larger catalog."""
_GROWTH = 40
"""How many megabytes more the larger catalog may take: it has 16 times the pages, and 4 times the tools."""
_COPY = "import os, shutil, sys; shutil.copytree(*sys.argv[1:], dirs_exist_ok=True); os.sync()"


class Figures(NamedTuple):
    """What was measured on a catalog: seconds by round, and the most megabytes one process had."""

    pages: int
    start: list[float]
    cold: list[float]
    warm: list[float]
    copy: list[float]
    memory: float

    def a_page(self, runs: Sequence[float]) -> list[float]:
        """Return the milliseconds beyond start-up that a page took, round by round."""
        return [1000 * (run - start) / self.pages for run, start in zip(runs, self.start, strict=True)]


def measure(root: Path, rounds: int, form: str) -> Figures:
    """Export all pairs of a catalog, and then again, `rounds` times after one that fills the caches."""
    slugs = sorted(path.stem for path in (root / "tools").iterdir())
    options = ("--catalog", str(root), "--format", form)
    two = (program(), "export", *slugs[:2], *options)
    times: list[tuple[float, float, float, float]] = []
    for number in range(rounds + 1):
        with (
            tempfile.TemporaryDirectory(dir=root.parent) as into,
            tempfile.TemporaryDirectory(dir=root.parent) as copy,
        ):
            every = (program(), "export", "--all-pairs", "--into", into, *options)
            taken = (
                seconds(two),
                seconds(every),
                seconds(every),
                seconds((sys.executable, "-c", _COPY, into, copy)),
            )
            if number:
                times.append(taken)
            else:
                memory = max(megabytes(every, ENVIRONMENT), megabytes((*every, "--check"), ENVIRONMENT))
            pages = len(os.listdir(into))
    start, cold, warm, copies = (list(column) for column in zip(*times, strict=True))
    return Figures(pages, start, cold, warm, copies, memory)


def report(figures: Mapping[int, Figures]) -> str:
    """Lay the measurements out as a Markdown table."""
    lines = [
        "| tools | pages | start-up, s | | s | ms a page | 10–90% | MB |",
        "|--:|--:|--:|---|--:|--:|--:|--:|",
    ]
    for tools, of in figures.items():
        for name, runs in (("all new", of.cold), ("nothing new", of.warm), ("copied", of.copy)):
            cost = of.a_page(runs) if name != "copied" else [1000 * run / of.pages for run in runs]
            lines.append(
                f"| {tools} | {of.pages:,} | {median(of.start):.2f} | {name} | {median(runs):.2f} "
                f"| {median(cost):.2f} | {spread(cost, 2)} | {of.memory:.0f} |"
            )
    return "\n".join(lines)


def over(figures: Mapping[int, Figures]) -> list[str]:
    """Return the bounds that were not kept."""
    small, large = (figures[size] for size in _SIZES)
    costs = {"all new": median(large.a_page(large.cold)), "nothing new": median(large.a_page(large.warm))}
    faults = [f"{name}: {cost:.2f} ms a page" for name, cost in costs.items() if cost > _LIMIT]
    grown = large.memory - small.memory
    return [*faults, *([f"memory: {grown:.0f} MB more"] if grown > _GROWTH else [])]


def main() -> int:
    """Read the arguments, measure, print; 1 where `--check` finds a page too slow or memory growing."""
    parser = argparse.ArgumentParser(description="Measure vcompare export --all-pairs.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds to measure (default: %(default)s)")
    parser.add_argument("--format", choices=("markdown", "html"), default="markdown", help="of the pages")
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"exit with 1 where a page takes more than {_LIMIT} ms beyond start-up, or {_SIZES[1]} tools "
        f"take {_GROWTH} MB more than {_SIZES[0]}",
    )
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("a spread takes two rounds or more")
    with tempfile.TemporaryDirectory() as work:
        os.environ["XDG_CACHE_HOME"] = ENVIRONMENT["XDG_CACHE_HOME"] = str(Path(work) / "cache")
        figures = {}
        for size in _SIZES:
            generate(Path(work) / str(size), size)
            figures[size] = measure(Path(work) / str(size), options.rounds, options.format)
    print(report(figures))
    faults = over(figures)
    for fault in faults:
        print(f"over its bound: {fault}", file=sys.stderr)
    return int(options.check and bool(faults))


if __name__ == "__main__":
    sys.exit(main())
