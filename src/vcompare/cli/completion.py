"""Shell completion: Typer's scripts and reading of the line, with our words and a filter.

What is offered lands on a line that a person is about to run, and a catalog may be a stranger's. So only
commands, options, words of our own and slugs are offered. Where there are none, the shell offers files.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from typer._click.shell_completion import (
    CompletionItem,
    ShellComplete,
    _is_incomplete_option,
    _resolve_context,
    _resolve_incomplete,
)
from typer._completion_classes import BashComplete, FishComplete, ZshComplete
from typer._completion_shared import get_completion_script

from vcompare.cli import console

VARIABLE = "_VCOMPARE_COMPLETE"
_AUTOLOADED = "if [[ $funcstack[1] == _vcompare ]]; then _vcompare_completion; fi\n"
"""Without this, a script that zsh loads at the first TAB would answer only the second one."""
_HARMLESS = re.compile(r"[A-Za-z0-9=,._-]+")


class _Filtered(ShellComplete):
    """Offers our words, behind `--option=` where the shell takes that for a part of the word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        option = re.match("--[^=]+=|", incomplete)
        context = _resolve_context(self.cli, self.ctx_args, self.prog_name, args)
        is_value = any(_is_incomplete_option(context, args, param) for param in context.command.params)
        if is_value and re.match("-(?!-)", incomplete):  # `--sort -score`, which Typer takes for an option
            asked, start = _resolve_incomplete(context, args, "")[0], incomplete
        else:
            asked, start = _resolve_incomplete(context, args, incomplete)
        words = [*_words(context, asked, start)]
        if option and option[0]:
            words = [option[0] + word for word in words]
        if not _HARMLESS.fullmatch(",".join(words)):  # of ten thousand slugs, none is looked at by itself
            words = [word for word in words if _HARMLESS.fullmatch(word)]
        return [*map(CompletionItem, words)]


class _Bash(_Filtered, BashComplete):
    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return [word for word in args if word != "="], incomplete  # bash cuts `--format=json` into three


class _Zsh(_Filtered, ZshComplete):
    def complete(self) -> str:
        answer = super().complete()
        return f"compset -P 1 '--*='; {answer}" if answer == "_files" else answer  # `--catalog=FILE`


class _Fish(_Filtered, FishComplete):
    pass


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


def script(shell: str) -> str:
    """Return the script that sets up completion in a shell."""
    setup = get_completion_script(prog_name="vcompare", complete_var=VARIABLE, shell=shell)
    return f"{setup}\n{_AUTOLOADED if shell == 'zsh' else ''}"


def complete(program: Any, asked: str) -> int:
    """Answer the script of a shell that asks with `complete_SHELL`. Returns 0 whatever happens.

    A message would land in the middle of a line that is being typed: what is broken offers nothing.
    """
    with suppress(Exception):
        shell = _SHELLS[asked.removeprefix("complete_")]
        console.data(shell(program, {}, "vcompare", VARIABLE).complete() + "\n")
    return 0


def _words(context: Any, asked: Any, start: str) -> Iterator[str]:
    """Yield the commands, options or values that begin with `start`."""
    if hasattr(asked, "list_commands") and not start.startswith("-"):
        words = asked.list_commands(context)
    else:
        words = _values(context, asked, start)
    return (word for word in words if word.startswith(start))


def _values(context: Any, asked: Any, start: str) -> Sequence[str]:
    """Return what a parameter takes, by the name that help gives its value; otherwise what Typer knows."""
    metavar = getattr(asked, "metavar", None) or ""
    taken = context.params.get(getattr(asked, "name", None)) or ()
    if "|" in metavar:
        return metavar.strip("<>").split("|")
    if "TOOL" in metavar and not ("KEY=VALUE" in metavar and (taken or "=" in start)):
        return [slug for slug in _slugs(context, start) if slug not in taken]
    if "=" in metavar:
        number = _NUMBERS.get(metavar.partition("=")[0])
        return number(context, start) if number else _keys(context, start, whole=metavar != "SPEC=VALUE")
    if metavar in _ARGUMENTS:
        return [*_ARGUMENTS[metavar](context)]
    named = _NAMED.get(getattr(asked, "name", None)) or (_rules if "RULE" in metavar else None)
    if named:
        return _listed(named(context), start, taken)
    is_field = metavar in {"FIELD", "EXPRESSION"}
    return _fields(context, start) if is_field else _of_typer(context, asked, start)


def _fields(context: Any, start: str) -> list[str]:
    """Complete the last of the fields that a word names with commas between them, each maybe with a sign."""
    from vcompare.catalog.store import Catalog
    from vcompare.fields.names import selectable, short_name

    before, comma, last = start.rpartition(",")
    sign = "-" if last.startswith("-") else ""
    fields = Catalog.open(_catalog(context)).fields
    known = selectable(fields)
    names = [field.path if "." in last else short_name(fields, field) for field in known]
    return [before + comma + sign + name for name in names if name not in before.split(",")]


