"""Measure how long a key press waits for the names of tools, next to the least that Typer allows.

The floor is a program of Typer's that does nothing. Each round runs the answer to a shell that completes
`vcompare show c` on a large catalog right beside a run of the floor, in turn after and before it, and keeps
what the answer took longer. `python benchmarks/completion.py` prints the medians over the rounds; run it with
the interpreter of the environment that has vcompare in it.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from measure import ENVIRONMENT, TOOLS, generated, program, seconds, spread

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


class Timing(NamedTuple):
    """Milliseconds that an answer took, and the floor beside it, a pair a round."""

    answer: list[float]
    floor: list[float]

    @property
    def excess(self) -> list[float]:
        """How much longer the answer took, round by round."""
        return [answer - floor for answer, floor in zip(self.answer, self.floor, strict=True)]


def environments(root: Path) -> dict[str, dict[str, str]]:
    """Return what the scripts set for each completion that is measured, the catalog included."""
    asking = {**ENVIRONMENT, "VCOMPARE_CATALOG": str(root), "_VCOMPARE_COMPLETE": "complete_bash"}
    lines = {"a tool": "vcompare show c", "all tools": "vcompare show ", "a command": "vcompare s"}
    return {
        f"{what}, `{line}`": {**asking, "COMP_LINE": line, "COMP_WORD": line.rpartition(" ")[2]}
        for what, line in lines.items()
    }


def measure(asked: Mapping[str, Mapping[str, str]], floor: Sequence[str], rounds: int) -> dict[str, Timing]:
    """Time every answer beside the floor, `rounds` times, after a round that only fills the caches."""
    timings = {name: Timing([], []) for name in asked}
    answer = (program(),)
    for number in range(rounds + 1):
        for name, environment in asked.items():
            if number % 2:
                least, own = seconds(floor), seconds(answer, environment)
            else:
                own, least = seconds(answer, environment), seconds(floor)
            if number:
                timings[name].answer.append(1000 * own)
                timings[name].floor.append(1000 * least)
    return timings


def words(environment: Mapping[str, str]) -> int:
    """Return how many words are offered; leave where none is, for then there is nothing to measure."""
    offered = subprocess.run((program(),), env=environment, check=True, stdout=subprocess.PIPE).stdout
    return offered.count(b"\n") - 1 if offered else sys.exit("error: nothing is offered")


def report(timings: Mapping[str, Timing], counts: Mapping[str, int]) -> str:
    """Lay the measurements out as a Markdown table."""
    lines = [
        "| completed | words | ms | 10–90% | floor, ms | more, ms | 10–90% |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, (answer, floor) in timings.items():
        more = timings[name].excess
        lines.append(
            f"| {name} | {counts[name]:,} | {median(answer):.1f} | {spread(answer, 1)} | {median(floor):.1f} "
            f"| {median(more):.1f} | {spread(more, 1)} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Read the arguments, measure, print; 1 where `--check` finds an answer too slow."""
    parser = argparse.ArgumentParser(description="Measure vcompare's shell completion against bare Typer.")
    parser.add_argument("--rounds", type=int, default=41, help="pairs of runs an answer (default: 41)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="the generated catalog; made there where it is missing"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"exit with 1 where an answer takes more than {_LIMIT} ms longer than the floor",
    )
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("a spread takes two rounds or more")
    with generated(options.data) as root, tempfile.TemporaryDirectory() as passing:
        empty = Path(passing) / "empty.py"
        empty.write_text(_FLOOR, encoding="utf-8")
        asked = environments(root)
        counts = {name: words(environment) for name, environment in asked.items()}
        timings = measure(asked, (sys.executable, str(empty)), options.rounds)
    print(f"{TOOLS:,} tools\n\n{report(timings, counts)}")
    slow = [name for name, timing in timings.items() if median(timing.excess) > _LIMIT]
    for name in slow:
        print(f"{name} takes more than {_LIMIT} ms longer than the floor", file=sys.stderr)
    return 1 if options.check and slow else 0


if __name__ == "__main__":
    sys.exit(main())
