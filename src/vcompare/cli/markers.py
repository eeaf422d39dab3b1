"""What the command in a marked block outputs: `sync` asks here.

The words of a marker are read by the definitions of the command line, so an option means the same in both
places and is written down once.
"""

import inspect
import shlex
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from typing import Any

import typer
from typer.main import get_command

from vcompare.app.costing import costs_of
from vcompare.app.deciding import chosen as choice
from vcompare.app.deciding import decided_among
from vcompare.app.filters import Filter
from vcompare.app.listing import Listing, answer, everything
from vcompare.app.names import resolve_each_once
from vcompare.app.opened import OpenCatalog
from vcompare.app.queries import query
from vcompare.app.tools import compare, sections_named
from vcompare.app.workloads import chosen
from vcompare.cli.commands.cost import cost_command
from vcompare.cli.commands.decide import decide_command
from vcompare.cli.commands.list import list_command
from vcompare.cli.commands.show import show_command
from vcompare.cli.filters import with_filters
from vcompare.cli.grammar import Command
from vcompare.cli.options import refuse_differences_of_one
from vcompare.cli.usage import UnknownOptionError, near_option
from vcompare.errors import AmbiguousNameError, UnknownNameError, VcompareError
from vcompare.render import markdown
from vcompare.text.suggestions import did_you_mean
from vcompare.views import costs, deciding
from vcompare.views.blocks import Block, Passage, words
from vcompare.views.comparison import sheet
from vcompare.views.tools import table

_Command = Callable[..., Any]
_Output = Callable[..., list[Block]]
_COMMANDS = "start the block with `show TOOL...`, `list`, `cost` or `decide`"


