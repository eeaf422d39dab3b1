"""`vcompare fmt`: one order and style for every file."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.checking import cover
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import MAX_BYTES, Source, parse
from vcompare.catalog.walk import CatalogFile, files_at, top_level
from vcompare.cli import catalogs, console, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.reporter import progress
from vcompare.cli.writing import DryRunOption
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.differences import difference
from vcompare.editing.edits import FileChange
from vcompare.editing.formatter import canonical
from vcompare.editing.line_ends import with_line_ends_of
from vcompare.errors import VcompareError
from vcompare.parallel import imap
from vcompare.text.words import plural

_PIECE = 200


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

    Exits with 2 where a file cannot be read or is not TOML; it is left alone, and the others are formatted.
    """
    root = catalogs.find(catalog, or_sample=False, near=paths or ())
    changes, broken = _changes(root, paths or ())
    if check or dry_run:
        diffs = (difference(root / path, before, after) for path, before, after in changes)
        console.difference("".join(diffs), color)
    elif changes:
        with edits.locked(root):
            edits.commit(root, changes)
        writing.report_written(root, changes)
    if not changes and not broken:
        console.note("all files are formatted")
    elif check and changes:
        console.note(f"{plural(len(changes), 'file')} would be reformatted: run `vcompare fmt`")
    return 2 if broken else int(check and bool(changes))


def _changes(root: Path, paths: Sequence[Path]) -> tuple[list[FileChange], bool]:
    """Return the files that are not formatted, and whether some cannot be, which is reported."""
    covers = cover(root, paths, Path.cwd())
    listed = top_level(Source(root))
    pieces = [listed[start : start + _PIECE] for start in range(0, len(listed), _PIECE)]
    done = imap(partial(_look, root, covers or (lambda _path: True)), pieces)
    changes: list[FileChange] = []
    broken = False
    for some, errors in progress(done, len(pieces), "formatting"):
        changes += some
        for message, hint in errors:
            console.fail(message, hint)
            broken = True
    return changes, broken


def _look(
    root: Path, covers: Callable[[str], bool], listed: Sequence[str]
) -> tuple[list[FileChange], list[tuple[str, str | None]]]:
    """Return what is to change at some places, and what is wrong there."""
    source = Source(root)
    changes: list[FileChange] = []
    errors = []
    for entry in (entry for path in listed for entry in files_at(source, path) if covers(entry.path)):
        try:
            changes += _change(root, entry)
        except VcompareError as error:
            errors.append((error.message, error.hint))
    return changes, errors


def _change(root: Path, entry: CatalogFile | Diagnostic) -> Iterator[FileChange]:
    """Return what is to change in a file. Raises VcompareError for one that cannot be read."""
    if isinstance(entry, Diagnostic):
        raise _at(root, entry)
    text = edits.current(root, entry.path) if entry.kind else None
    if entry.kind is None or text is None:
        return
    document = parse(entry.path, text.encode())
    if isinstance(document, Diagnostic):
        raise _at(root, document)
    try:
        after = with_line_ends_of(text, canonical(document, TYPES[entry.kind]))
    except VcompareError as error:
        raise VcompareError(f"{root / entry.path}: {error.message}", error.hint) from None
    if len(after.encode()) > MAX_BYTES:
        too_large = f"formatted, it would be larger than {MAX_BYTES // 1024} KiB"
        raise VcompareError(f"{root / entry.path}: {too_large}", "make it shorter")
    if after != text:
        yield FileChange(entry.path, text, after)


def _at(root: Path, finding: Diagnostic) -> VcompareError:
    return VcompareError(
        f"{root / finding.path}:{finding.line}:{finding.column}: {finding.message}", finding.hint
    )
