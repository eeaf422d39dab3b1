"""What a command inside a marked block answers: `sync` asks here.

The words of a marker are read by the definitions of the command line, so an option means the same in both
places and is written down once.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import cached_property, partial, wraps
from typing import Any

import typer
from typer.main import get_command

from vcompare import match
from vcompare.app.listing import Listed
from vcompare.catalog.store import Catalog
from vcompare.cli import catalogs
from vcompare.cli.commands.list import chosen, list_blocks, list_command
from vcompare.cli.commands.show import comparison, show_blocks, show_command
from vcompare.cli.options import complaint
from vcompare.errors import AmbiguousNameError, UnknownNameError, VcompareError
from vcompare.render import markdown
from vcompare.views.blocks import Block, Prose, words


class Answers:
    """The answers of one catalog, as Markdown. What several blocks ask for is read once."""

    def __init__(self, catalog: Catalog, *, no_cache: bool) -> None:
        self._catalog = catalog
        self._no_cache = no_cache

    def to(self, asked: Sequence[str]) -> str:
        """Return what a command answers, without a last line end.

        Raises VcompareError for all that is wrong with the command, and for a name that is not exactly a
        tool's: a table must not change its subject because a tool with a similar name is added.
        """
        command, *rest = asked or [""]
        answer = {"show": self._show, "list": self._list}.get(command)
        if answer is None:
            said = f'"{command}" has no place in a block' if command else "this block names no command"
            raise VcompareError(said, "a block begins with `show TOOL...` or `list`")
        return markdown.render(answer(rest)).rstrip("\n")

    def _show(self, asked: Sequence[str]) -> list[Block]:
        exactly = partial(comparison, self._catalog, exact=True, no_cache=self._no_cache)
        options = _options(show_command, asked, show_blocks)
        if not options["tools"]:
            raise VcompareError("`show` names no tool", "a block begins with `show TOOL...` or `list`")
        try:
            return show_blocks(exactly, **options)
        except (UnknownNameError, AmbiguousNameError) as error:
            raise self._not_exact(error) from error

    def _list(self, asked: Sequence[str]) -> list[Block]:
        options = _options(list_command, asked, chosen)
        tools, broken = self._listed
        if broken:
            raise VcompareError(
                "a tool that cannot be read would be missing here", "`vcompare check` says why"
            )
        shown = chosen(tools, **options)
        return list_blocks(shown) if shown else [Prose(words("No tool matches."))]

    @cached_property
    def _listed(self) -> tuple[list[Listed], bool]:
        return catalogs.listed(self._catalog, no_cache=self._no_cache)

    def _not_exact(self, error: UnknownNameError | AmbiguousNameError) -> VcompareError:
        """Say which tools may have been meant."""
        slugs = [candidate.slug for candidate in error.candidates] or self._similar(error.query)
        if not slugs:
            return VcompareError(f'no tool is called "{error.query}"', "`vcompare list` shows every tool")
        named = " or ".join(f"`{slug}`" for slug in slugs)
        if isinstance(error, AmbiguousNameError):
            return VcompareError(error.message, f"name one by its slug: {named}")
        return VcompareError(
            f'no tool is called exactly "{error.query}"', f"if it is one of these, write {named}"
        )

    def _similar(self, query: str) -> list[str]:
        names = catalogs.indexed(self._catalog, no_cache=self._no_cache).names()[0]
        try:
            return [match.resolve(query, names).slug]
        except (UnknownNameError, AmbiguousNameError) as error:
            return [candidate.slug for candidate in error.candidates]


def _options(command: Callable[..., Any], asked: Sequence[str], answer: Callable[..., Any]) -> dict[str, Any]:
    """Read words as those of a command, and return the values of the options that `answer` takes.

    Raises VcompareError for words that the command would refuse, and for options that say where or how to
    answer, which are not the block's to choose.
    """

    @wraps(command)
    def taken(**values: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name in allowed}

    allowed = set(inspect.signature(answer).parameters)
    app = typer.Typer(add_completion=False)
    app.command("block", add_help_option=False)(taken)
    parser = get_command(app)
    hint = f"a block takes {', '.join(one.opts[0] for one in parser.params if _is_option(one, allowed))}"
    try:
        with parser.make_context("block", list(asked)) as context:
            for one in parser.params:
                if one.name not in allowed and _is_given(context, one):
                    raise VcompareError(f"{one.opts[0]} has no place in a block", hint)
            values: dict[str, Any] = parser.invoke(context)
    except typer.TyperException as error:
        raise VcompareError(complaint(error), hint) from error
    return values


def _is_option(parameter: Any, allowed: set[str]) -> bool:
    return parameter.param_type_name == "option" and parameter.name in allowed


def _is_given(context: Any, parameter: Any) -> bool:
    source = context.get_parameter_source(parameter.name)
    return source is not None and source.name == "COMMANDLINE"
