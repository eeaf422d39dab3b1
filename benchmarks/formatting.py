"""`vcompare fmt --check` next to `vcompare check`, on formatted files, and on files as they were made."""

import shutil
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import measured, table
from benchmarks.session import Section, Session

_MOST = 3.0
"""How many times as long as `check` it may take."""


def measure(session: Session) -> Section:
    """Let `check`, `fmt --check` and taplo take turns on the large catalog."""
    root = session.catalog(session.large)
    neat = _formatted(session, root)
    for folder in (root, neat):
        session.read(folder)
    fmt, many = ("fmt", "--check"), f"{session.large:,} tools"
    entrants = [
        session.own(f"`fmt --check`, {many}", *fmt, root=neat).doing("nothing would change"),
        session.own(f"`fmt --check`, not formatted, {many}", *fmt, root=root)
        .doing("each tool's file would change, and the differences are printed")
        .ending(1),
        replace(session.own("`check`", "check", root=root), role="floor"),
    ]
    if taplo := session.peers.program("taplo"):
        places = ("catalog.toml", "tools/*.toml", "reviews/*/*.toml")
        peer = session.other("`taplo fmt --check`", taplo, "fmt", "--check", "--no-auto-config", *places)
        entrants.append(peer.within(neat).doing("the formatted files, in no order of keys"))
    results = measured(entrants, session.pace)
    *own, check = results[:3]
    missed = [
        f"{one.entrant.name} takes more than {_MOST} times `check`" for one in own if one.times(check) > _MOST
    ]
    return Section(table(results, unit="s"), missed)


def _formatted(session: Session, root: Path) -> Path:
    """Return a copy of a catalog in which all files are formatted."""
    copy = root.with_name(f"{root.name}-formatted")
    if not copy.exists():
        shutil.copytree(root, copy)
        session.own("", "fmt", root=copy).run()
    return copy
