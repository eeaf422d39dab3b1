"""What a page costs: `vcompare export --all-pairs --into DIR`, from nothing and with nothing to do.

From each time the start-up is taken off, which is that of `vcompare export` of two tools. What the disk has a
share in is seen beside the floor: to copy the finished pages, and wait until they are on it.
"""

import shutil
import sys
from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from benchmarks.measure import Entrant, Result, measured, spread
from benchmarks.session import Section, Session

_LIMIT = 1.0
"""How many milliseconds a page may take beyond start-up, on the larger catalog."""
_GROWTH = 40
"""How many megabytes more the larger catalog may take: it has 16 times the pages, and 4 times the tools."""
_COPIED, _COPY = (
    "copied",
    "import os, shutil, sys; shutil.copytree(*sys.argv[1:], dirs_exist_ok=True); os.sync()",
)


class Figures(NamedTuple):
    """What was measured on a catalog: its pages, the start-up, and the runs by name."""

    pages: int
    start: Result
    runs: Mapping[str, Result]

    def a_page(self, name: str) -> list[float]:
        """Return the milliseconds that a page took beyond the program's start-up, round by round."""
        start = {} if name == _COPIED else self.start.seconds
        own = self.runs[name].seconds
        return [1000 * (taken - start.get(number, 0)) / self.pages for number, taken in own.items()]


def measure(session: Session) -> Section:
    """Export all pairs of a smaller and of a larger catalog."""
    sizes = (12, 25) if session.quick else (50, 200)
    figures = {size: _figures(session, size) for size in sizes}
    return Section(_table(figures), _over(*figures.values()))


def _figures(session: Session, size: int) -> Figures:
    root = session.catalog(size)
    into, finished, copy = (session.data / f"pages-{name}" for name in ("new", "finished", "copied"))
    options = ("--catalog", str(root))
    slugs = sorted(path.stem for path in (root / "tools").iterdir())
    every = ("export", "--all-pairs", "--yes", *options, "--into")
    for folder in (into, finished, copy):
        shutil.rmtree(folder, ignore_errors=True)
    session.plain("", *every, str(finished)).run()
    copying = Entrant(_COPIED, [(sys.executable, "-c", _COPY, str(finished), str(copy))], "floor")
    entrants = [
        session.plain("start-up", "export", *slugs[:2], *options),
        session.plain("all new", *every, str(into)).after(lambda: shutil.rmtree(into, ignore_errors=True)),
        session.plain("nothing new", *every, str(finished)),
        copying.after(lambda: shutil.rmtree(copy, ignore_errors=True)),
    ]
    start, *runs = measured(entrants, session.pace)
    pages = len(list(finished.iterdir()))
    return Figures(pages, start, {result.entrant.name: result for result in runs})


def _table(figures: Mapping[int, Figures]) -> str:
    lines = [
        "| tools | pages | start-up, s | | s | runs | ms a page | 10–90% | MB |",
        "|--:|--:|--:|---|--:|--:|--:|--:|--:|",
    ]
    for tools, of in figures.items():
        for name, result in of.runs.items():
            cost = of.a_page(name)
            lines.append(
                f"| {tools} | {of.pages:,} | {of.start.median:.2f} | {name} | {result.median:.2f} "
                f"| {len(cost)} | {median(cost):.2f} | {spread(cost, 2)} | {result.megabytes:.0f} |"
            )
    return "\n".join(lines)


def _over(small: Figures, large: Figures) -> list[str]:
    """Return the bounds that were not kept."""
    costs = {name: median(large.a_page(name)) for name in ("all new", "nothing new")}
    faults = [f"pages, {name}: {cost:.2f} ms each" for name, cost in costs.items() if cost > _LIMIT]
    grown = max(large.runs[name].megabytes - small.runs[name].megabytes for name in costs)
    return [*faults, *([f"pages: {grown:.0f} MB more on the larger catalog"] if grown > _GROWTH else [])]