class Outputs:
    """What commands output about one catalog, as Markdown. The list of all tools is read once."""

    def __init__(self, opened: OpenCatalog) -> None:
        self._opened = opened

    def of(self, command: str) -> str:
        """Return the output of a command, without a newline at its end.

        Raises VcompareError for everything that is wrong with the command, and for a name that is only
        similar to a tool's: a table must not change its subject because a tool is added.
        """
        try:
            name, *arguments = shlex.split(command) or [""]
        except ValueError as error:
            hint = "put a name with spaces in double quotes, and one with such quotes in single ones"
            raise VcompareError(f"this command cannot be read: {str(error).lower()}", hint) from error
        outputs: dict[str, tuple[_Command, _Output]] = {
            "show": (show_command, self._show),
            "list": (list_command, self._list),
            "cost": (cost_command, self._cost),
            "decide": (decide_command, self._decide),
        }
        if name not in outputs:
            hint = did_you_mean(name, outputs) or _COMMANDS
            raise VcompareError(f'"{name}" is not allowed in a block' if name else "no command", hint)
        parser, output = outputs[name]
        return markdown.render(output(**_options(parser, arguments, output))).rstrip("\n")

    def _show(
        self,
        *,
        tools: Sequence[str] | None,
        section: Sequence[str] | None,
        full: bool,
        differences: bool,
        sources: bool,
        workload: Sequence[str] | None,
        decision: Sequence[str] | None,
        offers: bool,
    ) -> list[Block]:
        """Compare tools; what this takes is what a block may say after `show`."""
        if not tools:
            raise VcompareError("`show` names no tool", _COMMANDS)
        refuse_differences_of_one(tools, differences=differences)
        try:
            sections = sections_named(self._opened, section or ())
            result = compare(
                self._opened,
                tools,
                exact=True,
                workloads=workload or (),
                decisions=decision or (),
                sections=sections,
            )
        except (UnknownNameError, AmbiguousNameError) as error:
            raise self._not_exact(error) from error
        shown = {"full": full, "differences": differences, "sources": sources, "offers": offers}
        return [sheet(result, sections, **shown)]

    @with_filters
    def _list(
        self,
        *,
        wanted: Filter,
        columns: Sequence[str] | None,
        sort: Sequence[str] | None,
        reverse: bool,
        limit: int | None,
    ) -> list[Block]:
        """List tools; what this takes is what a block may say after `list`."""
        asked = query(
            self._opened.fields,
            wanted,
            columns=columns or (),
            sort=sort or "slug",
            reverse=reverse,
            limit=limit,
        )
        self._refuse_holes()
        found = answer(self._opened, asked, self._listing)
        for remark in found.remarks:
            self._opened.reporter.note(remark)
        if not found.listed:
            return [Passage(words("No tool matches."))]
        return [table(found.tools, found.columns)]

    @with_filters
    def _cost(
        self,
        *,
        tools: Sequence[str] | None,
        workload: str | None,
        requests: str | None,
        each: Sequence[str] | None,
        month: Sequence[str] | None,
        lines: bool,
        wanted: Filter,
        limit: int | None,
    ) -> list[Block]:
        """Compute costs; what this takes is what a block may say after `cost`."""
        use = chosen(self._opened, workload, requests, each or (), month or ())
        asked, slugs = query(self._opened.fields, wanted), None
        if tools:
            try:
                slugs = resolve_each_once(self._opened, tools, exact=True)
            except (UnknownNameError, AmbiguousNameError) as error:
                raise self._not_exact(error) from error
        self._refuse_holes()
        found = costs_of(
            self._opened, use, answer(self._opened, asked, self._listing, slugs), limit, lines=lines
        )
        for remark in found.remarks:
            self._opened.reporter.note(remark)
        return costs.blocks(found, lines=lines) if found.entries else [Passage(words("No tool matches."))]

    @with_filters
    def _decide(
        self, *, name: str | None, weight: Sequence[str] | None, wanted: Filter, limit: int | None
    ) -> list[Block]:
        """Decide between tools; what this takes is what a block may say after `decide`."""
        use = choice(self._opened, name, weight or ())
        self._refuse_holes()
        found = decided_among(self._opened, use, self._listing, wanted)
        for remark in found.remarks:
            self._opened.reporter.note(remark)
        return deciding.blocks(found, limit) if found.cards else [Passage(words("No tool matches."))]

    def _refuse_holes(self) -> None:
        if self._listing.problems:
            raise VcompareError(
                "a tool that cannot be read would be missing here", "`vcompare check` shows why"
            )

    @cached_property
    def _listing(self) -> Listing:
        return everything(self._opened)

    def _not_exact(self, error: UnknownNameError | AmbiguousNameError) -> VcompareError:
        if isinstance(error, AmbiguousNameError):
            slugs = " or ".join(f"`{candidate.slug}`" for candidate in error.candidates)
            return VcompareError(error.message, f"name one by its slug: {slugs}")
        hint = did_you_mean(error.query, self._opened) or "`vcompare list` shows every tool"
        return VcompareError(f'no tool is called exactly "{error.query}"', hint)


def _options(
    command: Callable[..., Any], arguments: Sequence[str], layout: Callable[..., Any]
) -> dict[str, Any]:
    """Read arguments as those of a command, and return the values that `layout` takes.

    Raises VcompareError for arguments that the command would refuse, and for options about where to read from
    and how to write, which are not allowed in a block.
    """
    allowed = inspect.signature(layout).parameters
    app = typer.Typer(add_completion=False)
    app.command("block", cls=Command, add_help_option=False)(wraps(command)(lambda **values: values))
    parser: Any = get_command(app)
    options = [one for one in parser.params if one.param_type_name == "option"]
    names = [one.opts[0] for one in options if one.name in allowed]
    hint = f"a block takes {', '.join(names)}"
    try:
        with parser.make_context("block", list(arguments)) as context:
            values: dict[str, Any] = parser.invoke(context)
            given = [one for one in options if context.get_parameter_source(one.name).name == "COMMANDLINE"]
    except ExceptionGroup as error:
        raise VcompareError("; ".join(map(str, error.exceptions)), hint) from error
    except UnknownOptionError as error:
        raise VcompareError(error.message, near_option(error.name, names) or hint) from error
    except VcompareError as error:
        near = error.hint if (error.hint or "").startswith("did you mean") else hint
        raise VcompareError(error.message, near) from error
    for one in given:
        if one.name not in allowed:
            raise VcompareError(f"{one.opts[0]} is not allowed in a block", hint)
    return {name: value for name, value in values.items() if name in allowed}
