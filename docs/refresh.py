"""Run the commands that README.md and docs/ show, and renew their outputs; CONTRIBUTING.md says how.

A fenced block whose info is `console` holds command lines (`$ vcompare ...`), each with its exact stdout
below it. In a `console abridged` block one line of `...` an output may stand for lines left out. Commands
run beside a copy of the sample catalog or, where the line above the block is `<!-- in: NAME -->`, in a
folder that the page's blocks share and that is empty at first. A block below `<!-- file: PATH -->` is a
file in that folder. Of other programs only Git is run, by somebody who commits once a day; the others'
commands are shown. What stands between `<!-- made from: NAME -->` and `<!-- end -->` is made from the program
by the function of that name in `MADE`.
"""

# ruff: noqa: INP001 - a script beside the pages, not a package

import argparse
import difflib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
_FENCED = re.compile(
    r"(?:^<!-- (?P<mark>in|file): (?P<place>\S+) -->\n)?"
    r"^(?P<open>(?P<fence>`{3,})(?P<info>.*)\n)(?P<body>(?:.*\n)*?)(?=(?P=fence)$)(?P<close>.*)",
    re.MULTILINE,
)
_SHARED = re.compile(r"^<!-- in: (\S+) -->$", re.MULTILINE)
_OMITTED = "...\n"
_RUN = ("vcompare ", "git ")
_SOMEBODY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Ana"), ("EMAIL", "ana@example.com"))
}
_MADE = re.compile(r"^(<!-- made from: (\w+) -->\n)(?:.*\n)*?(<!-- end -->)$", re.MULTILINE)


class Block(NamedTuple):
    """A command with its stdout, or a file with its content.

    `folder` is the name of the page's shared folder, or empty for one that holds the sample catalog.
    """

    kind: Literal["console", "abridged", "file"]
    folder: str
    subject: str
    expected: str


def pages() -> list[Path]:
    """Return the pages whose outputs are kept: README.md and everything in docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """Return what a page shows, command by command and file by file, in its order."""
    text = page.read_text(encoding="utf-8")
    return [block for fenced in _FENCED.finditer(text) for block in _blocks(fenced)]


def run(command: str, folder: Path) -> str:
    """Run a command line in a shell, 80 columns wide and without color, and return its stdout.

    A commit is made one day after the one before it, the first on 2 November 2026.
    """
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("VCOMPARE_", "GIT_"))
    }
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment["GIT_CEILING_DIRECTORIES"] = str(folder.parent)
    environment["XDG_CACHE_HOME"] = str(folder.parent / "cache")
    environment["XDG_DATA_HOME"] = str(folder.parent / "data")
    counted = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"],  # noqa: S607 - whichever is there
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    day = f"2026-11-{int(counted.stdout or 0) + 2:02}T12:00:00Z"
    environment |= {**_SOMEBODY, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    path = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    result = subprocess.run(  # noqa: S603 - the commands are this repository's own
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**environment, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return result.stdout


def shown(block: Block, output: str) -> str:
    """Return what the page should show of an output: all of it, or as many lines as the page now does."""
    old, new = block.expected.splitlines(keepends=True), output.splitlines(keepends=True)
    if block.kind != "abridged" or _OMITTED not in old:
        return output
    before = old.index(_OMITTED)
    after = len(old) - before - 1
    return "".join([*new[:before], _OMITTED, *new[max(before, len(new) - after) :]])


def refreshed(page: Path) -> str:
    """Return the page with every output as the program gives it now. Files and folders are temporary."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        shutil.copytree(ROOT / "catalog", root / "sample" / "catalog")
        for name in _SHARED.findall(text):
            (root / "shared" / name).mkdir(parents=True, exist_ok=True)
        text = _FENCED.sub(lambda fenced: _renewed(fenced, root), text)
    return _MADE.sub(lambda made: f"{made[1]}\n{MADE[made[2]]()}\n{made[3]}", text)


def formats() -> str:
    """Return the table of all formats, from the registry."""
    from vcompare.render.formats import FORMATS

    lines = ["| format | is | commands | files | can also do |", "|---|---|---|---|---|"]
    for one in FORMATS:
        commands = ", ".join(f"`{_COMMANDS[result]}`" for result in one.results)
        suffixes = ", ".join(f"`{suffix}`" for suffix in one.suffixes)
        choices = ", ".join(one.choices)
        lines.append(f"| `{one.name}` | {one.about} | {commands} | {suffixes} | {choices} |")
    return "".join(f"{line}\n" for line in lines)


