"""What the measuring scripts share: the program, the large catalog, a timer, and how numbers are shown."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from generate import generate

TOOLS = 10_000
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VCOMPARE_"))},
    "COLUMNS": "100",
}


def program() -> str:
    """Return the vcompare of this environment: the script beside the interpreter."""
    script = Path(sys.executable).with_name("vcompare.exe" if os.name == "nt" else "vcompare")
    if not script.exists():
        sys.exit("error: there is no vcompare beside this Python\nhint: install it into this environment")
    return str(script)


@contextmanager
def generated(data: Path | None) -> Iterator[Path]:
    """Give a folder with a generated catalog: the one named, filled where it is empty, or a passing one."""
    with tempfile.TemporaryDirectory() as passing:
        root = data or Path(passing)
        if not (root / "catalog.toml").exists():
            generate(root, TOOLS)
        if (found := len(os.listdir(root / "tools"))) != TOOLS:
            sys.exit(f"error: {root} has {found} tools, not {TOOLS}\nhint: name another folder")
        yield root


def seconds(
    command: Sequence[str], environment: Mapping[str, str] = ENVIRONMENT, folder: Path | None = None
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
    if ended.returncode:
        sys.stderr.buffer.write(ended.stderr)
        sys.exit(f"error: {Path(command[0]).name} ended with {ended.returncode}")
    return taken


def spread(values: Sequence[float], digits: int) -> str:
    """Show the range from the 10th to the 90th percentile; nothing for a single value."""
    if len(values) < 2:
        return ""
    tenths = quantiles(values, n=10, method="inclusive")
    return f"{tenths[0]:.{digits}f}–{tenths[-1]:.{digits}f}"
