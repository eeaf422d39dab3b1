"""How soon a person who names no tool sees the list to pick from: the first picture on a terminal."""

import os
import pty
import signal
import sys
import termios
import time
from statistics import median

from benchmarks.floors import IMPORTS
from benchmarks.measure import Entrant, Result, table
from benchmarks.session import Section, Session

_LIMIT = 150
"""How many milliseconds may pass from the start of the process to the first picture."""
_LAST_LINE = b"Enter select"


def measure(session: Session) -> Section:
    """Have the list painted on the large catalog, each time right beside a run of the floor."""
    root = session.catalog(session.large)
    session.own("", "list", "--format", "slugs", root=root).run()
    asking = session.own(f"`show`, until {session.large:,} tools are listed", "show", root=root)
    for _ in range(2):  # the first makes the index, of which the second paints
        painted(asking)
    result = Result(asking, {}, {}, painted(asking)[1])
    for number in range(session.pace.rounds):
        result.seconds[number], result.beside[number] = painted(asking)[0], IMPORTS.run()
    slow = median(result.seconds.values()) * 1000 > _LIMIT
    return Section(table([result]), [f"the first picture takes more than {_LIMIT} ms"] if slow else [])


def painted(asking: Entrant) -> tuple[float, float]:
    """Run a command that asks, and leave it; return the seconds to the first picture, and megabytes."""
    command, screen = asking.commands[0], b""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], [*command], {**asking.environment, "TERM": "xterm", "LANG": "C.UTF-8"})
    termios.tcsetwinsize(terminal, (40, 120))
    while _LAST_LINE not in screen:
        try:
            screen += os.read(terminal, 65536)
        except OSError:  # it ended
            sys.exit(f"error: {' '.join(command)} asked nothing")
    taken = time.perf_counter() - started
    os.kill(child, signal.SIGKILL)
    usage = os.wait4(child, 0)[2]
    os.close(terminal)
    return taken, usage.ru_maxrss / 1e3
