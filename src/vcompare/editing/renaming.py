"""A tool under another slug: which files move where."""

from collections.abc import Iterator
from pathlib import Path

from vcompare.catalog.paths import paths_of, review_path, tool_path, votes_path
from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.editing.file_changes import FileChange, current
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
    return [change for before, after in _moves(source, old, new) for change in _moved(root, before, after)]


def refuse_no_slug(text: str) -> None:
    """Raise VcompareError, which suggests a slug, for what is not one."""
    if not is_slug(text):
        like = slug_of(text)
        hint = f"a slug is {DEFINITION}"
        hint += f": `{like}`?" if like and is_slug(like) else ""
        raise VcompareError(f'"{text}" is not a slug', hint)


def _moves(source: Source, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the old and new path of each file of a tool."""
    yield tool_path(old), tool_path(new)
    for name in _names(source, f"reviews/{old}"):
        if not name.endswith(".toml") or not source.is_file(f"reviews/{old}/{name}"):
            raise VcompareError(f"{source.root / 'reviews' / old / name} is no review", "move it away first")
        reviewer = name.removesuffix(".toml")
        yield review_path(old, reviewer), review_path(new, reviewer)
    yield votes_path(old), votes_path(new)


def _names(source: Source, folder: str) -> list[str]:
    names = source.names(folder)
    if isinstance(names, Diagnostic):
        raise VcompareError(f"{source.root / names.path}: {names.message}", names.hint)
    return [name for name in names if not name.startswith(".")]


def _moved(root: Path, old: str, new: str) -> list[FileChange]:
    text = current(root, old)
    return [] if text is None else [FileChange(new, None, text), FileChange(old, text, None)]
