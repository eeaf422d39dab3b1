"""How long a key press waits for the names of tools, next to the least that Typer allows.

The floor is a program of Typer's that does nothing.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.measure import Entrant, Result, measured, program, spread
from benchmarks.session import Section, Session

_LIMIT = 30
"""How many milliseconds more than the floor an answer may take."""

_FLOOR = """
import typer

app = typer.Typer()


@app.command()
def nothing() -> None:
    pass


app()
"""
_LINES = {"a tool": "vcompare show c", "all tools": "vcompare show ", "a command": "vcompare s"}


def asking(line: str, root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the scripts set when TAB is pressed at the end of a line, the catalog included."""
    words = line.split(" ")
    asked = {
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_VCOMPARE_COMPLETE": "complete_bash",
    }
    return {**environment, **asked, "VCOMPARE_CATALOG": str(root)}


def words(environment: Mapping[str, str]) -> int:
    """Return how many words are offered; leave where none is, for then there is nothing to measure."""
    offered = subprocess.run((program(),), env=environment, check=True, stdout=subprocess.PIPE).stdout
    return offered.count(b"\n") if offered.strip() else sys.exit("error: nothing is offered")


def more(result: Result) -> list[float]:
    """Return how many milliseconds longer than the floor an answer took, round by round."""
    return [1000 * (own - result.beside[number]) for number, own in result.seconds.items()]


def measure(session: Session) -> Section:
    """Press TAB on the large catalog, each time right beside a run of the floor."""
    root = session.catalog(session.large)
    entrants = [
        Entrant(f"{what}, `{line}`", [(program(),)], environment=asking(line, root, session.environment))
        for what, line in _LINES.items()
    ]
    empty = session.data / "empty.py"
    empty.write_text(_FLOOR, encoding="utf-8")
    floor = Entrant("an empty program of Typer's", [(sys.executable, str(empty))], "floor")
    results = measured(entrants, session.pace, floor)
    slow = [result.entrant.name for result in results if median(more(result)) > _LIMIT]
    missed = [f"{name} takes more than {_LIMIT} ms longer than the floor" for name in slow]
    return Section(_table(results, session.large), missed)


def _table(results: list[Result], tools: int) -> str:
    lines = [
        f"| completed on {tools:,} tools | words | ms | 10–90% | runs | floor, ms | more, ms | 10–90% | MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for result in results:
        own = [1000 * one for one in result.seconds.values()]
        lines.append(
            f"| {result.entrant.name} | {words(result.entrant.environment):,} | {median(own):.1f} "
            f"| {spread(own, 1)} | {len(own)} | {1000 * median(result.beside.values()):.1f} "
            f"| {median(more(result)):.1f} | {spread(more(result), 1)} | {result.megabytes:.0f} |"
        )
    return "\n".join(lines)
