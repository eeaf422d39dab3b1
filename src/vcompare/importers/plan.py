"""What an import changes: files that come, change and go, and those that are left alone, with the reason."""

import datetime
from collections.abc import Container, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from vcompare.catalog.paths import import_path, imported_path, slug_at
from vcompare.catalog.source import MAX_BYTES, Document, Source, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.edits import FileChange
from vcompare.editing.line_ends import with_lf
from vcompare.editing.style import same
from vcompare.importers.layout import Sealed, state_text, tool_text, written
from vcompare.importers.translate import Translation
from vcompare.model import Recipe
from vcompare.text.slugs import is_slug

Reason = Literal["edited", "not imported", "unreadable", "too large"]


class LeftAlone(NamedTuple):
    """A file that an import would change or remove, and leaves as it is.

    It was `edited` by hand, is `not imported` from this source but written by somebody, or is `unreadable`;
    or what it would become is `too large` for a file. What people have to say belongs in the tool's own file.
    """

    path: str
    slug: str
    reason: Reason


class ImportPlan(Struct):
    """The changes of files that an import makes, in the order of their paths.

    `created`, `replaced`, `unchanged` and `removed` are the slugs of tools; `changes` may also have the file
    about the source. `gone` are the imported tools that the source does not have any more; `removed` are
    those of them that are removed.
    """

    changes: list[FileChange] = []
    created: list[str] = []
    replaced: list[str] = []
    unchanged: list[str] = []
    removed: list[str] = []
    gone: list[str] = []
    kept: list[LeftAlone] = []


class _Existing(NamedTuple):
    """A file that is there: its text, None if it cannot be read, and what an import sealed in it."""

    text: str | None
    seal: Sealed | None

    def reason_to_keep(self, name: str) -> Reason | None:
        """Return why an import from a source must not touch the file, None where it may."""
        if self.text is None:
            return "unreadable"
        if self.seal is None or self.seal.source != name or self.seal.seen is None:
            return "not imported"
        return None if self.seal.intact else "edited"


def plan(
    name: str,
    recipe: Recipe,
    translation: Translation,
    source: Source,
    today: datetime.date,
    *,
    only: Container[str] | None = None,
    prune: bool = False,
) -> ImportPlan:
    """Return what an import from the source with this name does to the files of a catalog, as of a day.

    With `only`, the files of other tools are left alone. With `prune`, those of tools that are gone are
    removed. A file whose facts are the same stays byte for byte, whatever the day.
    """
    planned, there = ImportPlan(), _imported(name, source)
    for slug, tool in translation.tools.items():
        if only is None or slug in only:
            existing = _existing(source, name, slug) if slug in there else None
            _add(planned, imported_path(name, slug), tool, existing, (name, today))
    for slug in sorted(there - translation.tools.keys()):
        if only is None or slug in only:
            _leave(planned, name, slug, _existing(source, name, slug), prune=prune)
    known = {"home": recipe.home, "license": recipe.license, "version": translation.version}
    _note_state(planned, name, known, source, today, is_whole=only is None)
    planned.changes.sort()
    return planned


def _add(
    planned: ImportPlan,
    path: str,
    tool: Mapping[str, Any],
    there: _Existing | None,
    by: tuple[str, datetime.date],
) -> None:
    """Add what becomes of the file of a tool `by` an import from a source on a day."""
    slug, (name, _), before = slug_at(path), by, there.text if there else None
    reason = there.reason_to_keep(name) if there else None
    if there and reason is None and _has_facts(there, tool):
        planned.unchanged.append(slug)
        return
    after = tool_text(tool, *by)
    if reason is None and len(after.encode()) > MAX_BYTES:
        reason = "too large"
    if reason is not None:
        planned.kept.append(LeftAlone(path, slug, reason))
        return
    planned.changes.append(FileChange(path, before, after))
    (planned.created if before is None else planned.replaced).append(slug)


def _leave(planned: ImportPlan, name: str, slug: str, there: _Existing, *, prune: bool) -> None:
    """Note that the source does not have a tool any more, and remove its file where that is asked for."""
    reason = there.reason_to_keep(name)
    if reason == "not imported":
        return
    planned.gone.append(slug)
    path = imported_path(name, slug)
    if prune and reason is not None:
        planned.kept.append(LeftAlone(path, slug, reason))
    elif prune:
        planned.changes.append(FileChange(path, there.text, None))
        planned.removed.append(slug)


def _note_state(
    planned: ImportPlan,
    name: str,
    known: Mapping[str, str | None],
    source: Source,
    today: datetime.date,
    *,
    is_whole: bool,
) -> None:
    """Add the file about the source, whose day is that on which anything of it changed here."""
    path = import_path(name)
    there = _read(source, path) if source.exists(path) else None
    reason = there.reason_to_keep(name) if there else None
    if reason is not None:
        planned.kept.append(LeftAlone(path, "", reason))
        return
    gone = [slug for slug in planned.gone if slug not in planned.removed]
    values = {**known, "gone": (gone if is_whole else _gone(there)) or None}
    seen = there.seal.seen if there and there.seal else None
    after = state_text(values, name, today if planned.changes or seen is None else seen)
    if there is None or with_lf(there.text or "") != after:
        planned.changes.append(
            FileChange(path, there.text if there else None, state_text(values, name, today))
        )


def _gone(there: _Existing | None) -> Any:
    """Return the tools that were gone when a whole data set was imported last."""
    document = parse("", (there.text or "").encode()) if there else None
    return document.data.get("gone") if isinstance(document, Document) else None


def _has_facts(there: _Existing, tool: Mapping[str, Any]) -> bool:
    """Say whether a file that an import wrote has these facts, in whatever order."""
    if there.text is None or there.seal is None or there.seal.seen is None:
        return False
    now = tool_text(tool, there.seal.source, there.seal.seen)
    if with_lf(there.text) == now:
        return True
    old, new = (parse("", text.encode()) for text in (there.text, now))
    return isinstance(old, Document) and isinstance(new, Document) and same(old.data, new.data)


def _imported(name: str, source: Source) -> set[str]:
    """Return the slugs of the tools of which there is a file from a source."""
    names = source.names(f"imported/{name}")
    if isinstance(names, Diagnostic):
        return set()
    return {slug for one in names if one.endswith(".toml") and is_slug(slug := one.removesuffix(".toml"))}


def _existing(source: Source, name: str, slug: str) -> _Existing:
    return _read(source, imported_path(name, slug))


def _read(source: Source, path: str) -> _Existing:
    content = source.content(path)
    if isinstance(content, Diagnostic):
        return _Existing(None, None)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return _Existing(None, None)
    return _Existing(text, written(text))
