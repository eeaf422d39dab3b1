"""`vcompare init`: a new catalog."""

import os
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.starter import TOOL, refuse_existing, starter
from vcompare.app.writing.changes import make
from vcompare.cli import console, writing
from vcompare.cli.leads import catalog_option
from vcompare.cli.options import ColorOption, TodayOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing.edits import FileChange
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError
from vcompare.text import days


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to create it.")] = Path("catalog"),
    today: TodayOption = None,
    dry_run: DryRunOption = False,
    color: ColorOption = "auto",
) -> None:
    """Start a catalog: a panel of four, and an example tool with their reviews.

    It passes `check --strict`. Existing files are left alone.
    """
    day = today or days.local_today()
    changes = [FileChange(path, None, text) for path, text in starter(day).items()]
    if os.path.lexists(folder) and not folder.is_dir():
        raise VcompareError(f"{folder} is not a folder", "name one that is, or that is not there yet")
    with locked(folder, dry_run=dry_run):
        refuse_existing(folder)
        written = make(folder, changes, dry_run=dry_run)
    writing.report(written, color)
    if not dry_run:
        _suggest_next(folder)


def _suggest_next(folder: Path) -> None:
    named = "" if folder == Path("catalog") else f" {catalog_option(folder)}"
    console.note(
        f"next: `vcompare show {TOOL}{named}` shows the example, `vcompare check{named}` checks it all"
    )
    console.note(f"then: `vcompare add NAME{named}` and `vcompare review TOOL REVIEWER{named}` add your own")
    console.note(
        f"the panel, the categories and the specs are in {folder / 'catalog.toml'}; {TOOL} may be deleted"
    )
