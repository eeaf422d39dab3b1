"""Where the time of `show` goes: processes of which each does one thing more than the one before."""

import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from benchmarks.measure import ENVIRONMENT, Entrant, Result, measured, program, spread
from benchmarks.session import Section, Session
from benchmarks.startup import SAMPLE, SAMPLE_PAIR

_SHOW = ("show", *SAMPLE_PAIR, "--catalog", str(SAMPLE))
_LOADED = """
import contextlib, io, sys
from vcompare.cli import run

with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    run(sys.argv[1:])
print(", ".join(name for name in sys.modules if name.partition(".")[0] == "vcompare"))
"""
_HELD_BACK = "import gc; gc.set_threshold(100_000, 50, 50)"
_RUN = "import sys; from vcompare.cli import run; status = run(sys.argv[1:])"
_AT_ONCE = "import os; os._exit(0)"


def measure(session: Session) -> Section:
    """Run the steps in turn, and the program without either of its decisions."""
    steps = measured(_steps(), session.pace)
    decisions = measured(_decisions(), session.pace)
    return Section(f"{_table(steps)}\n\n{_compared(decisions)}")


def _steps() -> list[Entrant]:
    loaded = subprocess.run(
        (sys.executable, "-c", _LOADED, *_SHOW), check=True, capture_output=True, text=True, env=ENVIRONMENT
    ).stdout.splitlines()[-1]
    imports = {
        "the interpreter starts": "",
        "`import typer`": "import typer",
        "`import rich.console, rich.table, rich.text`": "import rich.console, rich.table, rich.text",
        "`import msgspec, rtoml`": "import msgspec, rtoml",
        "vcompare's own modules, and what else they load": f"import {loaded}",
    }
    entrants, lines = [], [_HELD_BACK]
    for name, line in imports.items():
        lines.append(line)
        entrants.append(_python(name, "\n".join([*lines, _AT_ONCE])))
    whole = "from vcompare.__main__ import main; main()"
    return [
        *entrants,
        _python("arguments, reading 11 files, comparing, rendering", whole, *_SHOW),
        Entrant("the entry script", [(program(), *_SHOW)]),
    ]


def _decisions() -> list[Entrant]:
    variants = {
        "as it is": [_HELD_BACK, _RUN, _AT_ONCE],
        "without `gc.set_threshold`": [_RUN, _AT_ONCE],
        "without `os._exit`": [_HELD_BACK, _RUN],
        "without either": [_RUN],
    }
    return [
        _python(f"{name}, {what}", "\n".join(lines), *arguments)
        for what, arguments in {"`show A B`": _SHOW, "`--help`": ("--help",)}.items()
        for name, lines in variants.items()
    ]


def _python(name: str, code: str, *arguments: str) -> Entrant:
    return Entrant(name, [(sys.executable, "-c", code, *arguments)])


def _table(steps: Sequence[Result]) -> str:
    """Show what each step took longer than the one before it in the same round."""
    lines = ["| step | ms | 10–90% | so far, ms |", "|---|--:|--:|--:|"]
    for number, step in enumerate(steps):
        before = steps[number - 1].seconds if number else {}
        own = [1000 * (one - before.get(at, 0.0)) for at, one in step.seconds.items()]
        lines.append(
            f"| {step.entrant.name} | {median(own):.1f} | {spread(own, 1)} | {1000 * step.median:.1f} |"
        )
    return "\n".join(lines)


def _compared(results: Sequence[Result]) -> str:
    half = len(results) // 2
    lines = ["| | `show A B`, ms | 10–90% | `--help`, ms | 10–90% |", "|---|--:|--:|--:|--:|"]
    for pair in zip(results[:half], results[half:], strict=True):
        cells = [
            f"{1000 * one.median:.1f} | {spread((1000 * taken for taken in one.seconds.values()), 1)}"
            for one in pair
        ]
        lines.append(f"| {pair[0].entrant.name.partition(',')[0]} | {' | '.join(cells)} |")
    return "\n".join(lines)
