"""Options that several commands share, so that they are the same everywhere."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.main import get_click_type

from vcompare.cli import console
from vcompare.cli.environment import ColorMode
from vcompare.cli.grammar import Day
from vcompare.errors import VcompareError
from vcompare.render import formats
from vcompare.text import days

CatalogOption = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        envvar="VCOMPARE_CATALOG",
        help="The catalog's folder; by default, the nearest one upwards from here.",
    ),
]


def _use_color(mode: ColorMode) -> ColorMode:
    console.use_color(mode)
    return mode


ColorOption = Annotated[
    ColorMode, typer.Option("--color", callback=_use_color, is_eager=True, help="When to use color.")
]


def _pin(today: datetime.date | None) -> datetime.date | None:
    days.pin(today)
    return today


TodayOption = Annotated[
    datetime.date | None,
    typer.Option(
        "--today",
        metavar="DAY",
        click_type=Day(),
        callback=_pin,
        is_eager=True,
        help="The day to use as today.",
    ),
]
"""Read before other options, whose days may count from it; what has no parameter for it sees it as well."""
CacheOption = Annotated[bool, typer.Option("--no-cache", help="Read every file instead of using the cache.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Overwrite what was edited, or not written by vcompare.")
]
ExactOption = Annotated[
    bool, typer.Option("--exact", help="Match slugs, names and aliases only, nothing similar.")
]
EditorOption = Annotated[
    bool, typer.Option("--editor", "-e", help="Fill in a template in your editor (VISUAL or EDITOR).")
]


def format_option(result: formats.Result, *, default: str | None = None) -> Any:
    """Return the option `--format` with the formats for a result.

    Where the option may be left out, `default` says in help what holds then.
    """
    choices = get_click_type(annotation=Literal[formats.names(result)], parameter_info=typer.Option())
    shown = default or True
    return typer.Option("--format", "-f", click_type=choices, show_default=shown, help="The output format.")


def refuse_differences_of_one(tools: Sequence[str], *, differences: bool) -> None:
    """Raise VcompareError where the differences of a single tool are asked for."""
    if differences and len(tools) == 1:
        raise VcompareError("--differences compares two tools or more", "name another tool")
