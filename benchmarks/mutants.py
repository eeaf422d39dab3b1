"""Edit the source in one place at a time, and list what no test notices: `python -m benchmarks.mutants`.

First the tests run once, to see which of them runs which line (this takes `pip install coverage`). Then each
edit of a random sample is made, in a copy of the tree, and the tests that run its line, until one fails.
`--within src/vcompare/text --tests tests/text` looks at a part.

A test that starts the program as a process of its own starts that of the environment, and so notices no edit.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).parents[1]
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_PATIENCE = 300
"""Seconds for the tests of one edit: what takes longer does not end, which is noticed."""
_MOST = 200
"""So many tests are run for one edit at most, those that mirror its module first."""

Kind = Literal["comparison", "and/or", "condition", "constant", "statement"]
Lines = Mapping[str, Mapping[int, Sequence[str]]]
"""The tests that run a line, by file and line."""

_OTHER: Mapping[type[ast.cmpop], Sequence[type[ast.cmpop]]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_KEPT = (ast.Constant, ast.Yield, ast.YieldFrom)
"""Expressions that stay: docstrings, and what makes a function a generator."""
_REMOVED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)


class Edit(NamedTuple):
    """What stands in a file from one offset to another, in bytes, and what it becomes."""

    path: str
    line: int
    kind: Kind
    start: int
    end: int
    before: str
    after: str

    def __str__(self) -> str:
        before, after = (" ".join(text.split())[:90] for text in (self.before, self.after))
        return f"{self.path}:{self.line}: {self.kind}: {before}  ->  {after}"

    def made(self, content: bytes) -> bytes:
        """Return the content of the file with the edit."""
        return content[: self.start] + self.after.encode() + content[self.end :]


def edits(path: str, text: str) -> Iterator[Edit]:
    """Yield all edits of a file; of types, docstrings and messages there are none."""
    starts = [0]
    for one in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(one))
    for node, kind, other in _changes(ast.parse(text)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        after = ast.unparse(other)
        after = f"({after})" if isinstance(other, ast.expr) else after
        yield Edit(path, node.lineno, kind, start, end, ast.get_source_segment(text, node) or "", after)


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, Kind, ast.AST]]:
    for node in _code(tree):
        if isinstance(node, _REMOVED) and not (isinstance(node, ast.Expr) and isinstance(node.value, _KEPT)):
            yield node, "statement", ast.Pass()
        match node:
            case ast.Compare(ops=[op]):
                for other in _OTHER[type(op)]:
                    yield node, "comparison", ast.Compare(node.left, [other()], node.comparators)
            case ast.BoolOp():
                yield (
                    node,
                    "and/or",
                    ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values),
                )
            case ast.If() | ast.While() | ast.IfExp():
                yield node.test, "condition", ast.UnaryOp(ast.Not(), node.test)
            case ast.comprehension():
                yield from ((test, "condition", ast.UnaryOp(ast.Not(), test)) for test in node.ifs)
            case ast.Constant(value=bool() as value):
                yield node, "constant", ast.Constant(not value)
            case ast.Constant(value=int() as value):
                yield node, "constant", ast.Constant(value + 1)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what is run: not annotations, the arguments of classes, or what only type checkers read."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"} or (
            isinstance(node, ast.ClassDef) and name != "body"
        ):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ast.AST):
                yield from _code(one)


def measured(tree: Path, tests: Sequence[str]) -> Lines:
    """Run tests once in a tree, and return which of them run which lines of the source."""
    settings = tree / "contexts.cfg"
    settings.write_text("[run]\ndynamic_context = test_function\nsource = src\n")
    options = [f"--rcfile={settings}"]
    _run(
        tree,
        "-m",
        "coverage",
        "run",
        *options,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        *tests,
    )
    _run(tree, "-m", "coverage", "json", *options, "--show-contexts", "-q", "-o", "contexts.json")
    files = json.loads((tree / "contexts.json").read_text())["files"]
    return {
        path: {int(line): [*filter(None, map(_test, names))] for line, names in found["contexts"].items()}
        for path, found in files.items()
    }


def _test(context: str) -> str:
    """Return a test as pytest names it: `tests.text.test_x.test_y` is `tests/text/test_x.py::test_y`."""
    module, _, name = context.partition(".test_")
    file, _, function = name.partition(".")
    return f"{module.replace('.', '/')}/test_{file}.py::{function}" if function else ""


def chosen_for(edit: Edit, lines: Lines) -> list[str]:
    """Return the tests to run for an edit: those of its line, or else, at import, those of its module."""
    mirror = Path(edit.path.replace("src/vcompare", "tests", 1))
    own = str(mirror.with_name(f"test_{mirror.name}"))
    found = sorted(
        set(lines.get(edit.path, {}).get(edit.line, ())), key=lambda test: (not test.startswith(own), test)
    )
    return found[:_MOST] or [path for path in (own, str(mirror.parent)) if (ROOT / path).exists()][:1]


def is_noticed(edit: Edit, tree: Path, tests: Sequence[str]) -> bool:
    """Make an edit in a tree, run tests, and take it back."""
    path = tree / edit.path
    content = path.read_bytes()
    _write(path, edit.made(content))
    try:
        return _run(tree, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """Write a module, and remove what was compiled of it, which may seem to be of the same second."""
    path.write_bytes(content)
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
        compiled.unlink()


def _run(tree: Path, *words: str) -> int:
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=None if "coverage" in words else _PATIENCE,
        check=False,
    ).returncode


def _copied(into: Path) -> Path:
    """Copy what Git knows of the tree."""
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in listed.decode().rstrip("\0").split("\0"):
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return into


def main() -> int:
    """Sample, edit, test, and print what survived; 1 where more did than may."""
    options = _options()
    within = sorted(path for part in options.within for path in (ROOT / part).rglob("*.py"))
    every = [edit for path in within for edit in edits(str(path.relative_to(ROOT)), path.read_text())]
    sample = random.Random(options.seed).sample(every, min(options.count, len(every)))
    survivors = list[Edit]()
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        tree = _copied(Path(folder))
        lines = measured(tree, options.tests)
        for number, edit in enumerate(sample, 1):
            if not is_noticed(edit, tree, chosen_for(edit, lines)):
                survivors.append(edit)
                print(edit, flush=True)
            print(f"{number}/{len(sample)}", end="\r", file=sys.stderr, flush=True)
    noticed = len(sample) - len(survivors)
    print(f"{noticed} of {len(sample)} edits made a test fail: {noticed / len(sample):.0%}")
    for kind, count in Counter(edit.kind for edit in survivors).most_common():
        print(f"  {kind}: {count} unnoticed")
    return int(noticed < len(sample) * options.at_least)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="how many edits")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--within", nargs="+", default=["src/vcompare"], help="folders of the source")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="which tests are looked at")
    parser.add_argument(
        "--at-least", type=float, default=0.0, help="the share that has to be noticed, up to 1"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
