"""Files of a catalog that are not in its one order and style."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from vcompare.catalog.paths import kind_at
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Source, parse
from vcompare.catalog.store import Catalog, unreadable
from vcompare.catalog.walk import CatalogFile, files_at, top_level
from vcompare.diagnostics import Diagnostic
from vcompare.editing.edits import FileChange
from vcompare.editing.formatter import NOTHING, Declared, canonical
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.plain import is_plainly_formatted
from vcompare.errors import VcompareError
from vcompare.parallel import Watch, batches, imap

_BATCH = 200
Unformatted = tuple[list[FileChange], list[VcompareError]]


def unformatted(root: Path, covers: Callable[[str], bool], watch: Watch) -> Unformatted:
    """Return how formatting changes the files that `covers` accepts, and an error for each that is broken."""
    pieces = batches(top_level(Source(root)), _BATCH)
    changes, problems = list[FileChange](), list[VcompareError]()
    for some, errors in watch(
        imap(partial(_unformatted, Source(root), covers, _declared(root)), pieces), len(pieces)
    ):
        changes += some
        problems += errors
    return changes, problems


def _declared(root: Path) -> Declared:
    """Return what a catalog declares, nothing where `catalog.toml` cannot be used."""
    try:
        settings = Catalog.open(root).settings
    except VcompareError:
        return NOTHING
    return Declared(tuple(settings.specs), tuple(settings.meters))


def _unformatted(
    source: Source, covers: Callable[[str], bool], declared: Declared, paths: Sequence[str]
) -> Unformatted:
    changes, problems = list[FileChange](), list[VcompareError]()
    for file in (file for path in paths for file in files_at(source, path) if covers(file.path)):
        try:
            change = _change(source, file, declared)
        except VcompareError as error:
            problems.append(error)
        else:
            changes += [change] if change.before != change.after else []
    return changes, problems


def _change(source: Source, file: CatalogFile | Diagnostic, declared: Declared) -> FileChange:
    """Return how formatting changes a file. Raises VcompareError for one that is broken."""
    if isinstance(file, Diagnostic):
        raise unreadable(source.root, (file,))
    if file.kind in {None, "imported", "import"}:  # those are sealed as they are
        return FileChange(file.path, None, None)
    content = source.content(file.path)
    if isinstance(content, Diagnostic):
        raise unreadable(source.root, (content,))
    if is_plainly_formatted(content, TYPES[kind_at(file.path)], declared):
        return FileChange(file.path, None, None)
    document = parse(file.path, content)
    if isinstance(document, Diagnostic):
        raise unreadable(source.root, (document,))
    text = content.decode()
    try:
        after = canonical(document, TYPES[kind_at(file.path)], declared)
        return FileChange(file.path, text, with_each_line_end_of(text, after))
    except VcompareError as error:
        raise VcompareError(f"{source.root / file.path}: {error.message}", error.hint) from None
