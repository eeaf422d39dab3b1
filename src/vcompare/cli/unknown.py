"""What someone may have meant whose first word is no command of the program, or no option of it."""

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from vcompare.app.names import readings, resolve
from vcompare.cli import environment
from vcompare.cli.usage import UnknownOptionError
from vcompare.errors import AmbiguousNameError, VcompareError
from vcompare.text.suggestions import alternatives
from vcompare.text.words import natural_list

_ELSEWHERE = {
    "build": "site",
    "create": "add",
    "delete": "remove",
    "find": "search",
    "format": "fmt",
    "forecasts": "predictions",
    "get": "show",
    "info": "show",
    "lint": "check",
    "log": "history",
    "ls": "list",
    "new": "add",
    "news": "digest",
    "publish": "export",
    "rm": "remove",
    "rules": "explain",
    "serve": "site",
    "validate": "check",
    "version": "--version",
    "view": "show",
    "vs": "show",
}
"""What other programs call what a command of ours does."""


def command(words: Sequence[str], known: Iterable[str]) -> VcompareError:
    """Return the error for a line whose first word is no command.

    The name of a tool leads to `show`, before commands that are called like it; a name that is only similar
    does after them.
    """
    name, commands = words[0], [*known]
    meant = _ELSEWHERE.get(name.casefold(), "")
    near = [meant] if meant in {*commands, "--version"} else alternatives(name, commands)
    tools = _as_tools(words, exact=True) or ([] if near else _as_tools(words, exact=False))
    if tools:
        hint = f"did you mean `{shlex.join(['vcompare', 'show', *tools])}`?"
    elif near:
        hint = f"did you mean {natural_list([f'`vcompare {one}`' for one in near], 'or')}?"
    else:
        hint = "`vcompare --help` lists the commands"
        if len(words) > 1 and not words[1].startswith("-"):
            hint += ", and `vcompare show TOOL TOOL` compares tools"
    return VcompareError(f'there is no command "{name}"', hint)


def option(
    error: UnknownOptionError, words: Sequence[str], options: Mapping[str, Sequence[str]]
) -> VcompareError:
    """Return the error for an option before the command; one that is like an option of the program stays.

    `options` are those of the command that comes after it, by its name, if one does.
    """
    if (error.hint or "").startswith("did you mean"):
        return error
    line = ["list", "--catalog", "DIR"]
    for name, known in options.items():
        if error.name not in known:
            return UnknownOptionError(error.name, known, f"`vcompare {name} --help` shows how")
        place = words.index(name)
        line = [name, *words[:place], *words[place + 1 :]]
    example = shlex.join(["vcompare", *line])
    return VcompareError(error.message, f"options come after the command, as in `{example}`")


def _as_tools(words: Sequence[str], *, exact: bool) -> Sequence[str]:
    """Return the words as `show` takes them where they begin with a tool, nothing where they do not.

    A name may have several words, for which a person did not type quotes.
    """
    count = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    means = _meaning(words, exact=exact)
    for reading in readings(words[:count]):
        if all(means(name) == "one" for name in reading):
            return [*reading, *words[count:]]
    return words if means(words[0]) != "none" else []


def _meaning(words: Sequence[str], *, exact: bool) -> Callable[[str], Literal["none", "one", "several"]]:
    """Return what says how many tools a name may mean in the catalog that a line is about."""
    from vcompare.app import catalogs
    from vcompare.app.opened import OpenCatalog
    from vcompare.catalog.store import Catalog
    from vcompare.cli.catalogs import cache_folder

    named = words[words.index("--catalog") + 1 :][:1] if "--catalog" in words else []
    folder = (named or [environment.variable("VCOMPARE_CATALOG")])[0]
    try:
        found = catalogs.find(Path(folder) if folder else None, here=Path.cwd())
        opened = OpenCatalog(Catalog.open(found.root), cache_folder)
    except (VcompareError, OSError):
        return lambda _: "none"

    @cache
    def means(name: str) -> Literal["none", "one", "several"]:
        try:
            resolve(opened, [name], exact=exact)
        except AmbiguousNameError:
            return "none" if exact else "several"
        except (VcompareError, OSError):
            return "none"
        return "one"

    return means
