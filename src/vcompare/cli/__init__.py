"""The command line: arguments in, exit status out, one module per command.

May import `publish` and what is below.

Only this package prints, exits and reads the environment. `run` takes the arguments and returns the exit
status.
"""

from importlib import import_module
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from vcompare import __version__
from vcompare.cli import console, environment
from vcompare.errors import VcompareError

COMMANDS = {
    "show": "Show one tool's card, or several tools side by side.",
    "list": "List the catalog's tools.",
    "search": "Search names, taglines, descriptions, pricing, tags and reviews.",
    "export": "Write a draft of a post that compares two to six tools, or one for every pair.",
    "sync": "Bring the marked blocks inside Markdown files up to date.",
    "check": "Check the catalog: every finding at its line and column.",
    "explain": "Explain a rule of `check`, or list the rules.",
    "schema": "Print the JSON Schema (2020-12) of a kind of file.",
    "diff": "Show what changed in the catalog, most important first.",
    "history": "Show what each commit changed in a tool: verdicts, scores, pricing; renames are followed.",
    "digest": "Write the news: tools, verdicts that flipped, scores that moved, pricing, what is stale.",
    "init": "Start a catalog: a panel of four, and an example tool with their reviews.",
    "add": "Add a tool: from options, from questions on a terminal, from a file, or in an editor.",
    "review": "Write a panelist's review of a tool, or change an existing one.",
    "vote": "Cast a vote on a tool, change it, or take it back.",
    "edit": "Set single keys of a tool; comments and layout stay as they are.",
    "rename": "Give a tool another slug, and move its facts, reviews and votes.",
    "fmt": "Format files: one order and style; the data and all comments stay.",
    "bookmark": "Save tools for later, or list what is saved.",
}
"""What each does, in the order of `--help`; each is a module of `commands` with a function in it.

The sentences are those of the functions, repeated here so that help loads no module.
"""
_OF_COMMANDS = ("--catalog", "--color", "--exact", "--format", "-f", "--full", "--section", "--today")


def _show_help(context: typer.Context, _option: Any, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        console.answer(context.get_help() + "\n")
        raise typer.Exit


class _Helpful:
    """Writes help as all output is written, so that full disks and closed pipes end as they do elsewhere."""

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.callback = _show_help
        return option


class _Command(_Helpful, TyperCommand):
    pass


class _Commands(_Helpful, TyperGroup):
    """Imports a command's module when that command is asked for."""

    def list_commands(self, _context: Any) -> list[str]:
        return [*COMMANDS]  # the name `list` is that of a command's module, once it is imported

    def format_commands(self, _context: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def get_command(self, _context: Any, name: str) -> Any:
        if name not in COMMANDS:
            raise VcompareError(f'there is no command "{name}"', _other_command(name))
        app = _typer()
        module = import_module(f"vcompare.cli.commands.{name}")
        app.command(name, cls=_Command)(getattr(module, f"{name}_command"))
        command = get_command(app)
        self.commands[name] = command
        return command


def _other_command(name: str) -> str:
    from vcompare.text.suggestions import closest

    starting = [command for command in COMMANDS if name and command.startswith(name)]
    near = starting[0] if len(starting) == 1 else closest(name, COMMANDS)
    return f"did you mean `vcompare {near}`?" if near else "`vcompare --help` lists the commands"


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
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
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
    """Compare developer tools from a catalog of reviewed, dated facts."""
    if context.invoked_subcommand is None:
        console.answer(context.get_help() + "\n")


def run(arguments: list[str]) -> int:
    """Run the program: 0 done, 1 done and it found something, 2 it could not, 130 interrupted."""
    app = _typer(cls=_Commands, invoke_without_command=True)
    app.callback()(_main)
    program = get_command(app)
    if asked := environment.variable("_VCOMPARE_COMPLETE"):
        from vcompare.cli.completion import complete

        return complete(program, asked)
    try:
        return int(program.main(arguments, prog_name="vcompare", standalone_mode=False) or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever it is, it is reported
        from vcompare.cli.failures import report

        return report(error, *_help_for(arguments))


def _help_for(arguments: list[str]) -> tuple[str, str | None]:
    """Return the command whose help shows how it is used, and a hint that says more than that."""
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        return f"vcompare {first}", None
    if first.partition("=")[0] in _OF_COMMANDS:
        return "vcompare", "options come after the command, as in `vcompare list --catalog DIR`"
    return "vcompare", None
