"""Measure `vcompare check` on a large catalog, next to reading its files and to other people's linters.

Two floors read every byte of the files in Python and do nothing with it. The peers are taplo, tombi and
check-jsonschema, which get the schemas that `vcompare schema` writes. At first five files are broken, each
in a way of its own, and every program has to name all five: one that does not is not measured. Then the
programs take turns, in rounds. `python benchmarks/check.py` prints the medians; run it on Linux, with the
interpreter of the environment that has vcompare in it. The peers are installed from PyPI.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

import tomli_w
from measure import ENVIRONMENT, TOOLS, generated, program, seconds, spread

_PEERS = ("taplo==0.9.3", "tombi==1.9.6", "check-jsonschema==0.39.0")
_PLACES = {"catalog": "catalog.toml", "tool": "tools/*.toml", "review": "reviews/*/*.toml"}
"""What lies where, of the kinds of file that a generated catalog has."""

_BATCH = 20_000
"""As many paths fit on a command line."""

_RGLOB = """
import pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.toml"):
    path.read_bytes()
"""
_WALK = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            file.read()
"""
_MOST_RGLOB = 2.0
_LEAST_TAPLO = 2.5
_LEAST_JSONSCHEMA = 4.0
_MOST_MEGABYTES = 250


class Entrant(NamedTuple):
    """A program to measure: its commands, one after the other, are one run; slow ones sit rounds out."""

    name: str
    does: str
    commands: Sequence[Sequence[str]]
    every: int = 1
    environment: Mapping[str, str] = ENVIRONMENT


class Result(NamedTuple):
    """Seconds by round, and the most memory that an entrant and its children held at a time."""

    seconds: dict[int, float]
    megabytes: float

    def times(self, other: "Result") -> float:
        """How many times as long it took as the other, at the median of the rounds that both were in."""
        return median(own / other.seconds[at] for at, own in self.seconds.items() if at in other.seconds)


def measure(entrants: Sequence[Entrant], root: Path, rounds: int) -> list[Result]:
    """Time the entrants in turn, `rounds` times, every second round backwards.

    A round before these fills the caches and watches the memory.
    """
    results = [Result({}, _megabytes(entrant, root)) for entrant in entrants]
    pairs = list(zip(entrants, results, strict=True))
    for number in range(rounds):
        for entrant, result in pairs if number % 2 else reversed(pairs):
            if number % entrant.every == 0:
                result.seconds[number] = sum(
                    seconds(command, entrant.environment, root) for command in entrant.commands
                )
    return results


