"""Run the commands that README.md and docs/ show, and renew their outputs; CONTRIBUTING.md says how.

A fenced block whose info is `console` holds command lines (`$ vcompare ...`), each with its exact stdout
below it. In a `console abridged` block one line of `...` an output may stand for lines left out. Commands
run beside a copy of the sample catalog or, where the line above the block is `<!-- in: NAME -->`, in a
folder that the page's blocks share and that is empty at first. A block below `<!-- file: PATH -->` is a
file in that folder. Of other programs only Git is run, by somebody who commits once a day; the others'
commands are shown. Text between `<!-- made from: NAME -->` and `<!-- end -->` is made from the program by the
function of that name in `tables.py`; in `<!-- made from: NAME ARGUMENT -->`, it gets the argument.
"""

# ruff: noqa: INP001 - a script beside the pages, not a package

import argparse
import datetime
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pictures
import tables

ROOT = Path(__file__).resolve().parents[1]
_FENCED = re.compile(
    r"(?:^<!-- (?P<mark>in|file): (?P<place>\S+) -->\n)?"
    r"^(?P<open>(?P<fence>`{3,})(?P<info>.*)\n)(?P<body>(?:.*\n)*?)(?=(?P=fence)$)(?P<close>.*)",
    re.MULTILINE,
)
_SHARED = re.compile(r"^<!-- in: (\S+) -->$", re.MULTILINE)
_FIRST_DAY = datetime.date(2026, 11, 20)
_OMITTED = "...\n"
_RUN = ("vcompare ", "git ")
_SOMEBODY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Ana"), ("EMAIL", "ana@example.com"))
}
_VCOMPARE = f"""vcompare() {{ {shlex.quote(sys.executable)} -P -c '
import datetime, os
from vcompare.__main__ import main
from vcompare.text import days
now = datetime.datetime.fromisoformat(os.environ["NOW"])
days.utc_now, days.local_today = lambda: now, now.date
main()
' "$@"; }}"""
_MADE = re.compile(r"^(<!-- made from: (\w+)(?: (\S+))? -->\n)(?:.*\n)*?(<!-- end -->)$", re.MULTILINE)


class Picture(NamedTuple):
    """A picture of a terminal: a command beside the sample catalog, or beside the files of a page."""

    command: str
    page: str | None = None


PICTURES = {
    "docs/models.svg": Picture("vcompare show claude-opus-4-7 gpt-5-5 --workload support"),
    "docs/comparison.svg": Picture("vcompare show claude-4-api azure-ai-foundry"),
    "docs/cost.svg": Picture("vcompare cost opus-4.7 gpt-5.5 kimi-k2.6 deepseek-v4-pro --workload support"),
}


TEXTS = {"docs/llms.txt": tables.llms}
"""Other files that are made from the program or the pages."""


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
    """Run a command line in a shell and return its stdout."""
    result = subprocess.run(  # noqa: S603 - the commands are this repository's own
        ["/bin/sh", "-c", f"{_VCOMPARE}\n{command}"],
        cwd=folder,
        env=surroundings(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return result.stdout


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a command in a folder: 80 columns and no color.

    It is 20 November 2026 in `NOW`, for Git too, and one day later after every commit in the folder.
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
    now = f"{_FIRST_DAY + datetime.timedelta(int(counted.stdout or 0))}T12:00:00Z"
    environment |= {**_SOMEBODY, "GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now}
    path = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    shown = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1", "NOW": now}
    return {**environment, "PATH": path, **shown}


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
    return _MADE.sub(lambda made: f"{made[1]}\n{_made(made)}\n{made[4]}", text)


def picture(path: str) -> str:
    """Return what a picture shows now, as SVG."""
    command, page = PICTURES[path]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "folder"
        if page is None:
            shutil.copytree(ROOT / "catalog", folder / "catalog")
        for block in blocks(ROOT / page) if page else ():
            if block.kind == "file":
                _write(block, folder)
        return pictures.terminal(command, run(f"{command} --color always", folder))


def _new(page: Path) -> str:
    """Return what a page, a picture or another file is now."""
    path = page.relative_to(ROOT).as_posix()
    if path in PICTURES:
        return picture(path)
    return TEXTS[path]() if path in TEXTS else refreshed(page)


def _made(made: re.Match[str]) -> str:
    make: Any = tables.MADE[made[2]]
    text: str = make() if made[3] is None else make(made[3])
    return text


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
            _write(block, folder)
            return fenced[0]
        ours = block.subject.startswith(_RUN)
        output = shown(block, run(block.subject, folder)) if ours else block.expected
        body += f"$ {block.subject}\n{output}"
    start = fenced[0][: fenced.start("body") - fenced.start()]
    return start + body + fenced["close"] if body else fenced[0]


def _write(block: Block, folder: Path) -> None:
    (folder / block.subject).parent.mkdir(parents=True, exist_ok=True)
    (folder / block.subject).write_text(block.expected, encoding="utf-8")


def main() -> int:
    """Renew the outputs, or with `--check` print how they differ; return 1 where that found something."""
    parser = argparse.ArgumentParser(description="Renew the outputs that README.md and docs/ show.")
    parser.add_argument("--check", action="store_true", help="only compare; exit with 1 where any differs")
    parser.add_argument(
        "pages", nargs="*", type=Path, metavar="PAGE", help="a page or picture; by default, all"
    )
    options = parser.parse_args()
    drifted = False
    made = [*map(ROOT.joinpath, (*PICTURES, *TEXTS))]
    for page in [given.resolve() for given in options.pages] or [*pages(), *made]:
        new = _new(page)
        old = page.read_text(encoding="utf-8") if page.exists() or page not in made else ""
        if old != new and options.check:
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
