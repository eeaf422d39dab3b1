"""Changes to a catalog that are made all or not at all, and what they change from what to what."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vcompare.app import checkout
from vcompare.app.opened import Reporter, Silent
from vcompare.catalog.paths import kind_at
from vcompare.catalog.source import parse
from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.edits import NOWHERE, FileChange, Places, Preview
from vcompare.editing.formatter import Declared, kept_formatted
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Registry


class Written(NamedTuple):
    """Changes that were made, or with `dry_run` would be, and what `check` warns of after them."""

    root: Path
    changes: Sequence[FileChange]
    warnings: Sequence[Diagnostic]
    dry_run: bool
    fields: Registry = BUILTIN
    """The fields of the catalog as it is after them."""

    @property
    def difference(self) -> str:
        """The changes as a unified diff."""
        return edits.unified(self.root, self.changes)


def make(
    root: Path,
    changes: Sequence[FileChange],
    *,
    dry_run: bool = False,
    formats: bool = False,
    places: Places = NOWHERE,
    reporter: Reporter | None = None,
) -> Written:
    """Make all changes or none; with `dry_run` none. `places` say where what is wrong was written.

    A file that was formatted stays so; with `formats`, a new one is formatted.

    Raises RefusedError for changes that bring errors into the catalog, and VcompareError for a file that
    changed since it was read, and for what cannot be written.
    """
    fields = _fields(root, changes)
    declared = Declared(tuple(fields.specs), tuple(fields.meters))
    wanted = edits.ordered(_kept_formatted(change, declared) for change in changes)
    watch = partial((reporter or Silent()).progress, label="checking")
    warnings = edits.judge(root, wanted, places, watch) if wanted else ()
    # What is wrong is placed in the text that somebody wrote; what is written is formatted.
    written = _new_formatted(wanted, declared) if formats else wanted
    if written != wanted:
        wanted, warnings = written, edits.judge(root, written, watch=watch)
    checkout.refuse_changes(
        root,
        [change.path for change in wanted if change.before is None],
        [change.path for change in wanted if change.after is None],
        [change.path for change in wanted],
    )
    if not dry_run:
        edits.commit(root, wanted)
    return Written(root, wanted, warnings, dry_run, fields)


def _fields(root: Path, changes: Sequence[FileChange]) -> Registry:
    """Return the fields of a catalog after changes, where those are about tools."""
    if not any(change.path.startswith("tools/") for change in changes):
        return BUILTIN
    try:
        return Catalog.of(Preview(root, changes)).fields
    except VcompareError:  # what is wrong with `catalog.toml` is for `check` to say
        return BUILTIN


def _kept_formatted(change: FileChange, declared: Declared) -> FileChange:
    path, before, after = change
    if before is None or after is None or (kind_at(path) == "catalog" and path != "catalog.toml"):
        return change
    return FileChange(path, before, kept_formatted(path, before, after, declared))


def _new_formatted(changes: Sequence[FileChange], declared: Declared) -> list[FileChange]:
    """Return changes with formatted texts for files that are new."""
    return [
        change._replace(after=kept_formatted(change.path, None, change.after, declared))
        if change.before is None and change.after is not None
        else change
        for change in changes
    ]


def place_typed(root: Path, change: FileChange, names: Mapping[str, str]) -> Places:
    """Return what says by which option or assignment somebody gave what a finding in a change is about.

    `names` has these by key. What nobody gave is where it is in the file.
    """

    def place(finding: Diagnostic | None) -> str:
        document = parse(change.path, (change.after or "").encode(errors="surrogatepass"))
        if finding is None or isinstance(document, Diagnostic):
            return str(root / change.path)
        begins = {path: document.value(*path) for path in document.layout.places}
        above = [path for path, at in begins.items() if at <= finding.location]
        nearest = max(above, key=lambda path: (begins[path], path), default=())
        path = [part for part in nearest if isinstance(part, str)]
        above_it = (".".join(path[:size]) for size in range(len(path), 0, -1))
        named = next((names[name] for name in above_it if name in names), None)
        return named or str(root / str(finding.location))

    return {change.path: place} if names else NOWHERE
