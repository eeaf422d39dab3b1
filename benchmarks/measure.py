"""How everything is measured: entrants take turns in one session, and each has its seconds and its memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Literal, NamedTuple

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VCOMPARE_"))},
    "COLUMNS": "100",
}

_ONCE = 3
"""Who takes longer than this many times its allowance is run but once."""

Role = Literal["vcompare", "floor", "peer"]
"""A floor does the least of what cannot be left out; a peer is somebody else's program for the same."""


class Pace(NamedTuple):
    """How many rounds there are at most, and how many seconds an entrant may take of them all together."""

    rounds: int
    allowance: float

    def turns(self, once: float) -> int:
        """Return in how many rounds an entrant runs that takes so many seconds: a slow one in few or none."""
        least = 3 if once <= self.allowance else 1 if once <= _ONCE * self.allowance else 0
        return min(self.rounds, max(least, int(self.allowance / max(once, 1e-6))))

    def has_turn(self, number: int, turns: int) -> bool:
        """Say whether who runs in so many rounds runs in this one: spread evenly, the first among them."""
        return number * turns % self.rounds < turns


@dataclass(frozen=True)
class Entrant:
    """A program to measure: its commands, one after the other, are one run.

    `before` is called ahead of each run and is not timed.
    """

    name: str
    commands: Sequence[Sequence[str]]
    role: Role = "vcompare"
    does: str = ""
    environment: Mapping[str, str] = field(default_factory=lambda: ENVIRONMENT)
    folder: Path | None = None
    before: Callable[[], object] = lambda: None
    status: int = 0
    """With what its commands end where they worked."""

    def after(self, before: Callable[[], object]) -> "Entrant":
        """Return the same with something to be done before each run."""
        return replace(self, before=before)

    def doing(self, does: str) -> "Entrant":
        """Return the same with a word on what it does."""
        return replace(self, does=does)

    def ending(self, status: int) -> "Entrant":
        """Return the same that ends with another exit status where it worked."""
        return replace(self, status=status)

    def within(self, folder: Path) -> "Entrant":
        """Return the same in another folder."""
        return replace(self, folder=folder)

    def run(self) -> float:
        """Run once, and return how many seconds it took."""
        self.before()
        return sum(seconds(command, self.environment, self.folder, self.status) for command in self.commands)


class Result(NamedTuple):
    """Seconds by round, those of the floor right beside each run, and the most memory, in megabytes."""

    entrant: Entrant
    seconds: dict[int, float]
    beside: dict[int, float]
    megabytes: float

    @property
    def median(self) -> float:
        """The seconds that it took, at the median."""
        return median(self.seconds.values())

    @property
    def ratios(self) -> list[float]:
        """How many times the floor beside it it took, round by round."""
        return [own / self.beside[number] for number, own in self.seconds.items()]

    def times(self, other: "Result") -> float:
        """How many times as long it took as the other, at the median of the rounds that both were in."""
        return median(own / other.seconds[at] for at, own in self.seconds.items() if at in other.seconds)


def measured(entrants: Sequence[Entrant], pace: Pace, beside: Entrant | None = None) -> list[Result]:
    """Let the entrants run in turn, every second round backwards; the slow ones sit rounds out.

    A run ahead of the rounds fills the caches, and its memory is watched. It is not counted, unless it took
    so long that it has to be the only one. With `beside`, a run of that floor stands right beside each run,
    in turn before and after it.
    """
    pairs = [_watched(entrant, pace, beside) for entrant in entrants]
    for number in range(pace.rounds):
        for result, turns in pairs if number % 2 else reversed(pairs):
            if pace.has_turn(number, turns):
                _run(result, number, beside)
    return [result for result, _ in pairs]


def _watched(entrant: Entrant, pace: Pace, beside: Entrant | None) -> tuple[Result, int]:
    """Run an entrant ahead of the rounds; return what is known of it, and how many turns it has."""
    taken, most = watched(entrant)
    if turns := pace.turns(taken):
        return Result(entrant, {}, {}, most), turns
    return Result(entrant, {0: taken}, {0: beside.run()} if beside else {}, most), 0


def _run(result: Result, number: int, beside: Entrant | None) -> None:
    if beside and number % 2:
        result.beside[number] = beside.run()
    result.seconds[number] = result.entrant.run()
    if beside and not number % 2:
        result.beside[number] = beside.run()


def program() -> str:
    """Return the vcompare of this environment: the script beside the interpreter."""
    script = Path(sys.executable).with_name("vcompare.exe" if os.name == "nt" else "vcompare")
    if not script.exists():
        sys.exit("error: there is no vcompare beside this Python\nhint: install it into this environment")
    return str(script)


