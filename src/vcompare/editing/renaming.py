"""A tool under another slug, or none: which files move where, and which are removed."""

from pathlib import Path

from vcompare.catalog.paths import paths_of
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.editing import files
from vcompare.editing.edits import FileChange, current
from vcompare.errors import VcompareError
from vcompare.text.slugs import DEFINITION, is_slug, slug_of


def renamed(root: Path, old: str, new: str) -> list[FileChange]:
    """Return the changes that move a tool's facts, reviews and votes to another slug.

    Raises VcompareError for a slug that the catalog has files for: reviews left behind would become those of
    another tool.
    """
    source = Source(root)
    tool, reviews, votes = paths_of(new)
    taken = [path for path in (tool, votes) if source.exists(path)]
    if source.exists(reviews) and _names(source, reviews):
        taken.append(reviews)
    if taken:
        raise VcompareError(f"{root / taken[0]} already exists", "choose another slug, or move it away")
    changes = []
    for path in files_of(root, old):
        folder, name = path.split("/", 1)
        if (text := current(root, path)) is not None:
            moved = f"{folder}/{new}{name.removeprefix(old)}"
            changes += [FileChange(moved, None, text), FileChange(path, text, None)]
    return changes


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
    source, (tool, reviews, votes) = Source(root), paths_of(slug)
    names = _names(source, reviews)
    for name in names:
        if not name.endswith(".toml") or not source.is_file(f"{reviews}/{name}"):
            raise VcompareError(f"{root / reviews / name} is no review", "move it away first")
    paths = [tool, *(f"{reviews}/{name}" for name in names), votes]
    return [path for path in paths if source.exists(path)]


def removed(root: Path, slug: str) -> list[FileChange]:
    """Return the changes that remove everything about a tool, whatever its files hold."""
    return [FileChange(path, files.current(root / path), None) for path in files_of(root, slug)]


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise VcompareError(f"{source.root / names.path}: {names.message}", names.hint)
    return [name for name in names if not name.startswith(".")]
