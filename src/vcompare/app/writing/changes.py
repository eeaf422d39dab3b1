"""Changes to a catalog that are made all or not at all, and what they change from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from vcompare.app import checkout
from vcompare.app.opened import Reporter, Silent
from vcompare.app.writing.facts import CONTENT, content_of
from vcompare.app.writing.forms import parsed
from vcompare.app.writing.keys import Values
from vcompare.catalog.source import parse
from vcompare.catalog.store import Catalog
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.edits import NOWHERE, FileChange, Places, Preview
from vcompare.editing.formatter import kept_formatted
from vcompare.editing.style import rendered
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
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
    wanted = edits.ordered(_kept_formatted(change, tuple(fields.specs)) for change in changes)
    watch = partial((reporter or Silent()).progress, label="checking")
    warnings = edits.judge(root, wanted, places, watch) if wanted else ()
    # What is wrong is placed in the text that somebody wrote; what is written is formatted.
    written = _new_formatted(wanted, tuple(fields.specs)) if formats else wanted
    if written != wanted:
        wanted, warnings = written, edits.judge(root, written, watch=watch)
    checkout.refuse_changes(
        root,
        [change.path for change in wanted if change.before is None],
        [change.path for change in wanted if change.after is None],
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


def _kept_formatted(change: FileChange, specs: Sequence[str]) -> FileChange:
    path, before, after = change
    if before is None or after is None:
        return change
    return FileChange(path, before, kept_formatted(path, before, after, specs))


def _new_formatted(changes: Sequence[FileChange], specs: Sequence[str]) -> list[FileChange]:
    """Return changes with formatted texts for files that are new."""
    return [
        change._replace(after=kept_formatted(change.path, None, change.after, specs))
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


def value_changes(change: FileChange, fields: Registry = BUILTIN) -> list[str]:
    """Return a line for each value that a change sets or removes: `pricing.summary: "$5" → "$4"`.

    What is known of a declared field is worded as everywhere: `Context: 200k → 1M`.
    """
    fields = fields if change.path.startswith("tools/") else BUILTIN
    texts = (change.before or "", change.after or "")
    before, after = (_shown_values(parsed(text) or {}, fields) for text in texts)
    return [
        f"{key}: {old.short} → {new.short}" if old.short != new.short else f"{key}: {old.long} → {new.long}"
        for key in dict.fromkeys((*before, *after))
        if (old := before.get(key, _UNSET)) != (new := after.get(key, _UNSET))
    ]


class _Shown(NamedTuple):
    """A value as a line shows it, and exactly."""

    short: str
    long: str


_UNSET = _Shown("unset", "unset")


def _shown_values(data: Values, fields: Registry) -> dict[str, _Shown]:
    """Return all values of a file under what they are called."""
    found: dict[str, _Shown] = {}
    for key, value in _flat(data, fields.specs):
        spec = fields.specs.get(key.removeprefix("specs."))
        if spec is None or not key.startswith("specs."):
            found[_called(key, fields)] = _Shown(_shown(value), _whole(value))
            continue
        content = content_of(spec, value)
        with suppress(ArithmeticError, AttributeError, TypeError, ValueError):  # no value of its kind
            found[spec.row] = _Shown(one_line(spec.shown(content)), one_line(spec.exact(content)))
    return found


def _called(key: str, fields: Registry) -> str:
    """Return what a line calls a value: what a spec rests on has its label before it."""
    table, _, part = key.rpartition(".")
    spec = fields.specs.get(table.removeprefix("specs.")) if table.startswith("specs.") else None
    return f"{spec.row}, {part}" if spec else key


def _flat(values: Values, specs: Mapping[str, Field], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield all values by their dotted keys; of a declared spec, its value and then its evidence."""
    for key, value in values.items():
        if above == "specs." and key in specs:
            yield above + key, value
            evidence = value.items() if isinstance(value, Mapping) else ()
            yield from ((f"{above}{key}.{part}", one) for part, one in evidence if part not in CONTENT)
        elif isinstance(value, Mapping):
            yield from _flat(value, specs, f"{above}{key}.")
        else:
            yield above + key, value


def _shown(value: Any) -> str:
    if isinstance(value, str):  # of several lines or long, it is shown on one
        return one_line(rendered(shorten(" ".join(value.split()), _LONG)))
    return shorten(one_line(rendered(value)), _LONG)


def _whole(value: Any) -> str:
    return one_line(rendered(value))