def seconds(
    command: Sequence[str],
    environment: Mapping[str, str] = ENVIRONMENT,
    folder: Path | None = None,
    status: int = 0,
) -> float:
    """Run a command, throw its answer away, and return how long it took; leave where it fails."""
    started = time.perf_counter()
    ended = subprocess.run(
        command,
        env=environment,
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    taken = time.perf_counter() - started
    _leave_if_failed(command, ended.returncode, ended.stderr, status)
    return taken


def _leave_if_failed(command: Sequence[str], status: int, output: bytes, expected: int = 0) -> None:
    if status != expected:
        sys.stderr.buffer.write(output[-2000:])
        sys.exit(f"error: {' '.join(command)[:200]} ended with {status}")


def watched(entrant: Entrant) -> tuple[float, float]:
    """Run an entrant and return its seconds and the most memory seen, in megabytes (Linux).

    That is the most that one of its processes says it had, or what all of them had at a time if that is more,
    in which what they share counts once. The longer it takes, the more seldom it is looked at.
    """
    entrant.before()
    most, started = 0, time.perf_counter()
    for command in entrant.commands:
        with (
            tempfile.TemporaryFile() as output,
            subprocess.Popen(
                command,
                env=entrant.environment,
                cwd=entrant.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
            ) as running,
        ):
            while running.poll() is None:
                processes = list(_family(running.pid))
                most = max(most, sum(map(_held, processes)), *map(_peak, processes))
                time.sleep(0.002 + (time.perf_counter() - started) / 500)
            output.seek(0)
            _leave_if_failed(command, running.returncode, output.read(), entrant.status)
    return time.perf_counter() - started, most / 1e6


def _family(process: int) -> Iterable[int]:
    """Return a process and its children, and theirs."""
    yield process
    with suppress(OSError):  # it may end while it is looked at
        for thread in os.listdir(f"/proc/{process}/task"):
            children = Path(f"/proc/{process}/task/{thread}/children").read_text(encoding="ascii")
            for child in children.split():
                yield from _family(int(child))


def _held(process: int) -> int:
    """Return the bytes that a process has in memory, with its part of what it shares (proc(5), Pss)."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _peak(process: int) -> int:
    """Return the most bytes that a process had in memory at any time up to now."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def spread(values: Iterable[float], digits: int) -> str:
    """Show the range from the 10th to the 90th percentile; nothing for a single value."""
    known = list(values)
    if len(known) < 2:
        return ""
    tenths = quantiles(known, n=10, method="inclusive")
    return f"{tenths[0]:.{digits}f}–{tenths[-1]:.{digits}f}"


def table(results: Sequence[Result], *, unit: Literal["ms", "s"] = "ms") -> str:
    """Lay results out as a Markdown table, the first being what the others are compared with.

    The ratios are those to the floor that ran beside, or else to each floor among the results.
    """
    own, wide = results[0], bool(results[0].beside)
    floors = [] if wide else [result for result in results if result.entrant.role == "floor"]
    factor, digits = (1000, 1) if unit == "ms" else (1, 2)
    columns = [unit, "10–90%", "runs", *(["× floor beside", "10–90%"] if wide else [])]
    columns += [f"× {floor.entrant.name}" for floor in floors]
    columns += ["× vcompare"] if any(result.entrant.role == "peer" for result in results) else []
    rows = [f"| | {' | '.join(columns)} | MB |", f"|---|{'--:|' * (len(columns) + 1)}"]
    for result in results:
        times = [factor * one for one in result.seconds.values()]
        cells = [result.entrant.name, f"{median(times):,.{digits}f}", spread(times, digits), str(len(times))]
        if wide:
            cells += [f"{median(result.ratios):.2f}", spread(result.ratios, 2)]
        cells += [f"{result.times(floor):.2f}" for floor in floors]
        cells += [f"{result.times(own):.2f}"] if "× vcompare" in columns else []
        rows.append(f"| {' | '.join([*cells, f'{result.megabytes:.0f}'])} |")
    return "\n".join([*rows, *_legend(results), *faster(results)])


def _legend(results: Sequence[Result]) -> list[str]:
    notes = [f"- {result.entrant.name}: {result.entrant.does}" for result in results if result.entrant.does]
    return ["", *notes] if notes else []


def faster(results: Sequence[Result]) -> list[str]:
    """Say which peers took less time than vcompare, which comes first."""
    own = results[0]
    beaten = [
        f"{result.entrant.name} ({result.times(own):.2f} times its time)"
        for result in results
        if result.entrant.role == "peer" and result.times(own) < 1
    ]
    return ["", f"Faster than vcompare here: {', '.join(beaten)}."] if beaten else []
