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


def walk(source: Source) -> Iterator[Entry | Diagnostic]:
    """List what lies in the catalog's three folders, sorted; hidden files are left alone.

    A folder that cannot be listed is a finding in the place of what it holds.
    """
    yield from _misplaced(source)
    yield from (_entry(f"tools/{name}", "tool", name) for name in _visible(source, "tools"))
    for folder in _visible(source, "reviews"):
        path = f"reviews/{folder}"
        if source.is_folder(path) or folder.endswith(".toml"):
            yield from _reviews(source, folder)
        else:
            yield Entry(path, None) if source.is_file(path) else source.problem(path) or Entry(path, None)
    yield from (_entry(f"votes/{name}", "votes", name) for name in _visible(source, "votes"))
    for folder in _FOLDERS:
        names = source.names(folder)
        if isinstance(names, Diagnostic):
            yield names


def _reviews(source: Source, folder: str) -> Iterator[Entry | Diagnostic]:
    path = f"reviews/{folder}"
    names = source.names(path)
    if isinstance(names, Diagnostic):
        yield names if source.is_folder(path) else Entry(path, None)
        return
    yield from (
        _entry(f"{path}/{name}", "review", folder, name) for name in names if not name.startswith(".")
    )


def unexpected(source: Source, path: str) -> Diagnostic:
    """Say what is wrong with an entry that is of no kind, and where it may have been meant to be."""
    at = Location(path)
    folder, _, name = path.rpartition("/")
    if not folder:
        near = get_close_matches(path.lower(), _FOLDERS, 1, 0)
        return found("unexpected-file", at, f"`{path}` is not read", f"did you mean `{near[0]}`?")
    if folder == "reviews":
        hint = "reviews lie at reviews/<tool>/<reviewer>.toml"
    elif source.is_folder(path):
        hint = f"{folder} holds files, not folders: move it away"
    elif get_close_matches(name.rpartition(".")[2].lower(), ["toml"], 1):
        hint = "files of the catalog are named *.toml"
    else:
        hint = "move it out of the catalog's folders"
    return found("unexpected-file", at, "the format has no place for this", hint)


def _misplaced(source: Source) -> Iterator[Entry]:
    """List folders that nearly have the name of one of the format's and hold TOML files.

    All else there is the repository's.
    """
    names = source.names("")
    for name in names if isinstance(names, list) else ():
        if name.startswith(".") or name in _FOLDERS or not get_close_matches(name.lower(), _FOLDERS, 1, 0.8):
            continue
        if any(inside.endswith(".toml") for inside in _below(source, name)):
            yield Entry(name, None)


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
