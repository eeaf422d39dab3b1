"""Run the commands that README.md and docs/ show, and renew their outputs; CONTRIBUTING.md says how.

A fenced block whose info is `console` holds command lines (`$ vcompare ...`), each with its exact stdout
below it. In a `console abridged` block one line of `...` an output may stand for lines left out. Commands
run beside a copy of the sample catalog or, where the line above the block is `<!-- in: NAME -->`, in a
folder that the page's blocks share and that is empty at first. A block below `<!-- file: PATH -->` is a
file in that folder. Of other programs only Git is run, by somebody who commits once a day; the others'
commands are shown. Text between `<!-- made from: NAME -->` and `<!-- end -->` is made from the program by the
function of that name in `MADE`; in `<!-- made from: NAME ARGUMENT -->`, the function gets the argument.
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
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
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
_MADE = re.compile(r"^(<!-- made from: (\w+)(?: (\S+))? -->\n)(?:.*\n)*?(<!-- end -->)$", re.MULTILINE)


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
    return _MADE.sub(lambda made: f"{made[1]}\n{_made(made)}\n{made[4]}", text)


def _made(made: re.Match[str]) -> str:
    make: Any = MADE[made[2]]
    text: str = make() if made[3] is None else make(made[3])
    return text


def formats() -> str:
    """Return the table of all formats, from the registry."""
    from vcompare.render.formats import FORMATS

    rows = []
    for one in FORMATS:
        commands = ", ".join(f"`{_COMMANDS[result]}`" for result in one.results)
        suffixes = ", ".join(f"`{suffix}`" for suffix in one.suffixes)
        rows.append((f"`{one.name}`", one.about, commands, suffixes, ", ".join(one.choices)))
    return _table(("format", "is", "commands", "files", "can also do"), rows)


def python_names() -> str:
    """Return the table of the public names, each with the first sentence of its docstring."""
    import vcompare

    rows = []
    for name in vcompare.__all__[:-1]:  # the last is the version
        about = " ".join(str(inspect.getdoc(getattr(vcompare, name))).partition("\n\n")[0].split())
        rows.append((f"`{name}`", about))
    return _table(("name", "is"), rows)


def tool_keys() -> str:
    """Return the table of the keys of a tool's file, from the registry of fields and the model."""
    from vcompare.catalog.decode import describe
    from vcompare.fields import BUILTIN
    from vcompare.model import Tool

    rows = [
        (f"`{key}`", describe(kind), "yes" if required else "no", BUILTIN[key].asks)
        for key, (kind, required) in _keys(Tool).items()
    ]
    return _table(("key", "value", "needed", "meaning"), rows)


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

    rows = []
    for field in BUILTIN.with_panel({"<reviewer>": "Reviewer"}):
        weight = f"{field.search:g}" if field.search else ""
        path, kind = f"`{field.path}`", field.kind.name
        rows.append((path, field.label, kind, field.better or "", weight, field.change or ""))
    return _table(("field", "label", "kind", "better", "search", "a change is"), rows)


def packages() -> str:
    """Return the table of the packages, from the layers of the import contract and their docstrings."""
    rows, layers = [], package_layers()
    for number, layer in enumerate(layers):
        for name in layer:
            docstring = import_module(f"vcompare.{name}").__doc__ or ""
            purpose = docstring.partition("\n\n")[0].replace("\n", " ").strip()
            rows.append((f"`{name}`", purpose, may_import(layers, number)))
    return _table(("package", "what it is for", "may import"), rows)


def package_layers() -> list[list[str]]:
    """Return the packages of the import contract in `pyproject.toml`, the upper layers first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [re.split(r" [:|] ", layer) for layer in layers]


def may_import(layers: list[list[str]], number: int) -> str:
    """Return what the packages of a layer may import, as their docstrings say it."""
    below = layers[number + 1 :]
    if not below:
        return "each other"
    names = [f"`{name}`" for name in below[0]]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{listed} and what is below" if len(below) > 1 else listed


def commands() -> str:
    """Return the table of all commands, in the order of `--help`."""
    from vcompare.cli import COMMANDS

    rows = [(f"[`{name}`](commands/{name}.md)", about) for name, about in COMMANDS.items()]
    return _table(("command", "what it does"), rows)


def options(name: str) -> str:
    """Return how a command is used, and the table of its arguments and options, from its definition."""
    import typer
    from typer.main import get_command

    app = typer.Typer(add_completion=False)
    module = import_module(f"vcompare.cli.commands.{name}")
    app.command(name)(getattr(module, f"{name}_command"))
    command = get_command(app)
    context = typer.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    parameters = sorted(command.params, key=lambda one: one.param_type_name)
    rows = [_parameter(one, context) for one in parameters]
    return f"```text\nvcompare {name} {usage}\n```\n\n" + _table(
        ("argument or option", "value", "default", "meaning"), rows
    )


def _parameter(parameter: Any, context: Any) -> tuple[str, ...]:
    metavar = parameter.make_metavar(context)
    default = parameter.show_default if isinstance(parameter.show_default, str) else parameter.default
    shown = f"`{default}`" if default and default is not parameter.show_default else default or ""
    meaning = parameter.help or ""
    if parameter.envvar:
        meaning += f" Environment variable: `{parameter.envvar}`."
    if parameter.param_type_name == "argument":
        return f"`{metavar}`", "", "required" if parameter.required else shown, meaning
    names = ", ".join(f"`{name}`" for name in sorted(parameter.opts, key=len))
    value = "" if parameter.is_flag else _value(parameter, metavar)
    return names, value, "required" if parameter.required else shown, meaning


def _value(parameter: Any, metavar: str) -> str:
    if metavar.startswith("<"):
        return ", ".join(f"`{choice}`" for choice in metavar.strip("<>").split("|"))
    low, high = (getattr(parameter.type, name, None) for name in ("min", "max"))
    bounds = "" if low is None else f", {low} to {high}" if high is not None else f", {low} or more"
    return f"`{metavar}`{bounds}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown; a bar in a cell is escaped."""
    head = tuple(head)
    lines = [head, ["---"] * len(head), *rows]
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped)


MADE = {
    "commands": commands,
    "fields": fields,
    "formats": formats,
    "options": options,
    "packages": packages,
    "python_names": python_names,
    "tool_keys": tool_keys,
}
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