def _keys(context: Any, start: str, *, whole: bool) -> list[str]:
    """Complete the key of an assignment, or a value after it that is one of a few words.

    Of the choices of a catalog, only slugs are offered.
    """
    from vcompare.app.writing.forms import tool_form
    from vcompare.app.writing.keys import SpecKey
    from vcompare.catalog.store import Catalog
    from vcompare.text.slugs import is_slug

    catalog = Catalog.open(_catalog(context))
    form = tool_form(catalog.fields, catalog.settings)
    name, sign, _ = start.partition("=")
    if sign:
        key = form.find(name)
        choices = [*filter(is_slug, key.choices), "none"] if isinstance(key, SpecKey) else key and key.choices
        return [f"{name}={choice}" for choice in choices or ()]
    own = [key.name for key in form.plain if whole and not isinstance(key, SpecKey)]
    rates = [_prefix(name, "pricing.rates.") + key for key in form.meters if whole]
    specs = [_prefix(name, "specs.") + key for key in form.specs]
    return [f"{key}=" for key in (*own, *rates, *specs)]


def _prefix(start: str, table: str) -> str:
    """Return what may stand before a key: the name of its table where that is being typed."""
    return table if start and table.startswith(start[: len(table)]) else ""


def _of_typer(context: Any, asked: Any, start: str) -> list[str]:
    return [item.value for item in asked.shell_complete(context, start)]


def _panel(context: Any) -> list[str]:
    from vcompare.catalog.store import Catalog

    return list(Catalog.open(_catalog(context)).settings.panel)


def _workloads(context: Any) -> list[str]:
    from vcompare.catalog.store import Catalog

    return Catalog.open(_catalog(context)).workload_names()


def _decisions(context: Any) -> list[str]:
    from vcompare.catalog.store import Catalog

    return Catalog.open(_catalog(context)).decision_names()


def _criteria(context: Any, start: str) -> list[str]:
    """Complete the field of a criterion, up to its weight."""
    return [] if "=" in start else [f"{field}=" for field in _fields(context, start)]


def _meters(context: Any, start: str) -> list[str]:
    """Complete the last of the meters that a word has quantities of, with commas between them."""
    from vcompare.catalog.store import Catalog

    before, comma, _ = start.rpartition(",")
    given = [quantity.partition("=")[0] for quantity in before.split(",")]
    meters = Catalog.open(_catalog(context)).settings.meters
    return [f"{before}{comma}{meter}=" for meter in meters if meter not in given]


def _sections(context: Any) -> list[str]:
    from vcompare.catalog.store import Catalog
    from vcompare.views.comparison import section_names

    return section_names(Catalog.open(_catalog(context)).fields)


def _rules(_context: Any) -> Iterable[str]:
    from vcompare.checks.rules import BY_NAME

    return BY_NAME


def _sources(context: Any) -> Iterable[str]:
    """List the sources of imports, without a catalog those of the recipes that ship."""
    from vcompare.catalog.source import Source
    from vcompare.errors import CatalogNotFoundError
    from vcompare.importers import shipped

    try:
        return shipped.recipes(Source(_catalog(context)))
    except CatalogNotFoundError:
        return shipped.shipped()


_NUMBERS: Mapping[str, Callable[[Any, str], list[str]]] = {"METER": _meters, "FIELD": _criteria}
"""What completes an option that gives something a number, by what help calls that."""
_ARGUMENTS: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "REVIEWER": _panel,
    "SOURCE": _sources,
    "[NAME]": _decisions,
}
"""What lists the values of arguments, by what help calls them."""
_NAMED: Mapping[str | None, Callable[[Any], Iterable[str]]] = {
    "section": _sections,
    "workload": _workloads,
    "decision": _decisions,
}
"""What lists the values of options, by the name of the option."""


def _listed(names: Iterable[str], start: str, taken: Sequence[str]) -> list[str]:
    """Complete the last of the names that a word holds with commas between them."""
    before, comma, _ = start.rpartition(",")
    named = [name for word in (*taken, before) for name in word.split(",")]
    return [before + comma + name for name in names if name not in named]


def _slugs(context: Any, start: str) -> list[str]:
    """List the slugs of the catalog that the line is about. No file is read."""
    from vcompare.catalog.paths import imports
    from vcompare.catalog.source import Source
    from vcompare.text.slugs import slugs_among

    source = Source(_catalog(context))
    listed = map(source.names, ("tools", *(f"imported/{one}" for one in imports(source))))
    files = set[str]().union(*(names for names in listed if isinstance(names, list)))
    fitting = [name[: -len(".toml")] for name in files if name.startswith(start) and name.endswith(".toml")]
    return sorted(slugs_among(fitting))


def _catalog(context: Any) -> Path:
    """Return the folder of the catalog. Raises CatalogNotFoundError where the one named is none."""
    from vcompare.app import catalogs

    named = context.params.get("catalog")
    # `expanduser` of Path raises an error for a user whom it does not know.
    folder = Path(os.path.expanduser(named)) if named else None  # noqa: PTH111
    return catalogs.find(folder, here=Path.cwd()).root
