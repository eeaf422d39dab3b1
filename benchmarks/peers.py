"""Other people's programs: from PyPI into an environment of their own, from the system as they are there."""

import re
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path

from benchmarks.measure import ENVIRONMENT

REQUIREMENTS = Path(__file__).parents[1] / "requirements" / "benchmark.txt"
FROM_SYSTEM = ("fzf", "jq", "git", "hugo")
"""To be had as packages of Debian's, under these names."""


class Peers:
    """The peers in an environment; those that cannot be had are put down in `missing`, with the reason."""

    def __init__(self, environment: Path, missing: dict[str, str]) -> None:
        self.environment, self.missing = environment, missing

    def program(self, name: str) -> str | None:
        """Return the path of a program, None where it cannot be had."""
        found = shutil.which(name) if name in FROM_SYSTEM else shutil.which(name, path=str(self.binaries))
        if found is None:
            self.missing.setdefault(name, "not installed here" if name in FROM_SYSTEM else "not on PyPI")
        return found

    @cached_property
    def binaries(self) -> Path:
        """The folder of programs of the environment, made and filled where it is missing."""
        binaries = self.environment / "bin"
        if not binaries.exists():
            print("installing the peers", file=sys.stderr)
            subprocess.run((sys.executable, "-m", "venv", str(self.environment)), check=True)
        done = self.environment / "installed.txt"
        if not done.exists() or done.read_text(encoding="utf-8").splitlines() != requirements():
            installed = [pinned for pinned in requirements() if self._install(pinned)]
            done.write_text("\n".join(installed), encoding="utf-8")
        return binaries

    def _install(self, pinned: str) -> bool:
        pip = (str(self.environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check")
        done = subprocess.run((*pip, "install", "--quiet", pinned), check=False, capture_output=True)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            self.missing[pinned.partition("==")[0]] = f"pip: {last}"
        return not done.returncode

    def versions(self) -> dict[str, str]:
        """Return the versions of all that could be had."""
        versions = dict(pinned.split("==") for pinned in requirements())
        known = {name: version for name, version in versions.items() if name not in self.missing}
        return known | {name: version(found) for name in FROM_SYSTEM if (found := shutil.which(name))}


def requirements() -> list[str]:
    """Return the pinned peers from PyPI."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def version(program: str) -> str:
    """Return the version that a program says it has."""
    for argument in ("--version", "version"):
        done = subprocess.run((program, argument), check=False, capture_output=True, env=ENVIRONMENT)
        if found := re.search(r"\d+(\.\d+)+", done.stdout.decode(errors="replace")):
            return found[0]
    return "of unknown version"
