"""One session: where the data lie, how large they are, what runs, and what came of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks.floors import reading
from benchmarks.generate import Compared, generate
from benchmarks.history import repository
from benchmarks.measure import ENVIRONMENT, Entrant, Pace, Role, program
from benchmarks.peers import Peers


class Section(NamedTuple):
    """What a measure found: Markdown, the bounds that it missed, and seconds by command and size to plot."""

    text: str
    missed: Sequence[str] = ()
    growth: Mapping[str, Mapping[int, float]] = {}


@dataclass(frozen=True)
class Session:
    """What every measure shares. What is made in `data` once is there the next time."""

    data: Path
    quick: bool = False
    missing: dict[str, str] = field(default_factory=dict)
    """Peers that could not be had, and why."""

    @property
    def pace(self) -> Pace:
        """The rounds of this session."""
        return Pace(3, 0.5) if self.quick else Pace(21, 4)

    @property
    def middle(self) -> int:
        """How many tools a catalog has on which everybody can run many times."""
        return 100 if self.quick else 1_000

    @property
    def large(self) -> int:
        """How many tools the large catalog has."""
        return 1_000 if self.quick else 10_000

    @property
    def sizes(self) -> Sequence[int]:
        """The sizes at which growth is measured."""
        return (8, 100, self.large) if self.quick else (8, 100, self.middle, self.large, 100_000)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment of every program: nothing of the person's own configuration or caches."""
        homes = {
            f"XDG_{kind}_HOME": self.data / "home" / kind.lower() for kind in ("CACHE", "CONFIG", "DATA")
        }
        return {**ENVIRONMENT, **{name: str(place) for name, place in homes.items()}}

    @cached_property
    def peers(self) -> Peers:
        """Other people's programs, in an environment of their own."""
        return Peers(self.data / "peers", self.missing)

    def catalog(self, tools: int, specs: int = 0, offers: int = 0) -> Path:
        """Return the generated catalog of a size, with so many specs, and so many offers of each tool."""
        more = "".join(f"-{name}-{count}" for name, count in (("specs", specs), ("offers", offers)) if count)
        root = self.data / f"catalog-{tools}{more}"
        if not (root / "catalog.toml").exists():
            print(f"making a catalog of {tools:,} tools", file=sys.stderr)
            generate(root, tools, compared=Compared(specs, offers))
        return root

    def read(self, root: Path) -> None:
        """Have every file of a catalog in the system's cache, before somebody is the first to read them."""
        _, walk = reading(root)
        walk.run()

    def history(self) -> Path:
        """Return the generated catalog in a repository with a history."""
        tools, commits = (50, 100) if self.quick else (1_000, 2_000)
        root = self.data / f"history-{tools}-{commits}"
        if not root.exists():
            print(f"making a history of {commits:,} commits", file=sys.stderr)
            repository(root, tools, commits)
        return root / "catalog"

    def own(self, name: str, *arguments: str, root: Path, **more: str) -> Entrant:
        """Return a run of vcompare on a catalog; `more` are variables of its environment."""
        command = (program(), *arguments, "--catalog", str(root))
        return Entrant(name, [command], environment={**self.environment, **more})

    def plain(self, name: str, *arguments: str) -> Entrant:
        """Return a run of vcompare without a catalog."""
        return Entrant(name, [(program(), *arguments)], environment=self.environment)

    def other(self, name: str, *command: str, role: Role = "peer", does: str = "") -> Entrant:
        """Return a run of another program."""
        return Entrant(name, [command], role, does, self.environment)

    def pair(self, root: Path) -> tuple[str, str]:
        """Choose two tools from the middle of a catalog with a summary in each review, as in the sample."""
        return two(sorted(os.listdir(root / "reviews")), lambda slug: _summed_up(root / "reviews" / slug))

    def typed(self, root: Path) -> tuple[str, str]:
        """Return two names as they may be typed from memory, such as only one tool can be meant by."""
        slugs = sorted(os.listdir(root / "reviews"))
        first, second = two(slugs, lambda slug: self.meant(root, mistyped(_name(root, slug))) == slug)
        return mistyped(_name(root, first)), mistyped(_name(root, second))

    def meant(self, root: Path, name: str) -> str | None:
        """Return which tool vcompare takes a name for, None where it asks back."""
        (command,) = self.own("", "show", name, "--format", "json", root=root).commands
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True)
        return None if done.returncode else json.loads(done.stdout)["tools"][0]["slug"]


def two(slugs: Sequence[str], is_fit: Callable[[str], bool]) -> tuple[str, str]:
    """Return the first fitting one from a third of the way on, and the first from two thirds on."""
    first, second = (
        next(slug for slug in slugs[third * len(slugs) // 3 :] if is_fit(slug)) for third in (1, 2)
    )
    return first, second


def _summed_up(folder: Path) -> bool:
    return all("\nsummary = " in path.read_text(encoding="utf-8") for path in folder.iterdir())


def _name(root: Path, slug: str) -> str:
    """Return the name of a tool, from the first line of its file."""
    return (root / "tools" / f"{slug}.toml").read_text(encoding="utf-8").split('"', 2)[1]


def mistyped(name: str) -> str:
    """Return a name in lower case, with one typo in its longest word."""
    words = name.lower().split()
    longest = max(words, key=len)
    typo = longest[:2] + longest[3] + longest[2] + longest[4:]
    return " ".join(typo if word == longest else word for word in words)
