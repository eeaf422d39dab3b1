"""`vcompare fmt`: one order and style for every file."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.checking import cover
from vcompare.app.formatting import unformatted
from vcompare.cli import catalogs, console, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.reporter import progress
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.differences import difference
from vcompare.text.words import plural


def fmt_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Only these files and folders.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Print what would change and exit with 1 if anything would.")
    ] = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> int:
    """Format files: one order and style; the data and all comments stay.

    Exits with 2 if a file cannot be read or is not TOML; it is left alone, and the others are formatted.
    """
    root = catalogs.find(catalog, or_sample=False, near=paths or ())
    covers = cover(root, paths or (), Path.cwd())
    changes, problems = unformatted(root, covers, partial(progress, label="formatting"))
    is_broken = catalogs.report(problems)
    if check or dry_run:
        diffs = (difference(root / path, before, after) for path, before, after in changes)
        console.difference("".join(diffs), color)
    elif changes:
        with edits.locked(root):
            edits.commit(root, changes)
        writing.report_written(root, changes)
    if not (changes or is_broken):
        console.note("all files are formatted")
    elif check and changes:
        console.note(f"{plural(len(changes), 'file')} would be reformatted: run `vcompare fmt`")
    return 2 if is_broken else int(check and bool(changes))
