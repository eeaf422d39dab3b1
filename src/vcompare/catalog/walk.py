"""Listing a catalog's files, and what lies among them that the format has no place for."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from vcompare.catalog.paths import FIRST_FOLDERS, FOLDERS, NESTED_FOLDERS, FileKind, kind_at
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.text.suggestions import did_you_mean


class CatalogFile(NamedTuple):
    """A path in a catalog and what the format says is there; `kind` is None where it says nothing.

    `slug` is the tool's, `reviewer` only a review's.
    """

    path: str
    kind: FileKind | None
    slug: str = ""
    reviewer: str = ""


def top_level(source: Source) -> list[str]:
    """List `catalog.toml` and what lies directly in the catalog's folders, sorted by folder.

    Hidden files are left out. A folder that cannot be listed stands for itself. A folder that later versions
    of the format brought is the catalog's only if it holds TOML files: others may have been there before.
    """
    paths = ["catalog.toml", *_misnamed_folders(source)]
    for folder in FOLDERS:
        names = source.names(folder)
        if folder not in FIRST_FOLDERS and not _holds_toml(source, folder, names):
            continue
        paths += [folder] if isinstance(names, Diagnostic) else [f"{folder}/{name}" for name in _shown(names)]
    return [each for path in paths for each in _imported_at(source, path)]


def _imported_at(source: Source, path: str) -> list[str]:
    """Return a path or, of the folder of a source, what is in it: there may be thousands of files."""
    if not path.startswith("imported/") or not source.is_folder(path) or source.is_file(path):
        return [path]
    names = source.names(path)
    return [path] if isinstance(names, Diagnostic) else [f"{path}/{name}" for name in _shown(names)]


def _holds_toml(source: Source, folder: str, names: list[str] | Diagnostic) -> bool:
    """Say whether a folder holds TOML files, or one of its folders if such files belong there."""
    inside = set(_names_below(source, folder)) if folder in NESTED_FOLDERS else _shown(names)
    return any(name.endswith(".toml") for name in inside)


def files_at(source: Source, path: str) -> Iterator[CatalogFile | Diagnostic]:
    """Return what a path of `top_level` holds: itself, a tool's reviews, or why it cannot be listed."""
    folder, _, name = path.partition("/")
    if path == "catalog.toml":
        yield CatalogFile(path, "catalog")
    elif folder == "imported" and name and not source.is_folder(path):
        is_link = not path.endswith(".toml") and not source.is_file(path)
        problem = source.problem(path) if is_link else None
        yield problem or _file(path, kind_at(path), path.rpartition("/")[2])
    elif folder in FOLDERS and folder not in NESTED_FOLDERS and name:
        yield _file(path, kind_at(path), name)
    elif folder not in FOLDERS or (name and source.is_file(path)):
        yield CatalogFile(path, None)
    elif isinstance(names := source.names(path), Diagnostic):
        yield names
    elif folder == "imported":
        yield CatalogFile(path, None)
    else:
        yield from (_file(f"{path}/{one}", "review", name, one) for one in _shown(names))


def file_called(path: str) -> CatalogFile:
    """Return what the format says of a path in one of its folders."""
    kind = kind_at(path)
    _, *parts = path.split("/")
    if len(parts) != 1 + (kind in {"review", "imported"}):
        return CatalogFile(path, None)
    return _file(path, kind, *(parts[1:] if kind == "imported" else parts))


def unexpected(source: Source, path: str) -> Diagnostic:
    """Return the finding for a path of no kind, with a hint at where it may have been meant to be."""
    at = Location(path)
    folder, _, name = path.rpartition("/")
    if not folder:
        hint = did_you_mean(path.lower(), FOLDERS, at_least=0)
        return found("unexpected-file", at, f"`{path}` is not read", hint)
    if folder == "reviews":
        hint = "reviews belong at reviews/<tool>/<reviewer>.toml"
    elif folder.partition("/")[0] == "imported":
        hint = "imported facts are at imported/<source>/<tool>.toml"
    elif source.is_folder(path):
        hint = f"{folder} holds files, not folders: move it away"
    elif get_close_matches(name.rpartition(".")[2].lower(), ["toml"], 1):
        hint = "files of the catalog are named *.toml"
    else:
        hint = "move it out of the catalog's folders"
    return found("unexpected-file", at, "the format has no place for this", hint)


def _misnamed_folders(source: Source) -> Iterator[str]:
    """List folders that hold TOML files and nearly have the name of one of the format's.

    Everything else beside `catalog.toml` is the repository's.
    """
    for name in _shown(source.names("")):
        if name in FOLDERS or not get_close_matches(name.lower(), FOLDERS, 1, 0.8):
            continue
        if any(inside.endswith(".toml") for inside in _names_below(source, name)):
            yield name


def _names_below(source: Source, folder: str) -> Iterator[str]:
    """List the names in a folder and in its folders."""
    for name in _shown(source.names(folder)):
        yield name
        yield from _shown(source.names(f"{folder}/{name}"))


def _shown(names: list[str] | Diagnostic) -> list[str]:
    return [name for name in names if not name.startswith(".")] if isinstance(names, list) else []


def _file(path: str, kind: FileKind, slug: str, reviewer: str = "") -> CatalogFile:
    if not path.endswith(".toml"):
        return CatalogFile(path, None)
    return CatalogFile(path, kind, slug.removesuffix(".toml"), reviewer.removesuffix(".toml"))
