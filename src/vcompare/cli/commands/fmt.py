"""`vcompare fmt`: one order and style for every file."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.checking import cover
from vcompare.app.formatting import unformatted
from vcompare.cli import catalogs, console, writing
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.cli.reporter import progress
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.differences import difference
from vcompare.editing.edits import FileChange
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError
from vcompare.parallel import batches, imap
from vcompare.text.words import plural

_BATCH = 200
"""How many differences are worth handing to another process."""


def fmt_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Only these files and folders.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Print what would change and exit with 1 if anything would.")
    ] = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    _no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Format files: one order and style; the data and all comments stay.

    Exits with 2 if a file cannot be read or is not TOML; it is left alone, and the others are formatted.
    """
    changes, problems = dict[Path, list[FileChange]](), list[VcompareError]()
    for root, files in catalogs.find_all(catalog, paths or ()).items():
        covers = cover(root, files, Path.cwd())
        changes[root], errors = unformatted(root, covers, partial(progress, label="formatting"))
        problems += errors
    is_broken, count = catalogs.report(problems), sum(map(len, changes.values()))
    if check or dry_run:
        console.difference("".join(_differences(changes)), color)
    else:
        _write(changes)
    if not (count or is_broken):
        console.note("all files are formatted")
    elif check and count:
        remedy = "run it without --check" if paths else "run `vcompare fmt`"
        console.note(f"{plural(count, 'file')} would be reformatted: {remedy}")
    return 2 if is_broken else int(check and bool(count))


def _differences(changes: Mapping[Path, Sequence[FileChange]]) -> Iterator[str]:
    for root, of in changes.items():
        yield from imap(partial(_shown, root), batches(of, _BATCH))


def _shown(root: Path, changes: Sequence[FileChange]) -> str:
    return "".join(difference(root / path, before, after) for path, before, after in changes)


def _write(changes: Mapping[Path, Sequence[FileChange]]) -> None:
    for root, of in changes.items():
        if of:
            with locked(root):
                edits.commit(root, of)
            writing.report_written(root, of)