def python_names() -> str:
    """Return the table of the public names, each with the first sentence of its docstring."""
    import vcompare

    lines = ["| name | is |", "|---|---|"]
    for name in vcompare.__all__[:-1]:  # the last is the version
        about = " ".join(str(inspect.getdoc(getattr(vcompare, name))).partition("\n\n")[0].split())
        lines.append(f"| `{name}` | {about} |")
    return "".join(f"{line}\n" for line in lines)


def tool_keys() -> str:
    """Return the table of the keys of a tool's file, from the registry of fields and the model."""
    from vcompare.catalog.decode import describe
    from vcompare.fields import BUILTIN
    from vcompare.model import Tool

    needed = {True: "yes", False: "no"}
    lines = ["| key | value | needed | meaning |", "| --- | --- | --- | --- |"]
    for key, (kind, required) in _keys(Tool).items():
        asks = BUILTIN[key].asks
        lines.append(f"| `{key}` | {describe(kind)} | {needed[required]} | {asks} |")
    return "".join(f"{line}\n" for line in lines)


def _keys(table: Any, above: str = "") -> dict[str, tuple[Any, bool]]:
    """Return the type of every value of a table of the model, and whether the table needs it, by path."""
    import msgspec

    from vcompare.catalog.decode import required

    found: dict[str, tuple[Any, bool]] = {}
    for field in msgspec.structs.fields(table):
        kind = required(field.type)
        path = f"{above}{field.encode_name}"
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            found |= _keys(kind, f"{path}.")
        else:
            found[path] = (kind, field.required)
    return found


def fields() -> str:
    """Return the table of all fields, from the registry."""
    from vcompare.fields import BUILTIN

    lines = [
        "| field | label | kind | better | search | a change is |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for field in BUILTIN.with_panel({"<reviewer>": "Reviewer"}):
        weight = f"{field.search:g}" if field.search else ""
        cells = (
            f"`{field.path}`",
            field.label,
            field.kind.name,
            field.better or "",
            weight,
            field.change or "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "".join(f"{line}\n" for line in lines)


MADE = {"formats": formats, "tool_keys": tool_keys, "fields": fields, "python_names": python_names}
_COMMANDS = {
    "comparison": "show",
    "list": "list",
    "hits": "search",
    "diff": "diff",
    "history": "history",
    "digest": "digest",
    "draft": "export",
    "findings": "check",
}


def _blocks(fenced: re.Match[str]) -> Iterator[Block]:
    if fenced["mark"] == "file":
        names = _SHARED.findall(fenced.string)
        yield Block("file", names[0] if names else "", fenced["place"], fenced["body"])
    elif fenced["info"] in {"console", "console abridged"}:
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", fenced["body"], re.MULTILINE):
            kind: Literal["console", "abridged"] = "console" if fenced["info"] == "console" else "abridged"
            yield Block(kind, fenced["place"] or "", command, output)


def _renewed(fenced: re.Match[str], root: Path) -> str:
    body = ""
    for block in _blocks(fenced):
        folder = root / "shared" / block.folder if block.folder else root / "sample"
        if block.kind == "file":
            (folder / block.subject).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.subject).write_text(block.expected, encoding="utf-8")
            return fenced[0]
        ours = block.subject.startswith(_RUN)
        output = shown(block, run(block.subject, folder)) if ours else block.expected
        body += f"$ {block.subject}\n{output}"
    start = fenced[0][: fenced.start("body") - fenced.start()]
    return start + body + fenced["close"] if body else fenced[0]


def main() -> int:
    """Renew all outputs, or with `--check` print how they differ; return 1 where that found something."""
    parser = argparse.ArgumentParser(description="Renew the outputs that README.md and docs/ show.")
    parser.add_argument("--check", action="store_true", help="only compare; exit with 1 where any differs")
    check = parser.parse_args().check
    drifted = False
    for page in pages():
        old, new = page.read_text(encoding="utf-8"), refreshed(page)
        if old != new and check:
            name = page.relative_to(ROOT).as_posix()
            lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(*lines, name, f"{name} (now)"))
            drifted = True
        elif old != new:
            page.write_text(new, encoding="utf-8")
            sys.stdout.write(f"renewed {page.relative_to(ROOT).as_posix()}\n")
    return int(drifted)


if __name__ == "__main__":
    raise SystemExit(main())
