"""What lies in a catalog's folders, and what of it the format has no place for."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from vcompare.catalog.source import FOLDERS, Source
from vcompare.checks.rule import Kind
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.text.suggestions import did_you_mean


class Entry(NamedTuple):
    """A path in the catalog and what the format says lies there; `kind` is None where it says nothing."""

    path: str
    kind: Kind | None
    slug: str = ""
    reviewer: str = ""


def places(source: Source) -> list[str]:
    """List `catalog.toml` and what lies directly in the catalog's three folders, sorted by folder.

    Hidden files are left alone. A folder that cannot be listed stands for itself.
    """
    listed = ["catalog.toml", *_misplaced(source)]
    for folder in FOLDERS:
        names = source.names(folder)
        visible = _visible(source, folder)
        listed += [folder] if isinstance(names, Diagnostic) else [f"{folder}/{name}" for name in visible]
    return listed


def entries(source: Source, place: str) -> Iterator[Entry | Diagnostic]:
    """Return what a place of `places` holds: itself, the reviews of a tool, or why it cannot be listed."""
    folder, _, name = place.partition("/")
    if place == "catalog.toml":
        yield Entry(place, "catalog")
    elif folder in {"tools", "votes"} and name:
        yield _entry(place, "tool" if folder == "tools" else "votes", name)
    elif folder not in FOLDERS or (name and source.is_file(place)):
        yield Entry(place, None)
    elif isinstance(names := source.names(place), Diagnostic):
        yield names
    else:
        yield from (_entry(f"{place}/{one}", "review", name, one) for one in names if not one.startswith("."))


def unexpected(source: Source, path: str) -> Diagnostic:
    """Say what is wrong with an entry that is of no kind, and where it may have been meant to be."""
    at = Location(path)
    folder, _, name = path.rpartition("/")
    if not folder:
        hint = did_you_mean(path.lower(), FOLDERS, at_least=0)
        return found("unexpected-file", at, f"`{path}` is not read", hint)
    if folder == "reviews":
        hint = "reviews lie at reviews/<tool>/<reviewer>.toml"
    elif source.is_folder(path):
        hint = f"{folder} holds files, not folders: move it away"
    elif get_close_matches(name.rpartition(".")[2].lower(), ["toml"], 1):
        hint = "files of the catalog are named *.toml"
    else:
        hint = "move it out of the catalog's folders"
    return found("unexpected-file", at, "the format has no place for this", hint)


def _misplaced(source: Source) -> Iterator[str]:
    """List folders that nearly have the name of one of the format's and hold TOML files.

    All else there is the repository's.
    """
    for name in _visible(source, ""):
        if name in FOLDERS or not get_close_matches(name.lower(), FOLDERS, 1, 0.8):
            continue
        if any(inside.endswith(".toml") for inside in _below(source, name)):
            yield name


def _below(source: Source, folder: str) -> Iterator[str]:
    """List the names in a folder and in its folders."""
    for name in _visible(source, folder):
        yield name
        yield from _visible(source, f"{folder}/{name}")


def _visible(source: Source, folder: str) -> Iterator[str]:
    names = source.names(folder)
    return (name for name in names if not name.startswith(".")) if isinstance(names, list) else iter(())


def _entry(path: str, kind: Kind, slug: str, reviewer: str = "") -> Entry:
    if not path.endswith(".toml"):
        return Entry(path, None)
    return Entry(path, kind, slug.removesuffix(".toml"), reviewer.removesuffix(".toml"))
