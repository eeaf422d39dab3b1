"""The least that cannot be left out: what the libraries take to load, and reading every byte."""

import sys
from pathlib import Path

from benchmarks.measure import Entrant

_LIBRARIES = "import typer, rich.console, rich.table"
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

IMPORTS = Entrant("the imports", [(sys.executable, "-c", _LIBRARIES)], "floor", f"`python -c '{_LIBRARIES}'`")
ENDING = Entrant(
    "the imports, ending like vcompare",
    [(sys.executable, "-c", f"import gc, os; gc.set_threshold(100_000, 50, 50); {_LIBRARIES}; os._exit(0)")],
    "floor",
    "the same with the collector held back, and without the interpreter's tidying up",
)
TYPER = Entrant("`import typer`", [(sys.executable, "-c", "import typer")], "floor")
INTERPRETER = Entrant("`python -c pass`", [(sys.executable, "-c", "pass")], "floor")


def reading(root: Path) -> list[Entrant]:
    """Return two ways of reading every byte of a catalog and doing nothing with it."""
    return [
        Entrant(
            "rglob",
            [(sys.executable, "-c", _RGLOB, str(root))],
            "floor",
            "`Path.rglob` and `read_bytes`, the way most programs read a tree",
        ),
        Entrant(
            "os.walk",
            [(sys.executable, "-c", _WALK, str(root))],
            "floor",
            "`os.walk` and `open().read()`, the leanest loop that Python has",
        ),
    ]
