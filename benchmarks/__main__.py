"""Measure everything in one session and write what came of it: `python -m benchmarks`.

Run it on Linux with nothing else running, with the interpreter of the environment that has vcompare in it.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from benchmarks import report
from benchmarks.session import Section, Session

MEASURES = (
    *("startup", "steps", "budgets", "completion", "asking", "growth", "index", "facts", "costs", "ranking"),
    *("deciding", "assistants", "imports", "check", "formatting", "pages", "site", "changes", "names"),
    *("slips", "adding", "picking"),
)
"""In the order of the page; each is a module of this package with a function `measure`."""


def main() -> int:
    """Read the arguments, measure, print, write; 1 where `--check` finds a bound missed."""
    options = _options()
    with ExitStack() as passing:
        data = options.data or Path(passing.enter_context(tempfile.TemporaryDirectory()))
        data.mkdir(parents=True, exist_ok=True)
        session = Session(data.resolve(), options.quick)
        sections = {name: _measured(name, session) for name in options.only or MEASURES}
        print(report.machine(session))
        if options.write or not (options.quick or options.only):
            report.write(sections, session)
    missed = [what for section in sections.values() for what in section.missed]
    for what in missed if not options.quick else ():
        print(f"over its bound: {what}", file=sys.stderr)
    return int(options.check and bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller catalogs, few rounds: about a minute")
    parser.add_argument(
        "--only", action="append", choices=MEASURES, metavar="NAME", help=f"of {', '.join(MEASURES)}"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep what is made, for the next time")
    parser.add_argument(
        "--write", action="store_true", help="write docs/performance.md, as a full run does without it"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 where a bound is not kept")
    options = parser.parse_args()
    if options.quick and options.check:
        parser.error("the bounds are those of the full sizes: --check goes without --quick")
    if options.write and options.only:
        parser.error("the page holds one session: --write goes without --only")
    return options


def _measured(name: str, session: Session) -> Section:
    started, before = time.monotonic(), _processor_time()
    section: Section = import_module(f"benchmarks.{name}").measure(session)
    print(f"# {name}\n\n{section.text}\n", flush=True)
    taken, worked = time.monotonic() - started, _processor_time() - before
    print(f"{name}: {taken:.0f} s, {worked:.0f} s of processor time", file=sys.stderr, flush=True)
    return section


def _processor_time() -> float:
    """Return the seconds that this process and its children worked; if others do too, more go by."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    sys.exit(main())
