"""What the index is for: names, lists and search on the large catalog, and making it from nothing.

The peer is papis, which keeps a library of YAML files in a cache.
"""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.floors import IMPORTS, reading
from benchmarks.measure import Entrant, Result, measured, table
from benchmarks.session import Section, Session
from benchmarks.translate import papis_library

_COLD = 3.5
"""How many times as long as the leanest reading of every byte a cold run may take."""
_EDITED = 1.5
"""How many times as long as before an edit a command may take after it."""
_MEGABYTES = 60
"""How much memory `show` may have."""

SHORT_LIST = "`list --limit 20`"
SEARCH = "`search cold start`"
LIST = "`list`, every row"


class Subject(NamedTuple):
    """A command, and how many times the floor it may take."""

    arguments: Sequence[str]
    most: float


SUBJECTS = {
    "`show` of two slugs": Subject(("show", "{a}", "{b}"), 1.4),
    "`show` of two names with typos": Subject(("show", "{a_typed}", "{b_typed}"), 2.2),
    SHORT_LIST: Subject(("list", "--limit", "20"), 3.5),
    "`list --format json`": Subject(("list", "--format", "json"), 3.0),
    SEARCH: Subject(("search", "cold", "start"), 2.5),
    LIST: Subject(("list",), 8.0),
    "`search` of a phrase": Subject(("search", '"rate limits" deploy*'), 2.5),
}


def commands(session: Session, root: Path) -> list[Entrant]:
    """Return the short commands on a catalog, its index made."""
    pair, typed = session.pair(root), session.typed(root)
    words = dict(zip(("a", "b", "a_typed", "b_typed"), (*pair, *typed), strict=True))
    entrants = [
        session.own(name, *(part.format(**words) for part in subject.arguments), root=root)
        for name, subject in SUBJECTS.items()
    ]
    for entrant in entrants:
        entrant.run()
    return entrants


def cold(session: Session, root: Path, *words: str) -> Entrant:
    """Return a search that finds no index and makes one."""
    cache, words = session.data / "cold", words or ("cold", "start")
    entrant = session.own("cold `search`", "search", *words, root=root, XDG_CACHE_HOME=str(cache))
    return entrant.after(lambda: shutil.rmtree(cache, ignore_errors=True))


def edited(session: Session, root: Path, entrant: Entrant) -> Entrant:
    """Return a command on a copy of a catalog, one tool of which is replaced before each run."""
    copy = session.data / f"{root.name}-edited"
    if not copy.exists():
        shutil.copytree(root, copy)
    path = sorted(copy.glob("tools/*.toml"))[session.large // 3]
    before, _, behind = (root / "tools" / path.name).read_text(encoding="utf-8").partition('\ntagline = "')
    numbers = count()

    def edit() -> None:
        new = path.with_suffix(".new")
        new.write_text(f'{before}\ntagline = "{next(numbers)}. {behind}', encoding="utf-8")
        new.replace(path)

    (command,) = entrant.commands
    commands = [[str(copy) if word == str(root) else word for word in command]]
    return replace(entrant, name=f"{entrant.name}, after an edit", commands=commands).after(edit)


def measure(session: Session) -> Section:
    """Run the short commands beside the floor, after an edit, against papis, then from nothing."""
    root = session.catalog(session.large)
    session.read(root)
    warm = measured(commands(session, root), session.pace, IMPORTS)
    parts = [f"{session.large:,} tools, SQLite {sqlite3.sqlite_version}, index made:", table(warm)]
    own = {result.entrant.name: result.entrant for result in warm}
    missed = _slow(warm)
    for name in (SHORT_LIST, SEARCH):
        after = edited(session, root, own[name])
        after.run()  # which makes the index of the copy
        both = measured([own[name], after], session.pace)
        parts.append(table(both))
        if both[1].times(both[0]) > _EDITED:
            missed.append(f"{after.name}, takes more than {_EDITED} times as long")
    for name, theirs in papis(session, root).items():
        own[name].run()
        parts.append(table(measured([own[name], *theirs], session.pace)))
        if name == SEARCH:
            parts.append(
                f"vcompare finds {_found(session, root):,} tools there, papis {_lines(theirs[0]):,}."
            )
    emptied = [cold(session, root), *reading(root), *papis_cold(session, root)]
    results = measured(emptied, session.pace)
    parts += [f"{session.large:,} tools, from nothing:", table(results, unit="s")]
    return Section("\n\n".join(parts), [*missed, *_slow_cold(results)])


def _found(session: Session, root: Path) -> int:
    """Return how many tools our search finds."""
    everything = ("search", "cold", "start", "--limit", "1000000", "--format", "json")
    answer = json.loads(_said(session.own("", *everything, root=root)))
    return len(answer["results"])


def _lines(entrant: Entrant) -> int:
    """Return how many lines a program says."""
    return len(_said(entrant).splitlines())


def _said(entrant: Entrant) -> bytes:
    (command,) = entrant.commands
    return subprocess.check_output(command, env=entrant.environment, stderr=subprocess.DEVNULL)


def papis(session: Session, root: Path) -> dict[str, list[Entrant]]:
    """Return what papis has for some of our commands, its cache made; nothing where it is missing."""
    program = session.peers.program("papis")
    if program is None:
        return {}
    a, b = session.pair(root)
    asked: dict[str, dict[str, Sequence[str]]] = {
        "`list --format json`": {
            "`papis list --all`, paths only": ("list", "--all"),
            "`papis list --all --format`, with title and tagline": (
                *("list", "--all", "--format", "{doc[ref]} {doc[title]} {doc[tagline]}"),
            ),
        },
        SEARCH: {"`papis list --all 'cold start'`": ("list", "--all", "cold start")},
        "`show` of two slugs": {
            "`papis export`, two by `ref:`": ("export", "--all", "--format", "yaml", f"ref:{a} or ref:{b}")
        },
    }
    found = {
        name: [_papis(session, root, title, (program, *arguments)) for title, arguments in theirs.items()]
        for name, theirs in asked.items()
    }
    found["`list --format json`"][0].run()
    return found


def papis_cold(session: Session, root: Path) -> list[Entrant]:
    """Return a run of papis that finds no cache and makes one."""
    program = session.peers.program("papis")
    if program is None:
        return []
    entrant = _papis(session, root, "cold `papis list`", (program, "list", "--all", "cold start"))
    cache = entrant.environment["XDG_CACHE_HOME"]
    return [entrant.after(lambda: shutil.rmtree(cache, ignore_errors=True))]


def _papis(session: Session, root: Path, name: str, command: Sequence[str]) -> Entrant:
    home = session.data / f"papis-{root.name}"
    if not (home / "config").exists():
        papis_library(root, home)
    homes = {"XDG_CONFIG_HOME": str(home / "config"), "XDG_CACHE_HOME": str(home / "cache")}
    return Entrant(name, [command], "peer", environment={**session.environment, **homes})


def _slow(results: Sequence[Result]) -> list[str]:
    most = {name: subject.most for name, subject in SUBJECTS.items()}
    times = {one.entrant.name: median(one.ratios) for one in results}
    slow = [name for name in SUBJECTS if times[name] > most[name]]
    large = [one.entrant.name for one in results[:2] if one.megabytes > _MEGABYTES]
    return [
        *(f"{name} takes more than {most[name]} times the floor" for name in slow),
        *(f"{name} has more than {_MEGABYTES} MB" for name in large),
    ]


def _slow_cold(results: Sequence[Result]) -> list[str]:
    own, _, walk, *_ = results
    too_long = own.times(walk) > _COLD
    return [f"a cold index takes more than {_COLD} times the reading"] if too_long else []
