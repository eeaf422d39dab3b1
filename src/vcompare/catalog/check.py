"""All findings of a whole catalog at once: every file read, decoded and held against the rules."""

import os
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from vcompare.catalog.decode import decode
from vcompare.catalog.rules import RULES, Context, File, Kind
from vcompare.catalog.source import Source
from vcompare.catalog.store import read
from vcompare.diagnostics import Diagnostic, Location, Report, found
from vcompare.errors import CatalogNotFoundError
from vcompare.model import Review, Settings, Tool, Votes

_FOLDERS = ("tools", "reviews", "votes")
_TYPES: dict[Kind, type] = {"tool": Tool, "review": Review, "votes": Votes}


class Entry(NamedTuple):
    """A path in the catalog and what the format says lies there; `kind` is None where it says nothing."""

    path: str
    kind: Kind | None
    slug: str = ""
    reviewer: str = ""


Watch = Callable[[Iterable[Entry], int], Iterable[Entry]]


def check(root: str | os.PathLike[str], watch: Watch = lambda entries, _count: entries) -> Report:
    """Check the catalog in the folder `root`.

    `watch` sees the files go by, with their number, for a progress bar. Raises CatalogNotFoundError where
    there is no `catalog.toml`; everything else that is wrong is in the report.
    """
    source = Source(Path(root))
    if not source.exists("catalog.toml"):
        raise CatalogNotFoundError(f"no catalog in {root}: it has no catalog.toml")
    settings, findings = read(source, "catalog.toml", Settings)
    entries = list(walk(source))
    context = Context(settings, frozenset(entry.slug for entry in entries if entry.kind == "tool"))
    diagnostics = [*findings]
    for entry in watch(entries, len(entries)):
        diagnostics.extend(_findings(source, entry, context))
    return Report(len(entries) + 1, tuple(sorted(diagnostics)))


def walk(source: Source) -> Iterator[Entry]:
    """List what lies in the catalog's three folders, sorted; hidden files are left alone."""
    yield from _misplaced(source)
    for name in _visible(source, "tools"):
        yield _entry(f"tools/{name}", "tool", name)
    for folder in _visible(source, "reviews"):
        if source.is_folder(f"reviews/{folder}"):
            for name in _visible(source, f"reviews/{folder}"):
                yield _entry(f"reviews/{folder}/{name}", "review", folder, name)
        else:
            yield Entry(f"reviews/{folder}", None)
    for name in _visible(source, "votes"):
        yield _entry(f"votes/{name}", "votes", name)


def _misplaced(source: Source) -> Iterator[Entry]:
    """List what stands in the place of a folder of the format, or has nearly its name.

    All else beside the catalog's folders is the repository's own.
    """
    for name in source.names(""):
        if (name in _FOLDERS and not source.is_folder(name)) or (
            name not in _FOLDERS
            and source.is_folder(name)
            and get_close_matches(name.lower(), _FOLDERS, 1, 0.8)
        ):
            yield Entry(name, None)


def _visible(source: Source, folder: str) -> Iterator[str]:
    return (name for name in source.names(folder) if not name.startswith("."))


def _entry(path: str, kind: Kind, slug: str, reviewer: str = "") -> Entry:
    if not path.endswith(".toml"):
        return Entry(path, None)
    return Entry(path, kind, slug.removesuffix(".toml"), reviewer.removesuffix(".toml"))


def _findings(source: Source, entry: Entry, context: Context) -> Iterator[Diagnostic]:
    if entry.kind is None:
        yield _unexpected(source, entry.path)
        return
    document = source.load(entry.path)
    if isinstance(document, Diagnostic):
        yield document
        return
    value, problems = decode(document, _TYPES[entry.kind])
    yield from problems
    file = File(entry.path, entry.kind, entry.slug, entry.reviewer, document, value)
    for rule in RULES:
        yield from rule(file, context)


def _unexpected(source: Source, path: str) -> Diagnostic:
    at = Location(path)
    if path in _FOLDERS:
        return found(
            "not-a-file", at, f"`{path}` is not a folder", "links are not followed: make it a real folder"
        )
    if source.is_folder(path) and "/" not in path:
        near = get_close_matches(path.lower(), _FOLDERS, 1, 0)
        return found("unexpected-file", at, f"`{path}` is not read", f"did you mean `{near[0]}`?")
    hint = "move it out of the catalog's folders, or name it *.toml"
    return found("unexpected-file", at, "the format has no place for this", hint)
