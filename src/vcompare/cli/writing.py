"""What the commands that change a catalog share: which tool is meant, and how a change is reported."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.names import resolve
from vcompare.app.opened import OpenCatalog
from vcompare.cli import console
from vcompare.cli.environment import ColorMode
from vcompare.editing import edits
from vcompare.editing.edits import FileChange
from vcompare.errors import UnknownNameError, VcompareError

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the changes as a diff, and write nothing.")
]


def named(opened: OpenCatalog, query: str) -> str:
    """Return the slug of the tool that has exactly `query` as its slug, name or alias.

    Raises VcompareError where there is none, and where there are several.
    """
    try:
        return resolve(opened, [query], exact=True)[0]
    except UnknownNameError as error:
        from vcompare.text.suggestions import did_you_mean

        rule = "commands that write match slugs, names and aliases exactly"
        close = did_you_mean(query, opened)
        raise VcompareError(error.message, f"{rule}; {close}" if close else rule) from None


def put(root: Path, changes: Sequence[FileChange], *, dry_run: bool, color: ColorMode = "auto") -> None:
    """Make changes and report on stderr which files were written; with `dry_run`, print the diff instead."""
    diff = edits.apply(root, changes, dry_run=dry_run)
    if not diff:
        console.note("no change: nothing was written")
    elif dry_run:
        console.difference(diff, color)
    else:
        report_written(root, changes)


def report_written(root: Path, changes: Sequence[FileChange]) -> None:
    """Report on stderr which files were written, moved or removed."""
    moves = edits.moved(changes)
    for old, new in moves:
        console.note(f"moved {root / old} to {root / new}")
    known = {path for move in moves for path in move}
    for change in changes:
        if change.before != change.after and change.path not in known:
            console.note(f"{'removed' if change.after is None else 'wrote'} {root / change.path}")
