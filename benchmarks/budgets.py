"""What a command may cost in modules and instructions, which repeat where time does not.

`python -m benchmarks.budgets` exits with 1 where a command has grown by more than a tenth since its budget
was written, and `--update` replaces the budgets. Modules are those in `sys.modules` at the end.
Instructions are counted by valgrind, in the process of the command alone, with a fixed seed for hashes and
with all bytecode there; so they repeat within some thousandths. Both are compared with those of the bare
imports, counted beside them, as other builds of Python and versions of the libraries count otherwise.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import tomli_w

from benchmarks.completion import asking
from benchmarks.floors import IMPORTS
from benchmarks.generate import Compared, generate
from benchmarks.measure import ENVIRONMENT, program
from benchmarks.session import Section, Session
from benchmarks.startup import SAMPLE, SAMPLE_PAIR

BUDGETS = Path(__file__).with_name("budgets.toml")
_GROWTH = 1.1
"""How many times its budget a command may cost."""

_FLOOR = "the imports"
_KEPT = frozenset(
    [
        "format",
        "title",
        "categories",
        "panel",
        "name",
        "short_name",
        "tagline",
        "category",
        "entry",
        "description",
        "best_for",
        "vendor",
        "homepage",
        "aliases",
        "tags",
        "pricing",
        "verdict",
        "score",
        "summary",
        "text",
    ]
)
"""Keys of the sample's files that say what tools and reviews are in every catalog."""
_QUIET = ("duplicate-name", "undated-pricing", "unsourced-pricing")
_COMPLETION = "completion"
_COUNTED: Mapping[str, Sequence[str]] = {
    "--version": ("--version",),
    "--help": ("--help",),
    _COMPLETION: (),
    "show, two slugs": ("show", *SAMPLE_PAIR),
    "show, two names with typos": ("show", "calude 4 api", "azure ai fuondry"),
    "list": ("list",),
}
"""Commands whose instructions are counted as well; each takes valgrind some seconds."""
_FACTS = "show, with specs, prices and costs"
_TOOLS, _SPECS = 8, 20
_IMPORT = "import, nothing new"
_MODELS, _SELLERS = 40, 3
_SETTLED = 2.1
"""So many seconds after a file was written, the cache trusts that it has not changed since."""

_LOADING: Mapping[str, Sequence[str]] = {
    "show --format json": ("show", *SAMPLE_PAIR, "--format", "json"),
    "search": ("search", "cold", "start"),
    "check": ("check",),
    "export": ("export", *SAMPLE_PAIR),
    "explain": ("explain",),
}
_MODULES = """
import contextlib, io, sys
import vcompare.__main__
from vcompare.cli import run

with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    run(sys.argv[1:])
own = [name for name in sys.modules if name.partition(".")[0] == "vcompare"]
print(len(sys.modules), len(own))
"""
_FLOOR_MODULES = IMPORTS.commands[0][2] + "; import sys; print(len(sys.modules), 0)"


class Cost(NamedTuple):
    """Modules, those of them that are ours, and instructions: None where they are not counted."""

    modules: int
    own: int
    instructions: int | None


def costs() -> dict[str, Cost]:
    """Return what the bare imports and every command cost here."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        counted, environment = prepare(Path(folder))
        commands = {**counted, **_LOADING}
        # Counting modules first leaves the bytecode and the index in their places.
        modules = {name: _modules(name, commands[name], environment) for name in commands}
        found = pool.map(lambda name: _instructions(name, commands[name], environment), counted)
        instructions = dict(zip(counted, found, strict=True))
    return {name: Cost(*modules[name], instructions.get(name)) for name in commands}


def prepare(folder: Path) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    """Write the catalogs that commands read, and return the commands to count, and their environment.

    The cache reads files again that are no older than a tick of the clock, so it waits until they are.
    """
    environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(folder), "PYTHONHASHSEED": "0"}
    environment["VCOMPARE_CATALOG"] = str(_eight(folder))
    made_up = {_FACTS: _showing(folder / "facts"), _IMPORT: _importing(folder)}
    time.sleep(_SETTLED)
    return {_FLOOR: (), **_COUNTED, **made_up}, environment


def _showing(folder: Path) -> Sequence[str]:
    """Write a catalog with specs, prices, offers and a workload, and return what shows two tools."""
    generate(folder, _TOOLS, compared=Compared(_SPECS, _SELLERS))
    pair = sorted(path.stem for path in folder.glob("tools/*.toml"))[:2]
    return "show", *pair, "--offers", "--workload", "support", "--catalog", str(folder)


def _eight(folder: Path) -> Path:
    """Write the eight tools of the sample with built-in fields only, so that budgets do not grow with it."""
    root = folder / "eight"
    for path in (SAMPLE / "catalog.toml", *SAMPLE.glob("tools/*.toml"), *SAMPLE.glob("reviews/*/*.toml")):
        copy, data = root / path.relative_to(SAMPLE), tomllib.loads(path.read_text(encoding="utf-8"))
        kept = {key: value for key, value in data.items() if key in _KEPT}
        if path.name == "catalog.toml":
            kept["check"] = {"ignore": _QUIET}
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(tomli_w.dumps(kept), encoding="utf-8")
    return root


def _importing(folder: Path) -> Sequence[str]:
    """Write a small data set and a catalog, and return what imports the one into the other."""
    models = [
        {
            "id": f"model-{number}",
            "name": f"Model {number}",
            "reasoning": number % 2 == 0,
            "open_weights": number % 3 == 0,
            "release_date": f"2026-{1 + number % 12:02}-01",
            "modalities": {"input": ["text", "image"], "output": ["text"]},
            "limit": {"context": 1_000 * number, "output": 500},
            "cost": {"input": number / 8, "output": number / 2},
        }
        for number in range(1, _MODELS + 1)
    ]
    sellers = [f"Seller {number}" for number in range(_SELLERS)]
    data = {
        name: {"id": name.lower(), "name": name, "models": {one["id"]: one for one in models}}
        for name in sellers
    }
    (folder / "models.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "catalog.toml").write_text('format = 1\ntitle = "Models"\n', encoding="utf-8")
    arguments = ("import", "models-dev", str(folder / "models.json"), "--setup", "--catalog", str(folder))
    subprocess.run((program(), *arguments), env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
    return arguments


def _modules(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, int]:
    code = _FLOOR_MODULES if name == _FLOOR else _MODULES
    child = (sys.executable, "-c", code, *arguments)
    output = subprocess.check_output(
        child, env=_environment(name, environment), text=True, stderr=subprocess.DEVNULL
    )
    every, own = output.splitlines()[-1].split()
    return int(every), int(own)


def _instructions(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """Count the instructions of a command, None where there is no valgrind or it counts nothing."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        return None
    quiet = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    command = IMPORTS.commands[0] if name == _FLOOR else (program(), *arguments)
    done = subprocess.run(
        (valgrind, *quiet, *command), env=_environment(name, environment), check=False, capture_output=True
    )
    found = re.search(rb"I\s+refs:\s+([\d,]+)", done.stderr)
    return int(found[1].replace(b",", b"")) if found and not done.returncode else None


