"""What lies in a catalog's folders, and what of it the format has no place for."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from vcompare.catalog.rule import Kind
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic, Location, found

_FOLDERS = ("tools", "reviews", "votes")


class Entry(NamedTuple):
    """A path in the catalog and what the format says lies there; `kind` is None where it says nothing."""

    path: str
    kind: Kind | None
    slug: str = ""
    reviewer: str = ""


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


def unexpected(source: Source, path: str) -> Diagnostic:
    """Say what is wrong with an entry that is of no kind."""
    at = Location(path)
    if path in _FOLDERS:
        hint = "links are not followed: make it a real folder"
        return found("not-a-file", at, f"`{path}` is not a folder", hint)
    if source.is_folder(path) and "/" not in path:
        near = get_close_matches(path.lower(), _FOLDERS, 1, 0)
        return found("unexpected-file", at, f"`{path}` is not read", f"did you mean `{near[0]}`?")
    return found("unexpected-file", at, "the format has no place for this")


def _misplaced(source: Source) -> Iterator[Entry]:
    """List what stands in the place of a folder of the format, or has nearly its name.

    All else beside the catalog's folders is the repository's own.
    """
    for name in source.names(""):
        real = source.is_folder(name)
        similar = name not in _FOLDERS and get_close_matches(name.lower(), _FOLDERS, 1, 0.8)
        if (name in _FOLDERS and not real) or (real and similar):
            yield Entry(name, None)


def _visible(source: Source, folder: str) -> Iterator[str]:
    return (name for name in source.names(folder) if not name.startswith("."))


def _entry(path: str, kind: Kind, slug: str, reviewer: str = "") -> Entry:
    if not path.endswith(".toml"):
        return Entry(path, None)
    return Entry(path, kind, slug.removesuffix(".toml"), reviewer.removesuffix(".toml"))
