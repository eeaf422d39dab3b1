"""The command line: `run` takes the arguments and returns the exit status. One module a command."""

import os
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from vcompare import __version__
from vcompare.cli import console
from vcompare.cli.options import complaint
from vcompare.errors import AmbiguousNameError, RefusedError, UnknownNameError, VcompareError

COMMANDS = (
    *("show", "list", "search", "export", "sync", "check", "explain", "schema"),
    *("diff", "history", "digest"),
    *("init", "add", "review", "vote", "edit", "rename", "fmt", "bookmark"),
)
"""In the order of `--help`; each is a module of this package and a function of that name in it."""
_OF_COMMANDS = ("--catalog", "--color", "--exact", "--format", "-f", "--full", "--section", "--today")


def _show_help(context: typer.Context, _option: Any, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        console.answer(context.get_help() + "\n")
        raise typer.Exit


class _Helpful:
    """Sends help the way of every answer, so that full disks and closed pipes end as they do elsewhere."""

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

    def get_command(self, _context: Any, name: str) -> Any:
        if name not in COMMANDS:
            near = get_close_matches(name, COMMANDS, 1)
            hint = f"did you mean `vcompare {near[0]}`?" if near else "`vcompare --help` lists the commands"
            raise VcompareError(f'there is no command "{name}"', hint)
        app = _typer()
        module = import_module(f"vcompare.cli.{name}")
        app.command(name, cls=_Command)(getattr(module, f"{name}_command"))
        command = get_command(app)
        self.commands[name] = command
        return command


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
        from vcompare.cli.completion import SCRIPTS

        console.data(SCRIPTS[shell])
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
            help='Print the script that completes words in this shell; for bash, put eval "$(vcompare '
            '--show-completion bash)" into ~/.bashrc.',
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
    if asked := console.environment("_VCOMPARE_COMPLETE"):
        from vcompare.cli.completion import complete

        return complete(program, arguments, asked)
    try:
        status = program.main(arguments, prog_name="vcompare", standalone_mode=False)
    except (UnknownNameError, AmbiguousNameError) as error:
        console.fail(error.message)
        console.candidates(error.candidates)
        console.hint_at(error.hint)
    except RefusedError as error:
        console.fail(error.message)
        console.listed(error.findings)
        console.hint_at(error.hint)
    except VcompareError as error:
        console.fail(error.message, error.hint)
    except typer.TyperException as error:
        console.fail(*_usage(error, arguments))
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except console.OutputError as error:
        console.fail(f"the answer could not be written: {error}")
        return 1
    except OSError as error:
        _refused(error)
    except MemoryError:
        console.fail("there is not enough memory for this", "name smaller files, or fewer")
    except Exception as error:  # noqa: BLE001 - nobody ever sees a traceback who did not ask for one
        console.bug(error)
    else:
        return int(status or 0)
    return 2


def _refused(error: OSError) -> None:
    """Say which file or folder the system refused, such as one whose name is too long."""
    if error.filename is None:
        console.bug(error)
        return
    reason = (error.strerror or str(error)).lower()
    console.fail(f"{os.fsdecode(error.filename)} cannot be used: {reason}", "check its name and permissions")


def _usage(error: typer.TyperException, arguments: list[str]) -> tuple[str, str]:
    """Say what was wrong with the arguments in our own form, and where to read on."""
    command = next((f"vcompare {name}" for name in arguments[:1] if name in COMMANDS), "vcompare")
    hint = f"`{command} --help` shows how"
    if command == "vcompare" and arguments and arguments[0].partition("=")[0] in _OF_COMMANDS:
        hint = "options come after the command, as in `vcompare list --catalog DIR`"
    return complaint(error), hint