def _environment(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    if name != _COMPLETION:
        return dict(environment)
    return asking("vcompare show c", Path(environment["VCOMPARE_CATALOG"]), environment)


def grown(budgets: Mapping[str, Mapping[str, int]], found: Mapping[str, Cost]) -> Iterator[str]:
    """Return what costs more than it may, given that the imports cost what they cost here."""
    for name, cost in found.items():
        for kind in ("modules", "instructions"):
            now, floor = getattr(cost, kind), getattr(found[_FLOOR], kind)
            if name == _FLOOR or now is None or floor is None:
                continue
            budget = budgets.get(name, {}).get(kind)
            if budget is None:
                yield f"{name} has no budget of {kind}"
            elif (ratio := now / budget / (floor / budgets[_FLOOR][kind])) > _GROWTH:
                yield f"{name} takes {now:,} {kind}, {ratio:.2f} times its budget of {budget:,}"


def measure(_session: Session) -> Section:
    """Count, and compare what was counted with the budgets."""
    found = costs()
    floor = found[_FLOOR]
    lines = ["| | modules | vcompare's | instructions, millions | × the imports |", "|---|--:|--:|--:|--:|"]
    for name, cost in found.items():
        counted = ("", "")
        if cost.instructions and floor.instructions:
            counted = (f"{cost.instructions / 1e6:.0f}", f"{cost.instructions / floor.instructions:.2f}")
        lines.append(f"| {name} | {cost.modules} | {cost.own or ''} | {' | '.join(counted)} |")
    kept = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))
    missed = list(grown(kept["commands"], found)) if not _other_python(kept) else []
    return Section("\n".join(lines), missed)


def _other_python(kept: Mapping[str, str]) -> str:
    here = ".".join(platform.python_version_tuple()[:2])
    of = kept["python"]
    return "" if of == here else f"the budgets are of Python {of}, and this is {here}"


def write(found: Mapping[str, Cost]) -> None:
    """Make what was found the budgets."""
    commands = {
        name: {kind: count for kind, count in cost._asdict().items() if count is not None and kind != "own"}
        for name, cost in found.items()
    }
    version = ".".join(platform.python_version_tuple()[:2])
    BUDGETS.write_text(
        "# What each command may cost; `python -m benchmarks.budgets --update` writes this.\n"
        + tomli_w.dumps({"python": version, "commands": commands}),
        encoding="utf-8",
    )


def main() -> int:
    """Read the arguments, count, and compare or write; 1 where something has grown."""
    parser = argparse.ArgumentParser(description="Compare what commands cost with their budgets.")
    parser.add_argument("--update", action="store_true", help="write the budgets instead")
    options = parser.parse_args()
    kept = tomllib.loads(BUDGETS.read_text(encoding="utf-8")) if BUDGETS.exists() else None
    if kept and not options.update and (reason := _other_python(kept)):
        print(f"skipped: {reason}")
        return 0
    found = costs()
    if found[_FLOOR].instructions is None:
        if options.update:
            print("error: no valgrind here to count instructions with", file=sys.stderr)
            return 2
        print("no valgrind here: instructions are not counted, modules are")
    if options.update or kept is None:
        write(found)
        return 0
    faults = list(grown(kept["commands"], found))
    print("\n".join(faults) or f"{len(found) - 1} commands within their budgets")
    if faults:
        print("hint: if it is on purpose, `python -m benchmarks.budgets --update` changes the budgets")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
