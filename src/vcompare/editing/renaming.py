"""A tool under another slug, or none: which files move where, and which are removed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vcompare.catalog.paths import imported_path, imports, outcomes_path, tool_path, votes_path
from vcompare.catalog.positions import KeyPath
from vcompare.catalog.source import Document, Source
from vcompare.diagnostics import Diagnostic
from vcompare.editing import files
from vcompare.editing.edits import FileChange, current, refuse_elsewhere
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.text.slugs import DEFINITION, is_slug, slug_of

_LISTS_OF_TOOLS = {"catalog.toml": ("site", "also"), "decisions": ("tools",)}
"""By file or folder of files, the keys under which slugs of tools are listed, or lists of them."""


def renamed(root: Path, old: str, new: str) -> list[FileChange]:
    """Return the changes that move everything about a tool to another slug, and what names it along.

    Raises VcompareError for a slug that the catalog has files for: reviews left behind would become those of
    another tool.
    """
    source = Source(root)
    if taken := _taken(source, new):
        hint = "choose another slug, or move it away"
        if taken.startswith("imported/"):
            hint = f"choose another slug; `[slugs]` in recipes/{taken.split('/')[1]}.toml makes two tools one"
        raise VcompareError(f"{root / taken} already exists", hint)
    changes = []
    for path in files_of(root, old):
        if (text := current(root, path)) is not None:
            changes += [FileChange(_moved(path, new), None, text), FileChange(path, text, None)]
    return changes + list(_following(source, old, new)) if changes else []


def refuse_no_slug(text: str) -> None:
    """Raise VcompareError, which suggests a slug, for what is not one."""
    if not is_slug(text):
        like = slug_of(text)
        hint = f"a slug is {DEFINITION}"
        hint += f": `{like}`?" if like and is_slug(like) else ""
        raise VcompareError(f'"{text}" is not a slug', hint)


def files_of(root: Path, slug: str) -> list[str]:
    """Return the paths of everything about a tool: its facts, its reviews, its votes.

    Raises VcompareError for what is among its reviews and is none.
    """
    source = Source(root)
    before, reviews, after = _places(source, slug)
    names = _names(source, reviews)
    for name in names:
        if not name.endswith(".toml") or not source.is_file(f"{reviews}/{name}"):
            raise VcompareError(f"{root / reviews / name} is no review", "move it away first")
    paths = [*before, *(f"{reviews}/{name}" for name in names), *after]
    return [path for path in paths if source.exists(path)]


def removed(root: Path, slug: str) -> list[FileChange]:
    """Return the changes that remove everything about a tool, whatever its files hold.

    Raises VcompareError for a file in a folder that is a link.
    """
    paths = files_of(root, slug)
    for path in paths:
        refuse_elsewhere(root, path)
    return [FileChange(path, files.current(root / path), None) for path in paths]


def _places(source: Source, slug: str) -> tuple[list[str], str, list[str]]:
    """Return where a catalog has files about a tool: its facts, its folder of reviews, and the rest."""
    facts = [tool_path(slug), *(imported_path(one, slug) for one in imports(source))]
    return facts, f"reviews/{slug}", [votes_path(slug), outcomes_path(slug)]


def _taken(source: Source, slug: str) -> str | None:
    """Return a path of files about a tool with this slug, if there are any."""
    facts, reviews, others = _places(source, slug)
    with_reviews = [reviews] if source.exists(reviews) and _names(source, reviews) else []
    return next((path for path in (*facts, *others, *with_reviews) if source.exists(path)), None)


def _moved(path: str, new: str) -> str:
    """Return where a file about a tool belongs once that has another slug."""
    parts = path.split("/")
    if parts[0] == "reviews":
        return "/".join([parts[0], new, *parts[2:]])
    return "/".join([*parts[:-1], f"{new}.toml"])


def listing(root: Path, slug: str) -> list[str]:
    """Return the paths of files that list a tool."""
    return [path for path, _ in _places_in_lists(Source(root), slug)]


def _following(source: Source, old: str, new: str) -> Iterator[FileChange]:
    """Yield how the files change that list a tool which gets another slug."""
    for path, places in _places_in_lists(source, old):
        if (text := current(source.root, path)) is not None:
            after = with_values(text, dict.fromkeys(places, new), where=source.root / path)
            yield FileChange(path, text, after)


def _places_in_lists(source: Source, slug: str) -> Iterator[tuple[str, list[KeyPath]]]:
    """Yield the paths of files that list a tool, and where they do."""
    for place, keys in _LISTS_OF_TOOLS.items():
        is_file = place.endswith(".toml")
        for path in [place] if is_file else [f"{place}/{name}" for name in _names(source, place)]:
            document = source.load(path) if path.endswith(".toml") else None
            value: Any = document.data if isinstance(document, Document) else None
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            if places := [*_places_of(value, slug, keys)]:
                yield path, places


def _places_of(value: Any, slug: str, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from [(*path, at)] if item == slug else _places_of(item, slug, (*path, at))


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise VcompareError(f"{source.root / names.path}: {names.message}", names.hint)
    return [name for name in names if not name.startswith(".")]
