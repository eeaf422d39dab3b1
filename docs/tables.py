"""The tables in docs/ that are made from the program: formats, fields, packages, commands, options."""

# ruff: noqa: INP001 - beside the pages, not a package

import inspect
import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parents[1]


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
        (f"`{key}`", describe(kind), "yes" if required else "no", BUILTIN[key].asks or _TABLES[key])
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
        rows.append(
            (
                path,
                field.label
                if field.row == field.label or field.reviewer
                else f"{field.label} (`show`: {field.row})",
                kind,
                field.better or "",
                weight,
                field.change or "",
            )
        )
    return _table(("field", "label", "kind", "better", "search", "a change is"), rows)


def filters() -> str:
    """Return the table of what lists can be filtered by: names of fields, operators and values."""
    from vcompare.fields import BUILTIN
    from vcompare.fields.names import selectable, short_name

    fields = BUILTIN.with_panel({"<reviewer>": "Reviewer"})
    rows = [
        (
            f"`{field.path if field.reviewer else short_name(fields, field)}`",
            f"`{field.path}`",
            field.kind.name,
            " ".join(f"`{operator}`" for operator in field.kind.operators),
        )
        for field in selectable(fields)
    ]
    return _table(("name", "path", "kind", "operators"), rows)


def kinds() -> str:
    """Return the table of the kinds that a spec can have, from the kinds themselves."""
    from vcompare.fields.declared import BETTER, kind_of
    from vcompare.model import Spec, SpecKind

    rows = []
    for name in get_args(SpecKind):
        kind = kind_of(Spec(label="X", kind=name, choices=("small", "large")))
        better = (f"`{way}`" if isinstance(way, str) else f"`{way}`".lower() for way in BETTER.get(name, ()))
        rows.append(
            (
                f"`{name}`",
                _wanted(kind),
                kind.example,
                " ".join(f"`{operator}`" for operator in kind.operators),
                " or ".join(better),
                "yes" if kind.has_bounds else "",
            )
        )
    return _table(("kind", "in a file", "in a filter", "operators", "`better`", "bounds"), rows)


def _wanted(kind: Any) -> str:
    """Return what a kind says that a value in a file must be, when it is none of its kind."""
    try:
        return str(kind.read(object()))
    except ValueError as wanted:
        return str(wanted)


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


def llms() -> str:
    """Return `docs/llms.txt`, which says to assistants what each page is about, from the page `index.md`."""
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [f"# vcompare\n\n> {settings['project']['description']}.\n"]
    parts.append(
        "`vcompare mcp --skill` prints what an assistant that runs commands has to know, and [vcompare mcp]"
        "(reference/commands/mcp.md) is for those that use servers.\n"
    )
    for title, body in re.findall(r"^## (.+)\n\n((?:.+\n)+)", index, re.MULTILINE):
        parts.append(f"## {title}\n\n{body}")
    return "\n".join(parts)


def assistant_answer(name: str) -> str:
    """Return what one of these calls is and what a client gets, from the sample."""
    import json

    from vcompare.mcp.session import Session

    arguments = _CALLS[name]
    found = Session(ROOT / "catalog").call(name, arguments)
    parts = (("json", {"name": name, "arguments": arguments}), ("json", found.payload))
    called, answered = (
        f"```{kind}\n{json.dumps(content, indent=2, ensure_ascii=False)}\n```" for kind, content in parts
    )
    text = f"```text\n{found.text}\n```"
    return f"{called}\n\nThe text is:\n\n{text}\n\nand the structured content:\n\n{answered}\n"


_CALLS: dict[str, dict[str, Any]] = {
    "cost": {"workload": "support", "where": ["open-weights", "context>=200k"], "limit": 2},
}
"""What is asked in the docs."""


def assistant_tools() -> str:
    """Return the tables of what `mcp` offers: each tool with its arguments."""
    from vcompare.mcp.tools import TOOLS

    parts = []
    for tool in TOOLS:
        rows = [
            (f"`{one.name}`", _KINDS[one.kind], "yes" if one.required else "", one.about)
            for one in tool.parameters
        ]
        arguments = _table(("argument", "is", "needed", "meaning"), rows)
        parts.append(f"### {tool.name}\n\n{tool.about}\n\n{arguments}")
    return "\n\n".join(parts)


_KINDS = {
    "text": "text",
    "texts": "list of texts",
    "count": "whole number",
    "number": "number or text",
    "flag": "yes or no",
    "quantities": "object of numbers or texts",
}


def options(name: str) -> str:
    """Return how a command is used, and the table of its arguments and options, from its definition."""
    import typer

    command = _command(name)
    context = typer.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    parameters = sorted(command.params, key=lambda one: one.param_type_name)
    rows = [_parameter(one, context) for one in parameters]
    return f"```text\nvcompare {name} {usage}\n```\n\n" + _table(
        ("argument or option", "value", "default", "meaning"), rows
    )


def option_names(name: str) -> set[str]:
    """Return the options of a command, and the names of its arguments."""
    return {option for one in _command(name).params for option in (*one.opts, *one.secondary_opts)}


def _command(name: str) -> Any:
    import typer
    from typer.main import get_command

    from vcompare.cli import function_of
    from vcompare.cli.grammar import Command

    app = typer.Typer(add_completion=False)
    app.command(name, cls=Command)(function_of(name))
    return get_command(app)


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


def _table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown; a bar in a cell is escaped."""
    head = tuple(head)
    lines = [head, ["---"] * len(head), *rows]
    if any(len(line) != len(head) for line in lines):
        raise ValueError(f"a row has more or fewer cells than the head {head}")
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped)


MADE = {
    "assistant_answer": assistant_answer,
    "assistant_tools": assistant_tools,
    "commands": commands,
    "fields": fields,
    "filters": filters,
    "formats": formats,
    "kinds": kinds,
    "options": options,
    "packages": packages,
    "python_names": python_names,
    "tool_keys": tool_keys,
}
_TABLES = {
    "pricing.rates": "What the meters cost: [prices](#prices).",
    "pricing.tiers": "What they cost in large requests: [prices](#prices).",
    "pricing.plans": "Fixed prices for a month, a year or a seat: [prices](#prices).",
    "sources": "[Pages](#values-of-specs-and-what-they-rest-on) that state facts, each once.",
    "specs": "What the catalog [declares](#specs): [values](#values-of-specs-and-what-they-rest-on).",
    "offers": "The same tool from other sellers: [prices](#prices).",
}
"""What the tables of a tool's file have, in place of what `add` asks about a single value."""
_COMMANDS = {
    "comparison": "show",
    "list": "list",
    "hits": "search",
    "costs": "cost",
    "decision": "decide",
    "predictions": "predictions",
    "diff": "diff",
    "history": "history",
    "digest": "digest",
    "draft": "export",
    "findings": "check",
}
