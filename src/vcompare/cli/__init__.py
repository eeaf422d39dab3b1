"""The command line: arguments in, exit status out, one module per command.

May import `mcp` and `site` and what is below.

Only this package prints, exits and reads the environment. `run` takes the arguments and returns the exit
status.
"""

from functools import cache
from importlib import import_module
from itertools import pairwise, takewhile
from keyword import iskeyword
from typing import Annotated, Any, Literal, get_args

import typer
from typer.main import get_command

from vcompare import __version__
from vcompare.cli import console, environment, leads
from vcompare.cli.grammar import Command, Program
from vcompare.cli.usage import UnknownOptionError
from vcompare.text import days

GROUPS = {
    "Find and compare": {
        "show": "Show one tool's card, or several tools side by side.",
        "list": "List the catalog's tools.",
        "search": "Search names, taglines, descriptions, pricing, tags, specs and reviews.",
        "cost": "Compute what a month costs with each tool and offer, cheapest first.",
        "decide": "Rank tools by weighted criteria, and say what would change the winner.",
        "predictions": "List reviewers' predictions; score settled ones, and find those that were changed.",
        "bookmark": "Save tools for later, or list what is saved.",
    },
    "Write a catalog": {
        "init": "Start a catalog: a panel of four, and an example tool with their reviews.",
        "add": "Add tools: from options, from questions on a terminal, from files, or in an editor.",
        "review": "Write a panelist's review of a tool, or change an existing one.",
        "vote": "Cast a vote on a tool, change it, or take it back.",
        "edit": "Set single keys of a tool, or of many; comments and layout stay as they are.",
        "import": "Import facts from another data set into `imported/`, beside what people wrote.",
        "remove": "Remove tools with their reviews and votes, after a question that names what goes.",
        "rename": "Give a tool another slug, and move its facts, reviews and votes.",
    },
    "Keep it in order": {
        "check": "Check the catalog: every finding at its line and column.",
        "explain": "Explain a rule of `check`, or list the rules.",
        "fmt": "Format files: one order and style; the data and all comments stay.",
        "schema": "Print the JSON Schema (2020-12) of a kind of file.",
    },
    "See what changed": {
        "diff": "Show what changed in the catalog, most important first.",
        "history": "Show what each commit changed in a tool: verdicts, scores, pricing; "
        "renames are followed.",
        "digest": "Write the news: tools, verdicts that flipped, scores that moved, pricing, what is stale.",
    },
    "Publish": {
        "export": "Write a draft of a post that compares two to six tools, or one for every pair.",
        "site": "Make a site of static pages: each tool, comparisons, tables and rankings.",
        "sync": "Bring the marked blocks inside Markdown files up to date.",
        "mcp": "Answer an assistant's questions about the catalog, over stdin and stdout.",
    },
}
"""What each command does, by task, as `--help` has it; each is a module of `commands` with a function in it.

The sentences are those of the functions, repeated here so that help loads no module.
"""
COMMANDS = {name: about for group in GROUPS.values() for name, about in group.items()}
_SAME = {"compare": "show"}
"""Other names of commands."""


class _Program(Program):
    """Imports a command's module when that command is asked for."""

    groups = GROUPS

    def list_commands(self, _context: Any) -> list[str]:
        return [*COMMANDS]  # the name `list` is that of a command's module, once it is imported

    def get_command(self, _context: Any, name: str) -> Any:
        name = _SAME.get(name, name)
        return _command(name) if name in COMMANDS else None

    def parse_args(self, context: Any, args: list[str]) -> list[str]:
        """Read the options of the program. Raises VcompareError for those of a command."""
        words = [*args]
        try:
            return super().parse_args(context, args)
        except UnknownOptionError as error:
            from vcompare.cli import unknown

            raise unknown.option(error, words, self._options(words)) from None

    def _options(self, words: list[str]) -> dict[str, list[str]]:
        """Return the options of the first command among words."""
        name = next((word for word in words if word in COMMANDS or word in _SAME), None)
        if name is None:
            return {}
        return {name: [option for param in self.get_command(None, name).params for option in param.opts]}

    def resolve_command(self, context: Any, args: list[str]) -> Any:
        """Return the command that is asked for, and its arguments.

        Raises VcompareError where there is none.
        """
        if args[0] == "help" and context.resilient_parsing:
            return None, None, args[1:]  # completed like a command
        if args[0] == "help":
            if args[1:2] in ([], ["help"], ["--help"]):
                console.answer(context.get_help() + "\n")
                raise typer.Exit
            args = [args[1], "--help"]
        command = self.get_command(context, args[0])
        if command is None and not context.resilient_parsing:
            from vcompare.cli import unknown

            raise unknown.command(args, COMMANDS)
        return args[0], command, args[1:]


def function_of(name: str) -> Any:
    """Return the function of a command; the module of one that is a keyword of Python ends with `_`."""
    module = import_module(f"vcompare.cli.commands.{name}{'_' if iskeyword(name) else ''}")
    return getattr(module, f"{name}_command")


@cache
def _command(name: str) -> Any:
    app = _typer()
    app.command(name, cls=Command)(function_of(name))
    return get_command(app)


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _version(wanted: bool) -> None:
    if wanted:
        console.answer(f"vcompare {__version__}\n")
        raise typer.Exit


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from vcompare.cli.completion import script

        console.data(script(shell))
        raise typer.Exit


def _main(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Show the version and exit.", callback=_version, is_eager=True),
    ] = False,
    _show_completion: Annotated[
        Literal["bash", "zsh", "fish"] | None,
        typer.Option(
            "--show-completion",
            help='Print the completion script of a shell; for bash, add eval "$(vcompare '
            '--show-completion bash)" to ~/.bashrc.',
            callback=_show_completion,
            is_eager=True,
        ),
    ] = None,
) -> None:
    """Compare developer tools from a catalog of reviewed, dated facts.

    `vcompare help COMMAND` shows how a command is used.

    Examples: `vcompare show "opus 4.7" gpt-5.5`, `vcompare list --where 'context>=1M' --sort input`,
    `vcompare init`
    """
    if context.invoked_subcommand is None:
        console.answer(context.get_help() + "\n")


@cache
def _program() -> Any:
    app = _typer(cls=_Program, invoke_without_command=True)
    app.callback()(_main)
    return get_command(app)


def _color_of(arguments: list[str]) -> environment.ColorMode:
    """Return what `--color` says: it holds for what is wrong with the words before it, too."""
    words = [*takewhile(lambda word: word != "--", arguments)]
    for word, following in pairwise([*words, ""]):
        name, equals, value = word.partition("=")
        mode = (value if equals else following).lower()
        if name == "--color" and mode in get_args(environment.ColorMode):
            return mode  # type: ignore[return-value] # it is one of them
    return "auto"


def run(arguments: list[str]) -> int:
    """Run the program: 0 done, 1 done and it found something, 2 it could not, 130 interrupted."""
    leads.use_catalog(None)
    days.pin(None)
    console.use_color(_color_of(arguments))
    program = _program()
    if asked := environment.variable("_VCOMPARE_COMPLETE"):
        from vcompare.cli.completion import complete

        return complete(program, asked)
    try:
        with program.make_context("vcompare", [*arguments]) as context:
            return int(program.invoke(context) or 0)
    except typer.Exit as ended:
        return ended.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever it is, it is reported
        from vcompare.cli.failures import report

        return report(error)
