"""`vcompare mcp`: the catalog for assistants."""

import os
import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.cli import catalogs, console, environment
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, ExactOption, TodayOption
from vcompare.cli.streams import OutputError
from vcompare.errors import VcompareError, system_says

if TYPE_CHECKING:
    from vcompare.mcp.session import Session


def mcp_command(
    *,
    skill: Annotated[
        bool, typer.Option("--skill", help="Print what an assistant that runs commands has to know.")
    ] = False,
    exact: ExactOption = False,
    today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    _color: ColorOption = "auto",
) -> None:
    """Answer an assistant's questions about the catalog, over stdin and stdout.

    Speaks the Model Context Protocol, reads only, and ends when the assistant does.

    Examples: `vcompare mcp --catalog ~/tools/catalog`, `vcompare mcp --skill > SKILL.md`
    """
    if skill:
        _print_skill()
        return
    from vcompare.mcp.session import Session

    root = catalogs.find(catalog, or_sample=False)
    session = Session(root, catalogs.cache_folder if not no_cache else lambda: None, exact, today)
    catalogs.open_found(root, no_cache=True)
    _serve(session)


def _print_skill() -> None:
    from vcompare.cli import COMMANDS
    from vcompare.mcp.skill import skill

    console.data(skill(COMMANDS))


def _serve(session: "Session") -> None:
    try:
        from vcompare.mcp.server import serve
    except ImportError:
        message = "mcp needs the SDK of the Model Context Protocol, and that is not installed"
        raise VcompareError(message, "`pip install 'vcompare[mcp]'` brings it") from None
    if sys.stdin is None or sys.stdout is None:
        raise OutputError("stdin or stdout is closed")
    if environment.is_terminal(sys.stdin):
        console.note("an assistant starts this, and asks over stdin; Ctrl-C ends it")
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        # Nothing is being written; and a thread that waits for stdin would hold up any other end.
        signal.signal(number, lambda *_, status=status: os._exit(status))
    try:
        serve(session)
    except* OSError as errors:
        _end(errors)


def _end(errors: BaseExceptionGroup[OSError]) -> None:
    """End quietly where the client is gone. Raises OutputError where stdout fails for another reason."""
    first: BaseException = errors
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    if not isinstance(first, BrokenPipeError | ConnectionError):
        raise OutputError(system_says(first))
