"""How long `add` looks for tools that a new one may duplicate, in the large catalog."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import spread
from benchmarks.session import Section, Session

_MOST = 0.2
"""How many seconds the look may take, that at all files for changes included."""
_LOOK = """
import sys, time
from vcompare.app.opened import open_catalog
from vcompare.app.writing.adding import MayExistError, named, refuse_known, slug_for
from msgspec.structs import replace

root, cache, name = sys.argv[1:]
opened = open_catalog(root, cache=cache)
new = replace(named({"name": name}), slug=slug_for(name))
started, known = time.perf_counter(), []
try:
    refuse_known(opened, new, force=False)
except MayExistError as error:
    known = error.slugs
print(time.perf_counter() - started, len(known))
"""


def measure(session: Session) -> Section:
    """Look for names of tools that are there with a slip, and for a name that is not."""
    root = session.catalog(session.large)
    session.read(root)
    names = [*session.typed(root), "Something Else Entirely 7.5"]
    lines = ["| a new tool is called | tools that it may be | ms | 10–90% |", "|---|--:|--:|--:|"]
    slowest = 0.0
    for name in names:
        _, *looks = [_look(session, root, name) for _ in range(session.pace.rounds + 1)]
        taken = [1000 * seconds for seconds, _ in looks]
        slowest = max(slowest, median(taken))
        lines.append(f"| {name} | {looks[0][1]} | {median(taken):.0f} | {spread(taken, 0)} |")
    return Section("\n".join(lines), _missed(slowest))


def _look(session: Session, root: Path, name: str) -> tuple[float, int]:
    """Return the seconds that a look takes in a process of its own, and how many tools are found."""
    command = (sys.executable, "-c", _LOOK, str(root), str(session.data / "home/cache"), name)
    seconds, count = subprocess.check_output(command, env=session.environment, text=True).split()
    return float(seconds), int(count)


def _missed(milliseconds: float) -> Sequence[str]:
    return [f"add looks for duplicates for more than {_MOST} s"] if milliseconds > 1000 * _MOST else []
