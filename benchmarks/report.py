"""What was measured, put into `docs/performance.md` between its words, and the plot beside it."""

import datetime
import os
import platform
import re
import subprocess
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.plot import plot
from benchmarks.session import Section, Session

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = DOCS / "performance.md", DOCS / "performance.svg"
_LIBRARIES = ("typer", "rich", "msgspec", "rtoml", "rapidfuzz")
_FLOORS = ("the imports", "rglob", "os.walk")
_BLOCK = r"(<!-- measured: {} -->\n).*?(<!-- end -->)"


def filled(page: str, blocks: Mapping[str, str]) -> str:
    """Return a page with its measured blocks replaced. Raises ValueError where it has no place for one."""
    for name, text in blocks.items():
        page, count = re.subn(
            _BLOCK.format(re.escape(name)),
            _between(text),
            page,
            flags=re.DOTALL,
        )
        if count != 1:
            raise ValueError(f"{count} places for what was measured as {name}")
    return page


def _between(text: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}\n{text}\n\n{found[2]}"


def write(sections: Mapping[str, Section], session: Session) -> None:
    """Write the page and the plot."""
    blocks = {name: section.text for name, section in sections.items()}
    blocks["session"] = machine(session)
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), blocks), encoding="utf-8")
    if growth := sections["growth"].growth:
        PICTURE.write_text(plot("Time by size of the catalog", growth, _FLOORS), encoding="utf-8")


def machine(session: Session) -> str:
    """Say when and on what everything was measured, with which versions, and who was missing."""
    today = datetime.datetime.now(datetime.UTC).date()
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    peers = ", ".join(f"{name} {number}" for name, number in session.peers.versions().items())
    lines = [
        f"- {today}{', a quick run' if session.quick else ''}; vcompare {version('vcompare')}{_commit()}",
        f"- {_processor()}, {os.cpu_count()} cores, {_memory()}; {_system()}",
        f"- Python {platform.python_version()}, {libraries}",
        f"- Peers: {peers}",
        *(f"- Missing: {name} ({reason})" for name, reason in sorted(session.missing.items())),
    ]
    return "\n".join(lines)


def _commit() -> str:
    command = ("git", "-C", str(DOCS), "describe", "--always", "--dirty")
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return f" at {done.stdout.strip()}" if done.stdout else ""


def _processor() -> str:
    return _first("/proc/cpuinfo", r"model name\s*: (.*)") or platform.machine()


def _memory() -> str:
    kilobytes = _first("/proc/meminfo", r"MemTotal:\s*(\d+)")
    return f"{int(kilobytes) / 1e6:.0f} GB of memory" if kilobytes else "memory unknown"


def _system() -> str:
    name = _first("/etc/os-release", r'PRETTY_NAME="(.*)"') or platform.system()
    return f"{name}, {platform.system()} {platform.release().partition('-')[0]}"


def _first(path: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8"))
    except OSError:
        return ""
    return found[1] if found else ""
