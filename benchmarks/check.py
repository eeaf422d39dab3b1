"""`vcompare check`, next to reading the files and to other people's linters.

The peers are taplo, tombi and check-jsonschema, which get the schemas that `vcompare schema` writes. At first
five files are broken, each in a way of its own, and a program that does not name all five is not measured.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import tomli_w

from benchmarks.floors import reading
from benchmarks.measure import ENVIRONMENT, Entrant, Result, measured, program, table
from benchmarks.session import Section, Session

_PLACES = {"catalog": "catalog.toml", "tool": "tools/*.toml", "review": "reviews/*/*.toml"}
"""What lies where, of the kinds of file that a generated catalog has."""

_BATCH = 20_000
"""As many paths fit on a command line."""

_MOST = 2.0
"""How many times as long as the leanest reading of all files it may take."""
_LEAST = {"taplo": 2.5, "check-jsonschema": 4.0}
"""How many times faster than these it is to be."""

_MOST_MEGABYTES = 250


def measure(session: Session) -> Section:
    """Check two catalogs beside the floors and the peers, and one with specs and prices beside the floors."""
    parts, results = [], []
    for size in (session.middle, session.large):
        root = session.catalog(size).resolve()
        does = "TOML 1.1, the format, and all rules, also across files, at line and column"
        own = session.own("`vcompare check`", "check", root=root).doing(does)
        entrants = [own, *_peers(session, root)]
        session.read(root)
        if size == session.middle:
            prove(entrants, root, session.missing)
        taken = [entrant for entrant in entrants if entrant.name not in session.missing]
        results = measured([own, *reading(root), *taken[1:]], session.pace)
        parts += [f"{size:,} tools, {4 * size:,} reviews:", table(results, unit="s")]
    more = session.catalog(session.large, 20, 3).resolve()
    session.read(more)
    own = session.own("`vcompare check`", "check", root=more)
    parts.append(f"{session.large:,} tools with 20 specs, with rates, and with 3 offers each:")
    parts.append(table(measured([own, *reading(more)], session.pace), unit="s"))
    return Section("\n\n".join(parts), list(_missed(results)))


def prove(entrants: Sequence[Entrant], root: Path, missing: dict[str, str]) -> None:
    """Put down as missing who does not name every one of five broken files; we come first, and must."""
    with _broken(root) as broken:
        for entrant in entrants:
            if unseen := unnamed(entrant, broken):
                missing[entrant.name] = f"says nothing of {', '.join(unseen)}, which is broken"
    if entrants[0].name in missing:
        sys.exit(f"error: vcompare check {missing[entrants[0].name]}")


def unnamed(entrant: Entrant, broken: Sequence[str]) -> list[str]:
    """Return those of the broken files that a program has nothing to say about."""
    answer = b"".join(
        subprocess.run(
            command,
            env=entrant.environment,
            cwd=entrant.folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ).stdout
        for command in entrant.commands
    )
    return [path for path in broken if path.encode() not in answer]


@contextmanager
def _broken(root: Path) -> Iterator[list[str]]:
    """Break the first and the last file of each kind, each in a way of its own, and repair them."""
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


def _peers(session: Session, root: Path) -> list[Entrant]:
    """Set up the peers, each to check all files with the schema of their kind; without those not there."""
    schemas = _schemas(session.data / "schemas", root)
    makers = {"taplo": _taplo, "tombi": _tombi, "check-jsonschema": _jsonschema}
    found = {name: path for name in makers if (path := session.peers.program(name))}
    return [makers[name](path, schemas, root, session) for name, path in found.items()]


def _schemas(folder: Path, root: Path) -> dict[str, Path]:
    """Write the schemas of a catalog, whose files may have no other categories, specs and meters."""
    folder.mkdir(exist_ok=True)
    schemas = {kind: folder.resolve() / f"{kind}.json" for kind in _PLACES}
    for kind, schema in schemas.items():
        words = (program(), "schema", kind, "--catalog", str(root))
        schema.write_bytes(subprocess.check_output(words, env=ENVIRONMENT))
    return schemas


def _taplo(path: str, schemas: Mapping[str, Path], root: Path, session: Session) -> Entrant:
    rules = [
        {"include": [f"**/{place}"], "schema": {"path": schemas[kind].as_uri()}}
        for kind, place in _PLACES.items()
    ]
    config = schemas["tool"].with_name("taplo.toml")
    config.write_text(tomli_w.dumps({"rule": rules}), encoding="utf-8")
    command = (path, "lint", "--config", str(config), *_PLACES.values())
    does = "TOML 1.0 and the schemas, at line and column"
    return Entrant("`taplo lint`", [command], "peer", does, session.environment, root)


def _tombi(path: str, schemas: Mapping[str, Path], root: Path, session: Session) -> Entrant:
    chosen = [{"include": [f"**/{place}"], "path": str(schemas[kind])} for kind, place in _PLACES.items()]
    config = schemas["tool"].with_name("tombi") / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.write_text(tomli_w.dumps({"toml-version": "v1.1.0", "schemas": chosen}), encoding="utf-8")
    home = {
        "XDG_CONFIG_HOME": str(config.parents[1]),
        "XDG_CACHE_HOME": str(session.data.resolve() / "tombi"),
    }
    command = (path, "lint", "--offline", "catalog.toml", "tools", "reviews")
    does = "TOML 1.1, the schemas and the order of keys, at line and column"
    return Entrant("`tombi lint`", [command], "peer", does, {**session.environment, **home}, root)


def _jsonschema(path: str, schemas: Mapping[str, Path], root: Path, session: Session) -> Entrant:
    commands = []
    for kind, place in _PLACES.items():
        paths = sorted(found.relative_to(root).as_posix() for found in root.glob(place))
        # Python's regular expressions are the fastest of those that it offers.
        options = ("--schemafile", str(schemas[kind]), "--regex-variant", "python")
        commands += [
            (path, *options, *paths[start : start + _BATCH]) for start in range(0, len(paths), _BATCH)
        ]
    does = "TOML 1.0 and the schemas, at the key"
    return Entrant("check-jsonschema", commands, "peer", does, session.environment, root)


def _missed(results: Sequence[Result]) -> Iterator[str]:
    vcompare, _, walk, *peers = results
    if vcompare.times(walk) > _MOST:
        yield f"check takes more than {_MOST} times as long as reading the files"
    for peer in peers:
        least = next((least for name, least in _LEAST.items() if name in peer.entrant.name), 0)
        if peer.times(vcompare) < least:
            yield f"check is less than {least} times faster than {peer.entrant.name}"
    if vcompare.megabytes > _MOST_MEGABYTES:
        yield f"check holds more than {_MOST_MEGABYTES} MB"