def report(entrants: Sequence[Entrant], results: Sequence[Result]) -> str:
    """Lay the measurements out as a Markdown table; the first three are vcompare and the floors."""
    lines = [
        "| | s | 10–90% | runs | × rglob | × os.walk | × vcompare | MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    vcompare, rglob, walk = results[:3]
    for entrant, result in zip(entrants, results, strict=True):
        own = list(result.seconds.values())
        lines.append(
            f"| {entrant.name} | {median(own):.2f} | {spread(own, 2)} | {len(own)} "
            f"| {result.times(rglob):.2f} | {result.times(walk):.2f} | {result.times(vcompare):.2f} "
            f"| {result.megabytes:.0f} |"
        )
    return "\n".join([*lines, "", *(f"- {entrant.name}: {entrant.does}" for entrant in entrants)])


def unnamed(entrant: Entrant, root: Path, broken: Sequence[str]) -> list[str]:
    """Return those of the broken files that a program has nothing to say about."""
    answer = b"".join(
        subprocess.run(
            command,
            env=entrant.environment,
            cwd=root,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ).stdout
        for command in entrant.commands
    )
    return [path for path in broken if path.encode() not in answer]


def _megabytes(entrant: Entrant, root: Path) -> float:
    """Run an entrant and return the most memory seen, from looking every few milliseconds.

    What processes share is counted for each of them.
    """
    most = 0
    for command in entrant.commands:
        with subprocess.Popen(
            command,
            env=entrant.environment,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            while running.poll() is None:
                most = max(most, _resident(running.pid))
                time.sleep(0.005)
    return most * os.sysconf("SC_PAGE_SIZE") / 1e6


def _resident(process: int) -> int:
    """Count the pages in memory of a process and of its children."""
    pages = 0
    with suppress(OSError):  # it may end while it is looked at
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        for thread in os.listdir(f"/proc/{process}/task"):
            children = Path(f"/proc/{process}/task/{thread}/children").read_text(encoding="ascii")
            pages += sum(_resident(int(child)) for child in children.split())
    return pages


@contextmanager
def _broken(root: Path) -> Iterator[list[str]]:
    """Break the first and the last file of each kind, each in a way of its own, and mend them again."""
    tools, reviews = (sorted(root.glob(_PLACES[kind])) for kind in ("tool", "review"))
    faults = {
        root / "catalog.toml": (r"\A", "misspelt = 1\n"),  # a key that is unknown
        tools[0]: (r'(?m)^entry = ".*', 'entry = "payed"'),  # a value that is none of the choices
        tools[-1]: (r'(?m)^homepage = "', 'homepage = "see '),  # text that does not fit a pattern
        reviews[0]: (r"(?m)^verdict = .*\n", ""),  # a key that is missing
        reviews[-1]: (r'(?m)^text = """', 'text = ""'),  # no longer TOML
    }
    kept = {path: path.read_bytes() for path in faults}
    try:
        for path, (pattern, replacement) in faults.items():
            path.write_bytes(re.sub(pattern.encode(), replacement.encode(), kept[path], count=1))
        yield [path.relative_to(root).as_posix() for path in faults]
    finally:
        for path, content in kept.items():
            path.write_bytes(content)


def _floors(root: Path) -> list[Entrant]:
    read = {"`rglob`, `read_bytes`": _RGLOB, "`os.walk`, `open().read()`": _WALK}
    return [
        Entrant(name, "reads the files", [(sys.executable, "-c", code, str(root))])
        for name, code in read.items()
    ]


def _peers(root: Path, binaries: Path, work: Path) -> list[Entrant]:
    """Set up the peers in the folder `work`, each to check all files with the schema of their kind."""
    schemas = {kind: work / f"{kind}.json" for kind in _PLACES}
    for kind, schema in schemas.items():
        schema.write_bytes(
            subprocess.run(
                (program(), "schema", kind), env=ENVIRONMENT, check=True, stdout=subprocess.PIPE
            ).stdout
        )
    taplo, tombi = work / "taplo.toml", work / "tombi" / "config.toml"
    tombi.parent.mkdir()
    rules = [
        {"include": [f"**/{place}"], "schema": {"path": schemas[kind].as_uri()}}
        for kind, place in _PLACES.items()
    ]
    taplo.write_text(tomli_w.dumps({"rule": rules}), encoding="utf-8")
    chosen = [{"include": [f"**/{place}"], "path": str(schemas[kind])} for kind, place in _PLACES.items()]
    tombi.write_text(tomli_w.dumps({"toml-version": "v1.1.0", "schemas": chosen}), encoding="utf-8")
    jsonschema = []
    for kind, place in _PLACES.items():
        paths = sorted(path.relative_to(root).as_posix() for path in root.glob(place))
        # Python's regular expressions are the fastest of those that it offers.
        options = ("--schemafile", str(schemas[kind]), "--regex-variant", "python")
        jsonschema += [
            (str(binaries / "check-jsonschema"), *options, *paths[start : start + _BATCH])
            for start in range(0, len(paths), _BATCH)
        ]
    names = [f"{name} {version}" for name, version in (peer.split("==") for peer in _PEERS)]
    return [
        Entrant(
            f"{names[0]}, `lint`",
            "TOML 1.0 and the schemas, at line and column",
            [(str(binaries / "taplo"), "lint", "--config", str(taplo), *_PLACES.values())],
            every=2,
        ),
        Entrant(
            f"{names[1]}, `lint`",
            "TOML 1.1, the schemas and the order of keys, at line and column",
            [(str(binaries / "tombi"), "lint", "--offline", "catalog.toml", "tools", "reviews")],
            every=8,
            environment={**ENVIRONMENT, "XDG_CONFIG_HOME": str(work), "XDG_CACHE_HOME": str(work / "cache")},
        ),
        Entrant(names[2], "TOML 1.0 and the schemas, at the key", jsonschema, every=4),
    ]


def _installed(environment: Path) -> Path:
    """Install the peers into an environment, made where it is missing, and return its folder of programs."""
    binaries = environment / "bin"
    if not binaries.exists():
        subprocess.run((sys.executable, "-m", "venv", str(environment)), check=True)
    install = (str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run((*install, *_PEERS), check=True)
    return binaries


def _missed(results: Sequence[Result]) -> Iterator[str]:
    vcompare, rglob, _, taplo, _, jsonschema = results
    if vcompare.times(rglob) > _MOST_RGLOB:
        yield f"takes more than {_MOST_RGLOB} times as long as reading the files"
    if taplo.times(vcompare) < _LEAST_TAPLO:
        yield f"is less than {_LEAST_TAPLO} times faster than taplo"
    if jsonschema.times(vcompare) < _LEAST_JSONSCHEMA:
        yield f"is less than {_LEAST_JSONSCHEMA} times faster than check-jsonschema"
    if vcompare.megabytes > _MOST_MEGABYTES:
        yield f"holds more than {_MOST_MEGABYTES} MB"


def main() -> int:
    """Read the arguments, measure, print; 1 where `--check` finds a bound missed."""
    parser = argparse.ArgumentParser(description="Measure vcompare check against its floor and its peers.")
    parser.add_argument("--rounds", type=int, default=17, help="rounds to measure (default: %(default)s)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="the generated catalog; made there where it is missing"
    )
    parser.add_argument(
        "--peers", type=Path, metavar="DIR", help="an environment for the peers; made where it is missing"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"exit with 1 where check takes more than {_MOST_RGLOB} times as long as reading with rglob, is "
        f"less than {_LEAST_TAPLO} times faster than taplo or {_LEAST_JSONSCHEMA} times faster than "
        f"check-jsonschema, or holds more than {_MOST_MEGABYTES} MB",
    )
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("a spread takes two rounds or more")
    with generated(options.data) as data, tempfile.TemporaryDirectory() as passing:
        root, work = data.resolve(), Path(passing).resolve()
        does = "TOML 1.1, the format, and all rules, also across files, at line and column"
        own = Entrant("`vcompare check`", does, [(program(), "check", "--catalog", str(root))])
        binaries = _installed(options.peers.resolve() if options.peers else work / "peers")
        entrants = [own, *_floors(root), *_peers(root, binaries, work)]
        with _broken(root) as broken:
            for entrant in (own, *entrants[3:]):
                if unseen := unnamed(entrant, root, broken):
                    sys.exit(f"error: {entrant.name} says nothing of {', '.join(unseen)}, which is broken")
        results = measure(entrants, root, options.rounds)
    print(f"{TOOLS:,} tools, {4 * TOOLS:,} reviews\n\n{report(entrants, results)}")
    missed = list(_missed(results))
    for what in missed:
        print(f"vcompare check {what}", file=sys.stderr)
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
