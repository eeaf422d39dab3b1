"""Changes to a catalog that are made all or not at all, and what they change from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from vcompare.app.opened import Reporter, Silent
from vcompare.app.writing.forms import Values, parsed
from vcompare.catalog.source import parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.edits import NOWHERE, FileChange, Places
from vcompare.editing.formatter import kept_formatted
from vcompare.editing.style import rendered
from vcompare.text.safe import one_line
from vcompare.text.words import shorten

_LONG = 60
"""So many characters of a text are shown."""


class Written(NamedTuple):
    """Changes that were made, or with `dry_run` would be, and what `check` warns of after them."""

    root: Path
    changes: Sequence[FileChange]
    warnings: Sequence[Diagnostic]
    dry_run: bool

    @property
    def difference(self) -> str:
        """The changes as a unified diff."""
        return edits.unified(self.root, self.changes)


def make(
    root: Path,
    changes: Sequence[FileChange],
    *,
    dry_run: bool = False,
    places: Places = NOWHERE,
    reporter: Reporter | None = None,
) -> Written:
    """Make all changes or none; with `dry_run` none. `places` say where what is wrong was written.

    A file that was formatted stays so.

    Raises RefusedError for changes that bring errors into the catalog, and VcompareError for a file that
    changed since it was read, and for what cannot be written.
    """
    wanted = edits.ordered(map(_kept_formatted, changes))
    watch = partial((reporter or Silent()).progress, label="checking")
    warnings = edits.judge(root, wanted, places, watch) if wanted else ()
    if not dry_run:
        edits.commit(root, wanted)
    return Written(root, wanted, warnings, dry_run)


def _kept_formatted(change: FileChange) -> FileChange:
    path, before, after = change
    if before is None or after is None:
        return change
    return FileChange(path, before, kept_formatted(path, before, after))


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
        name = ".".join(part for part in nearest if isinstance(part, str))
        return names.get(name) or str(root / str(finding.location))

    return {change.path: place} if names else NOWHERE


def value_changes(change: FileChange) -> list[str]:
    """Return a line for each value that a change sets or removes: `pricing.summary: "$5" → "$4"`."""
    before, after = (dict(_flat(parsed(text or "") or {})) for text in (change.before, change.after))
    keys = dict.fromkeys((*before, *after))
    return [
        f"{key}: {_shown(before.get(key))} → {_shown(after.get(key))}"
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _flat(values: Values, above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def _shown(value: Any) -> str:
    if value is None:
        return "unset"
    if isinstance(value, str):  # of several lines or long, it is shown on one
        return one_line(rendered(shorten(" ".join(value.split()), _LONG)))
    return shorten(one_line(rendered(value)), _LONG)
